"""Steps 10 to 19 at the screens: the owner's page, the first service, and round again."""

from __future__ import annotations

from datetime import date

from tests.browser.buying import SELLER
from tests.browser.hands import Hands
from tests.browser.walk import NAME, PLATE, TAIL, Walk

AGENTS = ("relation_agent", "relation_agent2")
CHECKER = "李伟"  # technician
READY = (  # who ticks points of the preparation
    "parts_keeper",
    "service_adviser",
    "job_controller",
    "appointment_clerk",
)


def open_owner_page(walk: Walk) -> None:
    """The invitation is there by itself, and leads in with a code."""
    assert walk.message(r"(/my/)") == "/my/"
    owner = walk.owner()
    assert PLATE[2:] in owner.page.inner_text("main")


def drive_much(walk: Walk, day: date) -> None:
    """The owner drives much and writes the kilometres down: the service is due the sooner."""
    walk.until(day, "20:00")
    owner = walk.owner()
    owner.go("/my/diary/")
    owner.fill("[name=km]", "4300")
    with owner.answered("/note/"):
        owner.tap("form[action$='/note/'] .btn.primary")
    owner.sees("main :text('4,300')")


def remind(walk: Walk, day: date) -> None:
    """The planner forecasts 5,000 km; the clerk sends the words that it has ready."""
    walk.until(day, "09:10")
    clerk = walk.at("appointment_clerk")
    clerk.go("/followups/plan/")
    clerk.press(f"tr:has-text('{NAME}'):has(b:text-is('F15')) a")
    clerk.press("form[action$='/send/'] .btn.primary")
    assert walk.message(r"(5000) ?(?:公里|km)") == "5000"


def book(walk: Walk) -> None:
    clerk = walk.at("appointment_clerk")
    clerk.go("/service/appointments/new/")
    with clerk.counting() as task:
        clerk.fill("#car-q", TAIL[-3:])
        clerk.press(f"#car-hits a:has-text('{NAME}')")
        with clerk.answered("menu_code=M10"):
            clerk.choose("#what-menu", "M10")
        clerk.tap("#slots .slot:has-text('09:30')")
        clerk.press("#book .btn.primary")
    walk.inputs["booking"] = task.inputs
    clerk.press("form[action$='/confirm/'] button")

    owner = walk.owner()
    owner.go("/my/")
    assert "09:30" in owner.page.inner_text("main")


def prepare(walk: Walk) -> None:
    for login in READY:
        hands = walk.at(login)
        hands.go(f"/service/preparation/?q={TAIL}")
        while hands.page.locator("#sheets button[aria-pressed=false]").count():
            hands.press("#sheets button[aria-pressed=false]")
            hands.go(f"/service/preparation/?q={TAIL}")
    assert walk.at(READY[-1]).page.locator("#sheets .st-done").count() == 1


def receive(walk: Walk, day: date) -> str:
    """The car comes, is looked at with its owner, and the work is agreed."""
    walk.until(day, "09:26")
    desk = walk.at("receptionist")
    desk.go("/service/reception/")
    desk.press(f"tr:has-text('{NAME}') form[action$='/arrive/'] button")

    adviser = walk.at("service_adviser", window="tablet")
    adviser.go("/service/reception/")
    with adviser.counting() as task:
        adviser.press(f"tr:has-text('{NAME}') a.btn")
        adviser.fill("#open-form [name=odometer_km]", "4600")
        adviser.press("#open-form .btn.primary")
    walk.inputs["opening"] = task.inputs
    order = adviser.page.url

    adviser.press("#flow a[href*='walk-around']")
    adviser.tap("#mark-form label:has([value=D])")
    with adviser.answered("/mark/"):
        adviser.tap("#marks svg")
    with adviser.answered("/note/"):
        adviser.tap("#walk-note [name=may_show_on_board]")
    adviser.sign("#sign-pad")
    adviser.press("form[action$='/sign/'] .btn.primary")
    adviser.go(order)
    adviser.tap("#flow [data-open=estimate]")
    adviser.press("#estimate .btn.primary")
    adviser.tap("#flow [data-open=authorise]")
    adviser.press("#authorise .btn.primary")
    return order


def clear_bench(walk: Walk) -> None:
    """The technician finishes the car that was in the bay when the story began."""
    hand = walk.at("technician", window="tablet")
    hand.go("/workshop/bench/")
    while hand.page.locator("#bench form[action$='/finish/']").count():
        hand.send("#bench form[action$='/finish/'] button")
        hand.go("/workshop/bench/")


def produce(walk: Walk, order: str) -> None:
    """Board, parts and bay; what is found on the way is asked, agreed and done too."""
    controller = walk.at("job_controller")
    controller.go(order)
    controller.press("#flow form[action$='/dispatch/'] button")
    _place(controller, walk, "09:45")

    keeper = walk.at("parts_keeper")
    keeper.go(f"/parts/picking/?q={TAIL}")
    keeper.press("button[formaction*='/pick/']")
    keeper.go(f"/parts/picking/?q={TAIL}")
    keeper.choose("[name=taken_by_id]", CHECKER)
    keeper.press("button[formaction*='/issue/']")

    _work(walk, "start")
    _find(walk, order)
    _work(walk, "finish")

    controller.go(order)
    controller.press("#flow form[action$='/dispatch/'] button")
    _place(controller, walk, "10:00")
    _work(walk, "start")
    _work(walk, "finish")


