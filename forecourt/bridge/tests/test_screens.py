"""The import screens in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.bridge.models import HeaderAlias, ImportRun
from forecourt.bridge.tests.make import (
    NINE,
    Role,
    check,
    login,
    make_csv,
    make_run,
    make_staff,
    sample,
    write,
)
from forecourt.kernel import clock

pytestmark = pytest.mark.django_db
ONE = make_csv(("姓名", "手机"), ("王伟", "13800138000"))


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


@pytest.fixture
def administrator(client: Client) -> Client:
    return login(client, make_staff("Qian Jin", Role.SYSTEM_ADMINISTRATOR))


def _upload(client: Client, kind: str, name: str, content: bytes) -> tuple[int, str]:
    file = SimpleUploadedFile(name, content)
    reply = client.post("/bridge/imports/new/", {"kind": kind, "file": file})
    return reply.status_code, reply.text


def test_a_file_is_uploaded_and_followed(administrator: Client) -> None:
    status, _page = _upload(administrator, "customers", "old.csv", ONE)

    run = ImportRun.objects.get()
    page = administrator.get(f"/bridge/imports/{run.pk}/").text
    assert status == 302
    assert 'hx-trigger="every 1s"' in page
    assert "old.csv" in administrator.get("/bridge/imports/", {"q": "old"}).text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("car.png", b"\x89PNG\r\n\x1a\n\x00\xff", "neither a workbook nor a text"),
        ("bomb.xlsx", b"PK\x03\x04broken", "is broken"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(
    administrator: Client, name: str, content: bytes, sentence: str
) -> None:
    status, page = _upload(administrator, "customers", name, content)

    assert (status, ImportRun.objects.count()) == (422, 0)
    assert sentence in page


def test_no_file_is_said_at_the_field(administrator: Client) -> None:
    reply = administrator.post("/bridge/imports/new/", {"kind": "customers"})

    assert reply.status_code == 422
    assert 'id="file-error"' in reply.text


def test_the_preview_shows_rows_and_what_is_wrong_with_them(administrator: Client) -> None:
    run = check("customers", sample("customers-with-errors.csv"))

    page = administrator.get(f"/bridge/imports/{run.pk}/").text
    listed = administrator.get(f"/bridge/imports/{run.pk}/problems/").content.decode("utf-8-sig")

    assert "Write 2 sound rows, leave the wrong ones out" in page
    assert "“12345” is no phone number." in page
    assert "hx-trigger" not in page.split('id="run"')[1][:200]
    assert listed.splitlines()[0] == "Row,Column,What is wrong"
    assert len(listed.splitlines()) == 8


def test_a_sound_file_is_accepted_once(administrator: Client) -> None:
    run, form = check("customers", ONE), {"idempotency_key": str(uuid4())}

    first, again = (
        administrator.post(f"/bridge/imports/{run.pk}/accept/", form) for _time in range(2)
    )

    run.refresh_from_db()
    assert (first.status_code, again.status_code, run.state) == (302, 302, "accepted")


def test_an_unknown_column_is_named_on_the_page(administrator: Client) -> None:
    run = check("customers", make_csv(("姓名", "手机", "老编号"), ("王伟", "13800138000", "A1")))
    assert "老编号" in administrator.get(f"/bridge/imports/{run.pk}/").text

    form = {"header": "老编号", "field": "number"}
    administrator.post(f"/bridge/imports/{run.pk}/name-header/", form)

    run.refresh_from_db()
    assert (HeaderAlias.objects.get().field, run.state) == ("number", "uploaded")


def test_a_file_is_thrown_away(administrator: Client) -> None:
    run = check("customers", ONE)

    administrator.post(f"/bridge/imports/{run.pk}/drop/")

    run.refresh_from_db()
    assert (run.state, run.preview) == ("dropped", {})


def test_a_parts_manager_sees_files_of_parts_only(client: Client) -> None:
    manager = login(client, make_staff("He Jun", Role.PARTS_MANAGER))
    customers, parts = check("customers", ONE), check("parts", sample("parts-with-stock.xlsx"))

    page = manager.get("/bridge/imports/").text

    assert str(parts.pk) in page
    assert str(customers.pk) not in page
    assert manager.get(f"/bridge/imports/{customers.pk}/").status_code == 404
    assert manager.post(f"/bridge/imports/{customers.pk}/drop/").status_code == 404
    assert _upload(manager, "customers", "old.csv", ONE)[0] == 422


def test_a_seller_may_not_import(client: Client) -> None:
    seller = login(client, make_staff("Wang Fang", Role.SALES_CONSULTANT))

    assert seller.get("/bridge/imports/").status_code == 403


def test_the_list_and_a_run_are_read_in_fixed_numbers_of_statements(
    administrator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    run = write("customers", sample("customers-english.csv"))
    for _number in range(3):
        make_run("customers", ONE)

    with django_assert_num_queries(3):  # who, page, count
        administrator.get("/bridge/imports/")
    with django_assert_num_queries(4):  # who, run, problems, progress
        administrator.get(f"/bridge/imports/{run.pk}/")
