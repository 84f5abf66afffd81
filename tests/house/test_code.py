"""The few rules of the source that protect people and data."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.source import HOME, calls, functions, modules, place, tree

WRITES = frozenset(
    {
        "save",
        "create",
        "update",
        "delete",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    }
)
OUTSIDE_MODELS = (
    "commands",
    "queries",
    "views",
    "forms",
    "handlers",
    "jobs",
    "rules",
    "facts",
    "templatetags",
)
# What looks like a write of a row and is none: sessions, sets, hashes, files, widgets.
NO_ROWS = frozenset({"session", "hashlib", "digest", "context", "attrs", "fields", "values"})
CLOCKS = frozenset({"views", "jobs", "management", "middleware", "context"})


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _chain(node: ast.expr) -> list[str]:
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return [*([node.id] if isinstance(node, ast.Name) else []), *reversed(names)]


def test_commands_take_named_values_and_an_actor() -> None:
    loose = [
        place(path, function)
        for path in modules("commands")
        for function in functions(path)
        if function.args.args or function.args.posonlyargs
    ]

    assert loose == []


def test_commands_are_one_transaction() -> None:
    bare = [
        f"{place(path, function)} {function.name}"
        for path in modules("commands")
        for function in functions(path)
        if not any("atomic" in ast.unparse(line) for line in function.decorator_list)
        and not any(isinstance(node, ast.Yield) for node in ast.walk(function))
    ]

    assert bare == []


def test_only_models_write() -> None:
    writes = [
        f"{place(path, call)} {ast.unparse(call.func)}"
        for path in modules(*OUTSIDE_MODELS)
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and "objects" in _chain(call.func)
    ]

    assert writes == []


def test_nobody_saves_a_record_outside_its_model() -> None:
    saves = [
        f"{place(path, call)} {ast.unparse(call.func)}"
        for path in modules("commands", "queries", "views", "handlers", "jobs")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"save", "delete"}
        and not NO_ROWS & set(_chain(call.func))
    ]

    assert saves == []


def test_reads_begin_with_what_the_actor_may_see() -> None:
    open_reads = []
    for path in modules("commands", "queries", "views", "handlers", "jobs"):
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)):
                continue
            if node.value.attr == "objects" and node.attr not in _SCOPED:
                open_reads.append(f"{place(path, node)} {ast.unparse(node)}")

    assert [read for read in open_reads if not read.endswith(tuple(_SAID_WHY))] == []


_SCOPED = frozenset({"seen_by", "model"})
# Reads of rows that belong to no store, or before anybody is known; each with its reason.
_SAID_WHY = {
    "Account.objects.get": "accounts are global, and the login knows nobody yet",
    "Session.objects.of": "sessions are global; `of` takes the account",
    "StaffPost.objects.filter": "the login looks for the posts of one account, over all groups",
    "Staff.objects.with_role": "begins with seen_by",
    "RuleValue.objects.filter": "begins with seen_by",
    "WorkWeek.objects.store_ids": "the roster is planned for every store",
    "Rule.objects.order_by": "the clock of follow-ups serves every store",
    "Store.objects.order_by": "the clock of service serves every store",
    "OwnerSession.objects.end": "owners' sessions are global; the token says which",
    "OwnerCode.objects.live": "codes are global; the browser's secret says which",
    "OwnerCode.objects.count_try": "codes are global; the key says which",
    "Pairing.objects.live": "pairings are global; code or browser's secret say which",
    "Device.objects.select_for_update": "the pairing names the screen, before anybody is known",
    "Job.objects.on_the_board": "the workshop's minute looks for the stores that have work",
    "Staff.objects.of_group": "employee numbers are the group's, not the store's",
    "Entry.objects.about": "the audit view adds the store",
    "Entry.objects.after": "of the store of the entry that is being heard",
}


def test_the_clock_is_read_at_the_door() -> None:
    reads = [
        place(path, call)
        for path in sorted(HOME.rglob("*.py"))
        for call in calls(path)
        if ast.unparse(call.func) in {"clock.now", "datetime.now", "timezone.now", "date.today"}
        and not CLOCKS & set(_rooms(path))
        and not {"tests", "kernel", "config", "demo", "ui"} & set(path.relative_to(HOME).parts)
    ]

    assert reads == []


def _rooms(path: Path) -> tuple[str, ...]:
    return tuple(part.removesuffix(".py") for part in path.relative_to(HOME).parts)


def test_nothing_of_this_house_is_mocked() -> None:
    mocked = [
        place(path, node)
        for folder in (HOME, HOME.parent / "tests")
        for path in sorted(folder.rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest")
    ]

    assert mocked == []


def test_lock_files_name_no_host() -> None:
    named = [
        path.name
        for path in (HOME.parent / "requirements").glob("*.txt")
        if "://" in path.read_text()
    ]

    assert named == []


def test_words_are_marked_by_names_that_are_collected() -> None:
    """``bin/words`` knows gettext's own names and ``_``; a word under another is never Chinese."""
    renamed = [
        place(path, node)
        for path in sorted(HOME.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname not in {None, "_"}
    ]

    assert renamed == []
