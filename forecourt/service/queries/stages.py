"""How the stages of an order are shown: their badge, their group, their place on the strip."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forecourt.service.models import AuthorizationState, FloorStage, SettlementState

_S = FloorStage

BADGES = {
    _S.OPENED: "recv",
    _S.INSPECTED: "recv",
    _S.ESTIMATED: "recv",
    _S.AUTHORISED: "wait",
    _S.DISPATCHED: "wait",
    _S.WORKING: "work",
    _S.STOPPED: "part",
    _S.WORK_DONE: "qc",
    _S.IN_QUALITY_CHECK: "qc",
    _S.QUALITY_PASSED: "qc",
    _S.WASHING: "wash",
    _S.READY: "done",
    _S.SETTLED: "done",
    _S.GATE_OUT: "plan",
    _S.CLOSED: "plan",
    _S.VOID: "plan",
}

GROUPS: dict[str, tuple[Promise, tuple[FloorStage, ...]]] = {
    "reception": (_("Service reception"), (_S.OPENED, _S.INSPECTED, _S.ESTIMATED)),
    "dispatch": (_("Waiting for a bay"), (_S.AUTHORISED, _S.DISPATCHED)),
    "work": (_("Being worked on"), (_S.WORKING,)),
    "stopped": (_("Stopped"), (_S.STOPPED,)),
    "check": (_("Quality check"), (_S.WORK_DONE, _S.IN_QUALITY_CHECK)),
    "finish": (_("Wash"), (_S.QUALITY_PASSED, _S.WASHING)),
    "ready": (_("Ready"), (_S.READY, _S.SETTLED)),
}

STRIP: tuple[tuple[Promise, tuple[FloorStage, ...]], ...] = (
    (_("Order opened"), (_S.OPENED,)),
    (_("Walk-around"), (_S.INSPECTED,)),
    (_("Estimate"), (_S.ESTIMATED,)),
    (_("Authorised"), (_S.AUTHORISED,)),
    (_("Dispatched"), (_S.DISPATCHED,)),
    (_("Being worked on"), (_S.WORKING, _S.STOPPED, _S.WORK_DONE)),
    (_("Quality check"), (_S.IN_QUALITY_CHECK, _S.QUALITY_PASSED, _S.WASHING)),
    (_("Ready"), (_S.READY,)),
    (_("Settled"), (_S.SETTLED,)),
    (_("Left the store"), (_S.GATE_OUT, _S.CLOSED, _S.VOID)),
)
PLACE = {stage: number for number, (_label, stages) in enumerate(STRIP) for stage in stages}

LINE_BADGES = {
    AuthorizationState.PROPOSED: "part",
    AuthorizationState.AUTHORISED: "done",
    AuthorizationState.DECLINED: "plan",
    AuthorizationState.DEFERRED: "wait",
    AuthorizationState.EXPIRED: "plan",
}
SETTLEMENT_BADGES = {
    SettlementState.DRAFT: "wait",
    SettlementState.EXPLAINED: "recv",
    SettlementState.PARTLY_PAID: "part",
    SettlementState.PAID: "done",
    SettlementState.ON_CREDIT: "wash",
    SettlementState.RELEASED: "done",
    SettlementState.REVERSED: "plan",
}
