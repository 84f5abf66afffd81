"""Staff: a person who works here; a post is a role that this person has in one store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models

from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models.account import Account
from forecourt.store.models.store import Store
from forecourt.store.roles import Role
from forecourt.store.scope import GroupQuerySet, ScopedQuerySet


class StaffQuerySet(GroupQuerySet["Staff"]):
    def seen_by(self, actor: Actor) -> Self:
        """People who have a post in the actor's store."""
        posts = StaffPost.objects.filter(store_id=actor.store_id, tenant_id=actor.tenant_id)
        return self.filter(tenant_id=actor.tenant_id, pk__in=posts.values("staff_id"))

    def of_group(self, actor: Actor) -> Self:
        """Everybody of the dealer group: employee numbers are unique in it, not in a store."""
        return self.filter(tenant_id=actor.tenant_id)

    def working(self) -> Self:
        return self.filter(left_on__isnull=True)

    def with_role(self, actor: Actor, *roles: Role) -> Self:
        """People who have one of these roles in the actor's store."""
        posts = StaffPost.objects.filter(store_id=actor.store_id, role__in=roles)
        return self.seen_by(actor).working().filter(pk__in=posts.values("staff_id"))


class Staff(TenantModel):
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    employee_number = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=24, blank=True)
    left_on = models.DateField(null=True)

    objects = StaffQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "employee_number"], name="store_staff_one_per_employee_number"
            ),
            models.UniqueConstraint(
                fields=["tenant", "account"], name="store_staff_one_per_account"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def hire(
        cls, *, employee_number: str, name: str, phone: str = "", account: Account | None = None
    ) -> Staff:
        return Staff.objects.create(
            employee_number=employee_number, name=name, phone=phone, account=account
        )

    @classmethod
    def hire_all(cls, people: Iterable[Staff]) -> None:
        """Take on people that an import brings, with no login yet."""
        Staff.objects.bulk_create(people, batch_size=2000)


class StaffPostQuerySet(ScopedQuerySet["StaffPost"]):
    pass


class StaffPost(TenantModel):
    staff = TenantForeignKey(Staff, models.CASCADE, related_name="posts")
    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    role = models.CharField(max_length=24, choices=Role)

    objects = StaffPostQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "staff", "store", "role"], name="store_staffpost_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]),
                name="store_staffpost_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role}"

    @classmethod
    def appoint(cls, staff: Staff, store: Store, roles: Iterable[Role]) -> None:
        """Give a person these roles in a store."""
        StaffPost.objects.bulk_create(
            [StaffPost(staff=staff, store=store, role=role) for role in roles]
        )

    @classmethod
    def appoint_all(cls, store: Store, posts: Iterable[tuple[Staff, Iterable[Role]]]) -> None:
        """Give many people their roles in a store."""
        StaffPost.objects.bulk_create(
            (StaffPost(staff=s, store=store, role=role) for s, roles in posts for role in roles),
            batch_size=5000,
        )