def _work(walk: Walk, verb: str) -> None:
    hand = walk.at("technician", window="tablet")
    hand.go("/workshop/bench/")
    hand.send(f"#bench article:has-text('{TAIL}') form[action$='/{verb}/'] button")


def _place(controller: Hands, walk: Walk, clock: str) -> None:
    """The controller puts what waits for the car on the board, with a technician."""
    controller.go("/workshop/board/")
    controller.tap(f"a.job.st-wait:has-text('{TAIL}')")
    form = "#job-sheet form[action$='/move/']"
    controller.sees(form)
    controller.fill(f"{form} [name=starts_at]", f"{walk.now():%Y-%m-%d}T{clock}")
    controller.choose(f"{form} [name=technician_id]", CHECKER)
    controller.send(f"{form} .btn")


def _find(walk: Walk, order: str) -> None:
    """The technician finds something; the owner reads the message and says yes in two taps."""
    hand = walk.at("technician")
    hand.go(order)
    hand.tap("[data-open=finding]")
    hand.fill("#finding [name=title]", "雨刮片老化")
    hand.fill("#finding [name=price_fen]", "120")
    hand.press("#finding .btn.primary")

    owner = walk.owner()
    link = walk.message(r"(/my/orders/[0-9a-f-]{36}/)")
    with walk.step("service.line_authorised", "owner:"), owner.counting() as task:
        owner.follow(link)
        owner.press("#ask button[value=yes]")
    walk.inputs["approval"] = task.inputs
    assert owner.page.locator("#ask").count() == 0


def check(walk: Walk) -> None:
    inspector = walk.at("quality_inspector")
    for _job in range(2):
        inspector.go("/workshop/checks/")
        inspector.press(f"tr:has-text('{TAIL}') a.go")
        inspector.send("#check-form .btn.primary")


def settle(walk: Walk, order: str) -> None:
    """The bill is explained and paid, and the car leaves with its pass."""
    stages = "SELECT floor_stage FROM service_repairorder WHERE id = %s"
    key = order.rstrip("/").rsplit("/", 1)[-1]
    adviser = walk.at("service_adviser")
    walk.waits(lambda: walk.ask(stages, key) == "quality_passed", "the order follows the bays")
    adviser.go(order)
    adviser.tap("#flow [data-open=ready]")
    adviser.press("#ready .btn.primary")
    adviser.press("#flow form[action$='/settle/'] button")
    settlement = adviser.page.url
    adviser.press("form[action$='/explain/'] button")

    cashier = walk.at("cashier")
    cashier.go(settlement)
    cashier.tap("[data-open=pay]")
    cashier.choose("#pay [name=method]", "wechat")
    cashier.press("#pay .btn.primary")
    cashier.go(order)
    cashier.press("#flow form[action$='/gate-pass/'] button")

    desk = walk.at("receptionist")
    desk.go("/service/gate/")
    desk.press(f"main li:has-text('{TAIL}') form button")
    assert walk.ask(stages, key) == "gate_out"


def ask_how_it_was(walk: Walk, day: date) -> None:
    """The relation agent who got the task calls; all that was to be asked is asked at once."""
    walk.until(day, "09:30")
    row = f"tr:has-text('{NAME}'):has(b:text-is('F13'))"
    agent = _who_has(walk, AGENTS, row)
    agent.press(f"{row} a")
    agent.press("button[formaction*='/sheets/']")


def _who_has(walk: Walk, logins: tuple[str, ...], row: str) -> Hands:
    """One of these has the customer in the plan of the day."""
    for login in logins:
        hands = walk.at(login)
        hands.go("/followups/plan/")
        if hands.page.locator(row).count():
            return hands
    message = f"{logins} do not have {row}."
    raise AssertionError(message)


def invite(walk: Walk, day: date) -> None:
    """Three years later the planner invites; the same consultant files the next deal."""
    walk.until(day, "09:10")
    seller = walk.at(SELLER)
    seller.go(f"/followups/?when=coming&q={NAME}")
    row = "tr:has-text('F25')"
    assert seller.page.locator(f"{row} td").nth(5).inner_text() != "–", "It is nobody's task."
    seller.press(f"{row} a.go")
    task = seller.page.url
    seller.fill("[name=evidence]", "电话中口头同意")
    seller.press("form[action$='/consent/'] button")
    seller.go(task)
    seller.press("button[name=result][value=reached]:not([formaction])")
    seller.go(task)
    seller.press(".page-head a[href*='/deals/new/']")
    seller.press("#deal-form .btn.primary")
    seller.sees("#flow [aria-current=step]")
    assert NAME in seller.page.inner_text("h1")
