"""Files of old systems: read, accepted, written as a whole, and written once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from forecourt.bridge import commands
from forecourt.bridge.management.commands import make_import_samples
from forecourt.bridge.models import ExternalKey, ImportProblem, ImportRun
from forecourt.bridge.rules.files import FileRefused
from forecourt.bridge.tests.make import (
    NINE,
    Role,
    check,
    make_actor,
    make_csv,
    make_run,
    make_store,
    sample,
    silent,
    write,
)
from forecourt.catalog.models import LabourOperation, PriceListRow
from forecourt.customers.models import ContactPoint, Party
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.parts.models import Part, Stock, StockMove
from forecourt.store.models import Staff, StaffPost
from forecourt.vehicles.models import PlateHistory, Vehicle, VehicleParty

pytestmark = pytest.mark.django_db

ONE = make_csv(("姓名", "手机"), ("王伟", "13800138000"))
FILES = (
    ("customers", "customers.xlsx", 61, 3),
    ("customers", "customers-english.csv", 20, 0),
    ("vehicles", "vehicles-gb18030.csv", 60, 1),
    ("staff", "staff-utf16.csv", 24, 0),
    ("parts", "parts-with-stock.xlsx", 80, 1),
    ("labour", "labour.csv", 30, 0),
    ("prices", "price-list-gb18030.csv", 60, 0),
)


def _everything() -> tuple[int, ...]:
    """How many records there are of each kind that an import writes."""
    models = (Party, ContactPoint, Vehicle, PlateHistory, VehicleParty, Staff, StaffPost, Part)
    more = (Stock, StockMove, LabourOperation, PriceListRow, ExternalKey)
    return tuple(model.objects.count() for model in (*models, *more))


def test_the_shipped_files_are_those_that_the_script_makes() -> None:
    for name, content in make_import_samples.samples():
        assert (name, sample(name) == content) == (name, True)


def test_a_whole_old_system_comes_in_and_a_second_time_nothing_changes() -> None:
    for kind, name, new, twice in FILES:
        run = check(kind, sample(name))
        assert (name, run.new_rows, run.twice_rows, run.wrong_rows) == (name, new, twice, 0)
        commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=make_actor(), at=NINE)
        commands.write_import(run_id=run.pk, by=make_actor(), at=NINE, tell=silent)
    before = _everything()

    for kind, name, new, twice in FILES:
        run = check(kind, sample(name))
        assert (name, run.new_rows, run.known_rows) == (name, 0, new)
        assert run.twice_rows == twice
        with pytest.raises(commands.NothingSound):
            commands.accept_import(
                run_id=run.pk, without_wrong_rows=False, by=make_actor(), at=NINE
            )

    assert _everything() == before


def test_what_is_written_is_what_the_old_system_meant() -> None:
    write("customers", sample("customers.xlsx"))
    write("vehicles", sample("vehicles-gb18030.csv"))

    third = Party.objects.get(pk=ExternalKey.objects.get(key="K0003").subject)
    phones = ContactPoint.objects.filter(party=third, kind="phone")
    company = Party.objects.get(name="上海恒达物流有限公司")
    car = Vehicle.objects.get(plate="沪A10003")
    assert [point.value for point in phones] == ["+8613900000003"]
    assert (third.born_on, third.salutation) == (date(1960, 4, 21), "mr")
    assert (company.kind, company.tax_number) == ("organization", "91310000MA1FL00009")
    assert (car.odometer_km, car.first_registered_on) == (6_193, date(2021, 2, 21))
    assert VehicleParty.objects.get(vehicle=car).party == third
    assert Vehicle.objects.filter(plate="").count() == 6


def test_staff_come_with_their_posts_and_parts_with_their_stock() -> None:
    write("staff", sample("staff-utf16.csv"))
    write("parts", sample("parts-with-stock.xlsx"))

    both = StaffPost.objects.filter(staff__employee_number="0007").order_by("role")
    part = Part.objects.get(number="HC-90007")
    stock = Stock.objects.select_related("bin").get(part=part)
    assert [post.role for post in both] == ["job_controller", "quality_inspector"]
    assert (part.price_fen, part.cost_fen, part.origin_class) == (9_050, 5_611, "original")
    assert stock.bin is not None
    assert (stock.bin.code, int(stock.on_hand)) == ("A-08-4", 7)
    assert StockMove.objects.filter(kind="opening").count() == 69


def test_a_price_of_a_known_part_is_corrected_and_its_stock_is_left_alone() -> None:
    write("parts", sample("parts-with-stock.xlsx"))
    again = make_csv(
        ("备件编号", "备件名称", "售价", "库存"), ("HC-90007", "蓄电池（H3）", "99.00", "500")
    )

    run = write("parts", again)

    part = Part.objects.get(number="HC-90007")
    assert (run.written_rows, part.price_fen) == (1, 9_900)
    assert int(Stock.objects.get(part=part).on_hand) == 7


def test_errors_are_told_per_row_in_words() -> None:
    run = check("customers", sample("customers-with-errors.csv"))

    told = ImportProblem.objects.filter(run=run).order_by("row_number")
    assert (run.new_rows, run.wrong_rows) == (2, 7)
    assert [(p.row_number, p.label, p.sentence) for p in told] == [
        (3, "Name", "Nothing is written here."),
        (4, "Phone", "“1.39E+10” was shortened by the spreadsheet. Save the column as text."),
        (5, "Phone", "“12345” is no phone number."),
        (6, "Birthday", "“03/04/1990” may be two days. Write it as 2026-11-24."),
        (7, "Birthday", "“1990-02-30” is not in the calendar."),
        (8, "Sex", "“妖” is not known here."),
        (9, "Phone", "Without a customer number and a phone nobody is found again."),
    ]
    assert not Party.objects.exists()


def test_a_file_with_wrong_rows_is_written_only_without_them_and_by_choice() -> None:
    run, by = check("customers", sample("customers-with-errors.csv")), make_actor()

    with pytest.raises(commands.RowsAreWrong, match="7 rows are wrong"):
        commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=by, at=NINE)
    assert not Party.objects.exists()
    commands.accept_import(run_id=run.pk, without_wrong_rows=True, by=by, at=NINE)
    commands.write_import(run_id=run.pk, by=by, at=NINE, tell=silent)

    assert sorted(Party.objects.values_list("name", flat=True)) == ["郑九", "郑好"]


def test_a_file_is_written_as_a_whole_or_not_at_all() -> None:
    """The third lot of rows meets a constraint of the database: the first two are gone too."""
    by = make_actor()
    rows = [(f"C{n}", f"客户{n}", str(13_900_000_000 + n)) for n in range(5_000)]
    run = check("customers", make_csv(("客户编号", "姓名", "手机"), *rows))
    commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=by, at=NINE)

    def stop(done_rows: int, _all_rows: int) -> None:
        if done_rows == 4_000:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")

    with pytest.raises(Exception, match="division by zero"):
        commands.write_import(run_id=run.pk, by=by, at=NINE, tell=stop)

    assert (Party.objects.count(), ExternalKey.objects.count()) == (0, 0)
    assert ImportRun.objects.get(pk=run.pk).state == "accepted"


def test_a_job_that_runs_twice_writes_once() -> None:
    run, by = write("customers", ONE), make_actor()

    commands.write_import(run_id=run.pk, by=by, at=NINE, tell=silent)
    commands.check_import(run_id=run.pk, by=by, at=NINE, tell=silent)

    assert Party.objects.count() == 1


def test_the_file_itself_is_not_kept_longer_than_needed() -> None:
    written = ImportRun.objects.get(pk=write("customers", ONE).pk)
    dropped = commands.drop_import(run_id=check("customers", ONE).pk, by=make_actor(), at=NINE)

    assert (bytes(written.content), bytes(dropped.content)) == (b"", b"")
    assert (written.byte_count, len(written.sha256)) == (len(ONE), 64)


def test_a_refused_file_leaves_nothing_behind() -> None:
    with pytest.raises(FileRefused):
        make_run("customers", b"\x89PNG\r\n\x1a\n\x00\xff")

    assert not ImportRun.objects.exists()
    assert not Entry.objects.exists()


def test_an_unknown_column_is_named_once_and_known_from_then_on() -> None:
    content = make_csv(("姓名", "手机", "老编号"), ("王伟", "13800138000", "A1"))
    run, by = check("customers", content), make_actor()
    assert run.preview["unknown"] == ["老编号"]

    commands.name_header(run_id=run.pk, header="老编号", field="number", by=by, at=NINE)
    run = commands.check_import(run_id=run.pk, by=by, at=NINE, tell=silent)

    assert run.preview["columns"] == ["name", "phone", "number"]
    assert check("customers", content).preview["unknown"] == []
    with pytest.raises(WrongInput):
        commands.name_header(run_id=run.pk, header="x", field="nonsense", by=by, at=NINE)


def test_a_car_whose_owner_is_not_on_file_is_wrong() -> None:
    run = check("vehicles", sample("vehicles-gb18030.csv"))

    assert (run.new_rows, run.wrong_rows) == (0, 60)
    problem = ImportProblem.objects.filter(run=run).order_by("row_number", "pk")[0]
    assert problem.sentence == "The owner K0001 is not on file. Import the customers first."


def test_a_customer_who_came_by_phone_is_known_by_number_afterwards() -> None:
    write("customers", ONE)
    content = make_csv(
        ("客户编号", "姓名", "手机"),
        ("A1", "王 伟", "138-0013-8000"),
        ("A2", "李芳", "13800138001"),
    )

    run = write("customers", content)

    assert (run.known_rows, run.written_rows, Party.objects.count()) == (1, 1, 2)
    assert ExternalKey.objects.count() == 2


def test_a_parts_manager_imports_parts_and_nothing_else() -> None:
    keeper = make_actor(Role.PARTS_MANAGER)

    assert write("parts", sample("parts-with-stock.xlsx"), by=keeper).written_rows == 80
    with pytest.raises(commands.KindNotYours):
        make_run("customers", ONE, by=keeper)


def test_a_written_or_dropped_file_cannot_be_accepted() -> None:
    by = make_actor()
    for run in (
        write("customers", ONE),
        commands.drop_import(run_id=check("customers", ONE).pk, by=by, at=NINE),
    ):
        with pytest.raises(IllegalMove):
            commands.accept_import(run_id=run.pk, without_wrong_rows=True, by=by, at=NINE)


def test_the_run_of_another_store_does_not_exist() -> None:
    run = check("customers", ONE)
    stranger = replace(make_actor(store=make_store()), key="staff:zhao")

    for act in (commands.drop_import, commands.check_import):
        more = {"tell": silent} if act is commands.check_import else {}
        with pytest.raises(Missing):
            act(run_id=run.pk, by=stranger, at=NINE, **more)


def test_the_journal_says_who_brought_what() -> None:
    write("customers", ONE)

    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("bridge.")] == [
        "bridge.import_uploaded",
        "bridge.import_checked",
        "bridge.import_accepted",
        "bridge.import_written",
    ]
    written = Entry.objects.get(kind="bridge.import_written").payload
    assert (written["file_name"], written["written_rows"]) == ("old.csv", 1)
    assert "customers.parties_filed" in kinds
