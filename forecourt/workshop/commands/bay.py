"""The workshop itself: its bays, and what its people can do."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.store.models import Staff
from forecourt.store.queries import store
from forecourt.workshop.facts import BayBackInUse, BayOutOfUse, BaySetUp, SkillReviewed
from forecourt.workshop.models import Bay, BayKind, Job, Skill, StaffSkill


class BayNameTaken(Refused):
    code = "bay-name-taken"


class BayInUse(Refused):
    code = "bay-in-use"


@transaction.atomic
def set_up_bay(*, kind: BayKind, name: str, position: int, by: Actor, at: datetime) -> Bay:
    """Add a bay to the board.

    Raises:
        BayNameTaken: another bay has this name.
    """
    taken = BayNameTaken(_("There is a bay %(bay)s already.") % {"bay": name})
    with refused_by({"workshop_bay_one_per_name": taken}):
        bay = Bay.set_up(store(by), kind=kind, name=name, position=position)
    record(BaySetUp(bay_id=bay.pk, name=name, bay_kind=kind), by=by, at=at)
    return bay


@transaction.atomic
def take_bay_out_of_use(*, bay_id: UUID, by: Actor, at: datetime) -> Bay:
    """Close a bay for repair; nothing can be placed there. Already closed is fine.

    Raises:
        Missing: this store has no such bay.
        BayInUse: chips stand in it from now on.
    """
    bay = locked(Bay.objects.seen_by(by), bay_id)
    chip = Job.objects.seen_by(by).on_the_board().filter(bay=bay, ends_at__gt=at).first()
    if chip:
        sentence = _("“%(job)s” stands in bay %(bay)s. Move it first.")
        raise BayInUse(sentence % {"job": chip.title, "bay": bay.name})
    if not bay.is_out_of_use:
        bay.take_out_of_use()
        record(BayOutOfUse(bay_id=bay.pk), by=by, at=at)
    return bay


@transaction.atomic
def put_bay_back_in_use(*, bay_id: UUID, by: Actor, at: datetime) -> Bay:
    """Open a bay again. Already open is fine.

    Raises:
        Missing: this store has no such bay.
    """
    bay = locked(Bay.objects.seen_by(by), bay_id)
    if bay.is_out_of_use:
        bay.put_back_in_use()
        record(BayBackInUse(bay_id=bay.pk), by=by, at=at)
    return bay


@transaction.atomic
def review_skill(
    *, staff_id: UUID, skill: Skill, level: int, by: Actor, at: datetime
) -> StaffSkill:
    """Put down what a technician can do today: 1 learns, 2 works alone, 3 teaches.

    Raises:
        Missing: this store has no such person.
        WrongInput: the level is none of the three.
    """
    if level not in {1, 2, 3}:
        raise WrongInput(_("A skill has the level 1, 2 or 3."))
    staff = locked(Staff.objects.seen_by(by), staff_id)
    row = StaffSkill.review(staff, skill, level=level, on=at.date())
    record(SkillReviewed(staff_id=staff.pk, skill=skill, level=level), by=by, at=at)
    return row
