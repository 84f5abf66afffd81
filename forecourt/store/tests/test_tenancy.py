"""Tenancy: rows, joins, keys and deletes stay inside one dealer group."""

from __future__ import annotations

from contextvars import Context

import pytest
from django.db import IntegrityError, connection

from forecourt.kernel.lint import complaints
from forecourt.kernel.tenancy import NoTenant, all_tenants, tenant_set
from forecourt.store.models import Shift, Staff, StaffPost, Store
from forecourt.store.roles import Role
from forecourt.store.tests.make import HOME, NINE, TWIN, home_store, make_staff

pytestmark = pytest.mark.django_db


def _twins_store() -> Store:
    with tenant_set(TWIN):
        return home_store()


def test_the_catalogue_keeps_the_rules() -> None:
    assert list(complaints()) == []


def test_the_lint_names_a_table_that_breaks_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bad (id int PRIMARY KEY, tenant_id uuid, code int UNIQUE)")

    assert {line.split(":")[0] for line in complaints()} == {
        "bad has a key other than (tenant_id, id)",
        "bad has a unique or exclusion constraint without the tenant",
        "bad has an index that does not begin with the tenant",
        "bad may be born without a tenant",
    }


def test_another_groups_rows_are_not_there() -> None:
    twins = _twins_store()

    assert not Store.objects.filter(pk=twins.pk).exists()
    with all_tenants("a test looks at both"):
        assert Store.objects.filter(pk=twins.pk).exists()


def test_without_a_tenant_nothing_is_read_and_nothing_is_born() -> None:
    nobody_set_one = Context()

    with pytest.raises(NoTenant):
        nobody_set_one.run(Store.objects.all)
    with pytest.raises(NoTenant):
        nobody_set_one.run(Store)


def test_the_database_refuses_a_row_that_points_at_another_group() -> None:
    twins, li = _twins_store(), make_staff("Li Wei", Role.TECHNICIAN)

    with pytest.raises(IntegrityError, match="foreign key"):
        Shift.plan(twins, li, NINE, NINE.replace(hour=9))


def test_a_join_names_the_tenant_on_both_sides() -> None:
    make_staff("Li Wei", Role.TECHNICIAN)
    rows = StaffPost.objects.filter(staff__name="Li Wei").select_related("store")

    joins = str(rows.query).split(" JOIN ")[1:]

    assert len(joins) == 2
    assert all("tenant_id" in join.split(" WHERE ")[0] for join in joins)


def test_an_update_and_a_delete_name_the_tenant() -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN)
    with tenant_set(TWIN):
        assert Staff.objects.filter(pk=li.pk).update(name="x") == 0
        li.posts.all().delete()
        assert StaffPost.objects.filter(staff_id=li.pk).delete()[0] == 0

    assert StaffPost.objects.filter(staff_id=li.pk, tenant_id=HOME).count() == 1
