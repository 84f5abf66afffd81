"""What no column can hold is told before a file is accepted; what slips through ends well."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import translation

from forecourt.bridge import commands, jobs
from forecourt.bridge.models import ExternalKey, ImportProblem, ImportRun
from forecourt.bridge.rules import files
from forecourt.bridge.rules.files import FileRefused
from forecourt.bridge.tests.make import (
    NINE,
    Role,
    check,
    login,
    make_actor,
    make_csv,
    make_run,
    make_staff,
    sample,
    silent,
    task_of,
)
from forecourt.catalog.models.labour import SkillCode
from forecourt.customers.models import Party
from forecourt.kernel import clock
from forecourt.kernel.tenancy import tenant_set

VIN = "LSVAA4182E2123457"
ONE = make_csv(("客户编号", "姓名", "手机"), ("A1", "王伟", "13800138000"))


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "header", "row", "told"),
    [
        (
            "vehicles",
            ("车架号", "车牌号", "里程", "交车日期"),
            (VIN, "沪A12345", "99999999", "1901-01-01"),
            [
                ("Mileage", "“99999999” is too large: at most 2,000,000."),
                ("Delivery day", "“1901-01-01” lies too long ago."),
            ],
        ),
        (
            "vehicles",
            ("车架号", "里程", "上次保养里程", "上牌日期"),
            (VIN, "-100", "2000001", "2026-11-25"),
            [
                ("Mileage", "“-100” is below zero."),
                ("Kilometres at the last service", "“2000001” is too large: at most 2,000,000."),
            ],
        ),
        (
            "vehicles",
            ("车架号", "上牌日期"),
            (VIN, "2026-11-25"),
            [("First registered", "“2026-11-25” lies in the future.")],
        ),
        (
            "parts",
            ("备件编号", "备件名称", "售价", "进价", "库存"),
            ("P1", "机油", "99999999999", "99999999999", "1000001"),
            [
                ("Price with tax", "“99999999999” is too large: at most 100,000,000."),
                ("Unit cost", "“99999999999” is too large: at most 100,000,000."),
                ("On hand", "“1000001” is too large: at most 1,000,000."),
            ],
        ),
        (
            "prices",
            ("编码", "价格"),
            ("P1", "99999999999"),
            [("Price with tax", "“99999999999” is too large: at most 100,000,000.")],
        ),
        (
            "prices",
            ("编码", "价格"),
            ("NO-SUCH", "12.00"),
            [("Code", "NO-SUCH is not on file. Import it first.")],
        ),
        (
            "labour",
            ("工时代码", "项目名称", "分钟"),
            ("L1", "保养", "99999"),
            [("Minutes", "“99999” is too large: at most 6,000.")],
        ),
        (
            "labour",
            ("工时代码", "项目名称", "标准工时"),
            ("L1", "保养", "1000"),
            [("Hours", "“1000” is too large: at most 100.")],
        ),
        (
            "customers",
            ("姓名", "手机", "生日"),
            ("王伟", "13800138000", "2999-01-01"),
            [("Birthday", "“2999-01-01” lies in the future.")],
        ),
        (
            "customers",
            ("姓名", "手机", "生日"),
            ("王伟", "13800138000", "2026-11-25"),
            [("Birthday", "“2026-11-25” lies in the future.")],
        ),
    ],
)
def test_what_no_column_holds_is_told_before_the_file_is_accepted(
    kind: str, header: tuple[str, ...], row: tuple[str, ...], told: list[tuple[str, str]]
) -> None:
    run = check(kind, make_csv(header, row))

    problems = ImportProblem.objects.filter(run=run).order_by("pk")
    assert [(problem.label, problem.sentence) for problem in problems] == told
    assert (run.new_rows, run.wrong_rows) == (0, 1)


@pytest.mark.django_db
def test_the_preview_speaks_the_language_of_the_person() -> None:
    with translation.override("zh-hans"):
        staff = check("staff", make_csv(("工号", "姓名", "岗位"), ("1", "李伟", "技师、服务顾问")))
        people = check(
            "customers",
            make_csv(("姓名", "手机", "客户类型", "性别"), ("王伟", "13800138000", "个人", "男")),
        )
        labour = check("labour", make_csv(("工时代码", "项目名称", "工种"), ("L1", "首保", "机修")))

    shown = [run.preview["rows"][0]["cells"] for run in (staff, people, labour)]
    assert shown[0][2] == "技师, 服务顾问"
    assert shown[1][2:] == ["个人", "先生"]
    with translation.override("zh-hans"):
        assert shown[2][2] == str(SkillCode.REPAIR.label)


@pytest.mark.parametrize("content", [b"<html><table><tr><td>x</td></tr></table></html>", ONE])
def test_a_page_or_a_text_under_the_name_of_a_workbook_is_no_workbook(content: bytes) -> None:
    with pytest.raises(FileRefused, match="no Excel workbook"):
        files.check(content, "Kunden.XLSX")


def test_a_page_under_another_name_is_no_table_either() -> None:
    with pytest.raises(FileRefused, match="no Excel workbook"):
        files.check("\ufeff <!DOCTYPE html><p>x</p>".encode(), "old.csv")


@pytest.mark.django_db
def test_the_screen_says_that_a_page_is_no_workbook(client: Client) -> None:
    administrator = login(client, make_staff("Qian Jin", Role.SYSTEM_ADMINISTRATOR))
    file = SimpleUploadedFile("old.xlsx", b"<html><table></table></html>")

    reply = administrator.post("/bridge/imports/new/", {"kind": "customers", "file": file})

    assert (reply.status_code, ImportRun.objects.count()) == (422, 0)
    assert "no Excel workbook" in reply.text


@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_ends_with_a_sentence_and_may_be_tried_again(
    client: Client,
) -> None:
    """Its word counts, whatever the preview said; here a rule that came in meanwhile."""
    administrator = login(client, make_staff("Qian Jin", Role.SYSTEM_ADMINISTRATOR))
    run, by = check("customers", ONE), make_actor()
    commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=by, at=NINE)
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE bridge_externalkey ADD CONSTRAINT bridge_for_a_test CHECK (key <> 'A1')"
        )
    try:
        jobs.write_file(**task_of(run))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE bridge_externalkey DROP CONSTRAINT bridge_for_a_test")

    run.refresh_from_db()
    page = administrator.get(f"/bridge/imports/{run.pk}/").text
    assert (run.state, Party.objects.count()) == ("failed", 0)
    assert run.sentence.startswith("The database refused a row")
    assert f"/bridge/imports/{run.pk}/retry/" in page
    assert f"/bridge/imports/{run.pk}/drop/" in page

    administrator.post(f"/bridge/imports/{run.pk}/retry/")
    jobs.read_file(**task_of(run))
    commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=by, at=NINE)
    jobs.write_file(**task_of(run))

    run.refresh_from_db()
    assert (run.state, run.written_rows, run.sentence) == ("written", 1, "")


@pytest.mark.django_db(transaction=True)
def test_a_fault_of_the_house_ends_with_a_sentence_too() -> None:
    run, by = check("customers", ONE), make_actor()
    commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=by, at=NINE)

    def broken(*_asked: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        jobs.carry_out(by, run.pk, broken)

    run.refresh_from_db()
    assert (run.state, run.sentence) == (
        "failed",
        "Something went wrong in the house. Try it again, or call for help.",
    )


@pytest.mark.django_db
def test_a_file_that_could_not_be_read_is_only_thrown_away() -> None:
    run, by = make_run("staff", ONE), make_actor()
    commands.fail_import(run_id=run.pk, sentence="No.", by=by, at=NINE)

    with pytest.raises(commands.NothingKept):
        commands.retry_import(run_id=run.pk, by=by, at=NINE)
    commands.drop_import(run_id=run.pk, by=by, at=NINE)

    assert ImportRun.objects.get(pk=run.pk).state == "dropped"


@pytest.mark.django_db
def test_the_second_of_two_accepted_runs_of_one_file_changes_nothing() -> None:
    by = make_actor()
    runs = [check("customers", sample("customers.xlsx"), by=by) for _run in range(2)]
    for run in runs:
        commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=by, at=NINE)

    written = [
        commands.write_import(run_id=run.pk, by=by, at=NINE, tell=silent).written_rows
        for run in runs
    ]

    assert (written, Party.objects.count()) == ([61, 0], 61)


@pytest.mark.held_by("bridge.ImportRun")
@pytest.mark.django_db(transaction=True)
def test_of_two_runs_of_one_file_written_at_one_time_one_writes() -> None:
    by, gate = make_actor(), Barrier(2)
    runs = [check("customers", sample("customers.xlsx"), by=by) for _run in range(2)]
    for run in runs:
        commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=by, at=NINE)

    def write(run: ImportRun) -> None:
        with tenant_set(by.tenant_id):
            connection.ensure_connection()
            gate.wait()
            jobs.write_file(**task_of(run))
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as workers:
        list(workers.map(write, runs))

    for run in runs:
        run.refresh_from_db()
    assert sorted((run.state, run.written_rows) for run in runs) == [
        ("written", 0),
        ("written", 61),
    ]
    assert (Party.objects.count(), ExternalKey.objects.count()) == (61, 61)
