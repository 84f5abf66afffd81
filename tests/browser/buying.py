"""Steps 1 to 9 at the screens: from the door to the thank-you for the purchase."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.browser.hands import Hands
from tests.browser.walk import NAME, PAPER, PHONE, PLATE, Walk

MODEL = {"zh-hans": "恒川 X5", "en": "Hengchuan X5"}
GRADE = "X5-380T-AWD-26"
SELLER = "sales_consultant2"  # the next free consultant of the morning


def file_prospect(walk: Walk) -> None:
    desk = walk.at("receptionist")
    desk.go("/leads/reception/")
    with desk.counting() as task:
        desk.fill("#file-visit [name=name]", NAME)
        desk.fill("#file-visit [name=phone]", PHONE)
        desk.choose("#file-visit [name=model_id]", MODEL[walk.language])
        desk.press("#file-visit .btn.primary")
    walk.inputs["walk-in"] = task.inputs

    with desk.counting() as task:
        desk.fill("#find input[type=search]", NAME)
        desk.sees(f"#found a:has-text('{NAME}')")
    walk.inputs["finding a customer"] = task.inputs


def make_contact(walk: Walk) -> str:
    seller = walk.at(SELLER)
    seller.go("/leads/reception/")
    seller.press(f"tr:has-text('{NAME}') form[action$='/start/'] button")
    seller.press(f"#visits a.go:has-text('{NAME}')")
    seller.tap("#flow [data-open=contact]")
    seller.choose("#contact [name=channel]", "face")
    seller.choose("#contact [name=result]", "reached")
    seller.choose("#contact [name=level]", "A")
    seller.press("#contact .btn.primary")
    return seller.page.url


def drive(walk: Walk, deal: str) -> None:
    seller = walk.at(SELLER)
    seller.go(deal)
    seller.press("#flow a[href*='/drives/']")
    now = walk.now()
    quarter = now.replace(minute=now.minute // 15 * 15) + timedelta(minutes=15)
    seller.fill("#drive-form [name=starts_at]", f"{quarter:%Y-%m-%dT%H:%M}")
    seller.press("#drive-form .btn.primary")
    seller.fill("#start-form [name=licence_valid_until]", "2030-01-01")
    seller.fill("#start-form [name=km_out]", "1260")
    seller.tap("#start-form [name=has_consent]")
    seller.sign("#start-form canvas")
    seller.press("#start-form .btn.primary")
    seller.fill("#finish-form [name=km_in]", "1266")
    seller.fill("#finish-form [name=rating_start]", "5")
    seller.choose("#finish-form [name=has_damage]", "no")
    seller.press("#finish-form .btn.primary")


def quote(walk: Walk, deal: str) -> str:
    """The consultant asks for more than he may give; the sales manager agrees."""
    seller = walk.at(SELLER)
    seller.go(deal)
    seller.press("#flow a[href*='/quotations/new']")
    with seller.answered("/quotations/new/"):
        seller.choose("#builder [name=product_code]", GRADE)
    with seller.answered("/quotations/new/"):
        seller.tap("#builder [name=paint]")
    with seller.answered("/quotations/new/"):
        seller.tap("#builder [name=interior]")
    with seller.answered("/quotations/new/"):
        seller.fill("#builder [name=discount_fen]", "5000")
    with seller.answered("/quotations/new/"):
        seller.choose("#builder [name=discount_reason]", "competitor_offer")
    seller.press("#builder .builder__sum button")
    quotation = seller.page.url
    seller.press("#flow form[action$='/ask/'] button")

    manager = walk.at("sales_manager")
    manager.go("/sales/approvals/")
    manager.press(f"tr:has-text('{NAME}') form[action$='/approve/'] button")

    seller.go(quotation)
    seller.press("#flow form[action$='/send/'] button")
    return quotation


def sign_order(walk: Walk, quotation: str) -> str:
    seller = walk.at(SELLER)
    seller.go(quotation)
    seller.tap("#flow [data-open=sign]")
    seller.fill("#sign [name=deposit_fen]", "20000")
    seller.fill("#sign [name=promised_on]", f"{walk.now().date() + timedelta(days=10)}")
    seller.fill("#sign [name=identity_tail]", PAPER)
    seller.press("#sign .btn.primary")
    order = seller.page.url

    manager = walk.at("sales_manager")
    manager.go(order)
    manager.press("#flow form[action$='/approve/'] button")

    cashier = walk.at("cashier")
    cashier.go(order)
    cashier.tap("#flow [data-open=deposit]")
    cashier.choose("#deposit [name=method]", "card")
    cashier.press("#deposit .btn.primary")
    return order


def allocate(walk: Walk, order: str) -> str:
    """The clerk reserves a car in stock; the consultant sees its VIN on the order."""
    clerk = walk.at("allocation_clerk")
    clerk.go("/sales/allocation/")
    clerk.press(f"tr:has-text('{NAME}') a.go")
    clerk.press("form[action$='/reserve/'] .btn.primary")

    seller = walk.at(SELLER)
    seller.go(order)
    found = re.search(r"\b[A-HJ-NPR-Z0-9]{17}\b", seller.page.inner_text("main"))
    assert found is not None, "The order shows no car."
    return found[0]


def inspect(walk: Walk, vin: str) -> None:
    """A technician reads the VIN off the car and answers; another person lets it pass."""
    hand = walk.at("technician")
    hand.go("/sales/inspections/")
    hand.press(f"main tr:has-text('{vin[-6:]}') a.go")
    sheet = hand.page.url
    hand.tap("#flow [data-open=start]")
    hand.fill("#start [name=vin]", vin[-6:])
    hand.press("#start .btn.primary")
    while hand.page.locator("form[action$='/all/'] button").count():
        hand.press("form[action$='/all/'] button")

    inspector = walk.at("quality_inspector")
    inspector.go(sheet)
    inspector.tap("#flow [data-open=pass]")
    inspector.fill("#pass [name=km]", "12")
    inspector.press("#pass .btn.primary")


def deliver(walk: Walk, order: str) -> None:
    _money(walk, order)
    for login, kind, number in (
        ("insurance_clerk", "insurance", "PICC-77"),
        ("registration_clerk", "purchase_tax", "TAX-77"),
        ("registration_clerk", "plate", PLATE),
    ):
        _side_service(walk.at(login), kind, number)
    clerk = walk.at("registration_clerk")
    clerk.go(order)
    clerk.press("#flow form[action$='/register/'] button")

    host = walk.at("delivery_specialist", window="tablet")
    host.go(order)
    host.press("#flow form[action$='/ready/'] button")
    host.tap("#flow [data-open=plan]")
    host.fill("#plan [name=room]", "1")
    host.fill("#plan [name=starts_at]", f"{walk.now() + timedelta(hours=1):%Y-%m-%dT%H:00}")
    host.press("#plan .btn.primary")
    _hand_over(walk, host)


def _money(walk: Walk, order: str) -> None:
    cashier = walk.at("cashier")
    cashier.go(order)
    cashier.tap("#flow [data-open=pay]")
    cashier.choose("#pay [name=method]", "transfer")
    cashier.press("#pay .btn.primary")

    accountant = walk.at("accountant")
    accountant.go(order)
    accountant.tap("#flow [data-open=invoice]")
    accountant.fill("#invoice [name=invoice_code]", "031002600311")
    accountant.fill("#invoice [name=invoice_number]", "26000001")
    accountant.fill("#invoice [name=invoiced_on]", f"{walk.now():%Y-%m-%d}")
    accountant.press("#invoice .btn.primary")


def _side_service(clerk: Hands, kind: str, number: str) -> None:
    clerk.go(f"/sales/side-services/?kind={kind}")
    row = f"tr:has-text('{NAME}')"
    clerk.press(f"{row} form[action$='/start/'] button")
    clerk.go(f"/sales/side-services/?kind={kind}")
    clerk.tap(f"{row} [data-open^=finish]")
    clerk.fill("dialog[open] [name=result_number]", number)
    clerk.press("dialog[open] .btn.primary")


def _hand_over(walk: Walk, host: Hands) -> None:
    for place in range(host.page.locator("#documents input[type=checkbox]").count()):
        with host.answered("/tick/"):
            host.tap(f"#documents .doc-tick >> nth={place} >> input[type=checkbox]")
    delivery = host.page.url
    host.go(delivery)
    host.tap("#flow [data-open=prepare]")
    host.tap("#prepare [name=is_washed]")
    host.tap("#prepare [name=is_fuelled]")
    host.press("#prepare .btn.primary")
    host.tap("#flow [data-open=start]")
    host.fill("#start [name=identity_tail]", PAPER)
    host.press("#start .btn.primary")
    host.fill("#sign [name=km]", "15")
    host.tap("#sign [name=is_page_opened]")
    host.sign("#sign canvas")
    host.press("#sign .btn.primary")

    desk = walk.at("receptionist")
    desk.go(delivery)
    desk.press("#flow form[action$='/out/'] button")


def thank(walk: Walk, order: str) -> None:
    seller = walk.at(SELLER)
    seller.go(order)
    seller.tap("#flow [data-open=thank]")
    seller.fill("#thank [name=gift]", "茶礼盒")
    seller.press("#thank .btn.primary")
