"""From the first visit to the order: F01 to F05, F07 to F09, F25."""

from __future__ import annotations

from forecourt.followups.defaults.kinds import Rung, ShippedRule, Step

_LOST = "leads.opportunity_lost"
_GONE = (_LOST, "leads.opportunity_frozen", "leads.opportunity_out_of_control")
_SIGNED = "sales.order_signed"
_CONTACT = "leads.contact_made"
_LEVEL_FACTS = (_CONTACT, "leads.level_set", "leads.prospect_filed")
_NEXT_OPENING = (
    "{customer}您好，上次您说{last_fact}，现在情况有变化吗？",
    "Last time you said {last_fact}. Has anything changed?",
)
_NEXT_ASK = ("意向事实、决定日期、竞品", "level fact, date of decision, competitor")
_NEXT_CLOSE = ("按级别约定下次联系日期", "next contact date by level")


def _next_contacts(days: dict[str, int]) -> tuple[Step, ...]:
    """The next contact by level, whichever fact told the level last."""
    priorities = {"H": 70, "A": 50, "B": 30, "C": 10}
    return tuple(
        Step(
            key=f"{level}-{fact.rpartition('.')[2]}",
            trigger=fact,
            when=f"level={level}",
            offset=f"+{count} d",
            channel="phone",
            role="sales_consultant",
            person="consultant_id",
            subject="opportunity_id",
            priority=priorities[level],
            purpose="enquiry",
            replaces="rule",
            title=(f"{level}级客户下次联系", f"Next contact, level {level}"),
            why=(
                f"{level}级客户，{{fact_day}}联系或定级，{count}天内再联系",
                f"level {level} as of {{fact_day}}, next contact within {count} days",
            ),
            opening=_NEXT_OPENING,
            ask=_NEXT_ASK,
            close=_NEXT_CLOSE,
        )
        for level, count in days.items()
        for fact in _LEVEL_FACTS
    )


SALES: tuple[ShippedRule, ...] = (
    ShippedRule(
        code="F01",
        family="sales",
        name=("来店首次接待", "First word to a visitor"),
        basis=(
            "已证实：有店3分钟内接待率达97 %",
            "confirmed: 97 % within 3 min was reached in a store",
        ),
        merge_group="showroom",
        steps=(
            Step(
                key="greet",
                trigger="leads.visitor_arrived",
                offset="+3 min",
                channel="face",
                role="receptionist",
                person="consultant_id",
                subject="visit_id",
                priority=90,
                purpose="",
                is_movable=False,
                is_urgent=True,
                title=("接待来店客户", "Greet the visitor"),
                why=(
                    "客户{fact_clock}进店，3分钟内接待",
                    "visitor came in at {fact_clock}, first word within 3 min",
                ),
                opening=(
                    "您好，欢迎光临{store}，请问是第一次来吗？我先给您倒杯水。",
                    "Welcome to {store}. Is it your first visit?",
                ),
                ask=(
                    "来店目的、车型、同行人、现有车、从何得知",
                    "reason of visit, model, with whom, present car, how found us",
                ),
                close=("报姓名介绍销售顾问", "introduce the consultant by name"),
            ),
        ),
        ladder=(Rung("3 min", "showroom_manager", counts_from="fact"),),
        voids=("leads.visitor_left",),
        dones=("leads.contact_started",),
    ),
    ShippedRule(
        code="F02",
        family="sales",
        name=("线索首次致电", "First call to a lead"),
        basis=(
            "5分钟为行业目标，已证实；升级为默认",
            "5 min confirmed as trade target; ladder is a default",
        ),
        merge_group="sales",
        steps=(
            Step(
                key="call",
                trigger="leads.lead_received",
                offset="+5 min",
                channel="phone",
                role="lead_agent",
                person="assignee_id",
                subject="lead_id",
                anchor="received_at",
                priority=90,
                purpose="",
                is_movable=False,
                is_urgent=True,
                title=("线索首呼", "First call to the lead"),
                why=(
                    "线索{fact_clock}到达，营业时间内5分钟致电",
                    "lead came in at {fact_clock}, call within 5 min of opening hours",
                ),
                opening=(
                    "{customer}您好，{store}的{agent}，您刚才咨询{model}，现在方便说两分钟吗？",
                    "This is {agent} of {store}; you just asked about {model}. Two minutes now?",
                ),
                ask=("用途、预算、时间、现有车、金融", "use, budget, when, present car, finance"),
                close=("今明两天到店或试驾时段", "visit or test-drive slot today or tomorrow"),
            ),
        ),
        ladder=(
            Rung("15 min", "lead_agent", "reassign", "fact"),
            Rung("60 min", "sales_manager", "copy", "fact"),
        ),
        voids=("leads.lead_invalid", "leads.lead_duplicate"),
        dones=("leads.lead_contacted", "leads.lead_qualified"),
    ),
    ShippedRule(
        code="F03",
        family="sales",
        name=("离店回访", "Thanks after the visit"),
        basis=("24小时已证实；升级为默认", "24 h confirmed; ladder is a default"),
        merge_group="sales",
        steps=(
            Step(
                key="call",
                trigger="leads.visitor_left",
                when="party_id and opportunity_id and outcome!=ordered",
                offset="+24 h",
                channel="phone",
                role="sales_consultant",
                person="consultant_id",
                subject="opportunity_id",
                priority=50,
                purpose="enquiry",
                replaces="step",
                title=("离店24小时回访", "Call within 24 h of the visit"),
                why=(
                    "客户{fact_day}离店未订车，24小时内致谢",
                    "visitor left on {fact_day} without an order, thanks within 24 h",
                ),
                opening=(
                    "{customer}您好，感谢昨天来店看{model}，还有哪一点没有讲清楚吗？",
                    "Thank you for coming yesterday; what is still open about {model}?",
                ),
                ask=(
                    "未解疑问、共同决策人、竞品",
                    "open point, others in the decision, competitor",
                ),
                close=("约试驾或报价日期", "test drive or quotation date"),
            ),
        ),
        ladder=(Rung("48 h", "sales_manager", "copy", "fact"),),
        voids=(_SIGNED, *_GONE),
        dones=(_CONTACT,),
    ),
    ShippedRule(
        code="F04",
        family="sales",
        name=("订单确认", "Confirm the order"),
        basis=(
            "当天：一家店已证实；升级为默认",
            "same day confirmed at one dealer; ladder is a default",
        ),
        merge_group="sales",
        steps=(
            Step(
                key="confirm",
                trigger=_SIGNED,
                offset="+0 d",
                channel="phone",
                role="sales_consultant",
                person="consultant_id",
                subject="order_id",
                priority=70,
                purpose="order",
                title=("确认订单和日期", "Confirm the order and its dates"),
                why=(
                    "订单{number}于{fact_day}签订，当天确认",
                    "order {number} signed on {fact_day}, confirm the same day",
                ),
                opening=(
                    "{customer}您好，订单{number}已确认，我把接下来的时间和您对一下。",
                    "Your order {number} is confirmed; let us go through the dates.",
                ),
                ask=(
                    "联系方式、选号意愿、保险、精品",
                    "contact, plate wish, insurance, accessories",
                ),
                close=("下次进度日期", "next status date"),
            ),
        ),
        ladder=(Rung("24 h", "sales_manager"),),
        voids=("sales.order_cancelled", "sales.vehicle_delivered"),
    ),
    ShippedRule(
        code="F05",
        family="sales",
        name=("按级别跟进", "Next contact by level"),
        basis=("一家店已证实；各品牌不同", "confirmed at one dealer; brands differ"),
        merge_group="sales",
        steps=_next_contacts({"H": 7, "A": 15, "B": 30, "C": 90}),
        voids=(*_GONE, _SIGNED),
        dones=(_CONTACT,),
    ),
    ShippedRule(
        code="F05b",
        family="sales",
        name=("按级别跟进（快节奏）", "Next contact by level, brisk"),
        basis=("默认；各店可选，与F05二选一", "default; a store chooses this or F05"),
        merge_group="sales",
        steps=_next_contacts({"H": 2, "A": 4, "B": 7, "C": 15}),
        voids=(*_GONE, _SIGNED),
        dones=(_CONTACT,),
        is_on=False,
    ),
    ShippedRule(
        code="F07",
        family="sales",
        name=("试驾和报价回访", "After test drive and quotation"),
        basis=("默认", "default"),
        merge_group="sales",
        steps=(
            Step(
                key="test",
                trigger="leads.test_drive_finished",
                offset="+24 h",
                channel="phone",
                role="sales_consultant",
                person="consultant_id",
                subject="opportunity_id",
                priority=50,
                purpose="enquiry",
                replaces="step",
                title=("试驾后询问感受", "Ask how the test drive was"),
                why=(
                    "{fact_day}试驾结束，24小时内回访",
                    "test drive finished on {fact_day}, ask within 24 h",
                ),
                opening=(
                    "{customer}您好，昨天试驾下来，最满意和最不放心的各是哪一点？",
                    "After the test drive: best point, and main worry?",
                ),
                ask=("评分、顾虑、竞品", "rating, worry, rival"),
                close=("解答顾虑，给报价", "answer to the worry, quotation"),
            ),
            Step(
                key="quote",
                trigger="sales.quotation_sent",
                offset="+48 h",
                channel="phone",
                role="sales_consultant",
                person="consultant_id",
                subject="opportunity_id",
                priority=50,
                purpose="enquiry",
                replaces="step",
                title=("报价后询问决定", "Ask about the quotation"),
                why=(
                    "报价{number}于{fact_day}发出，48小时内回访",
                    "quotation {number} sent on {fact_day}, ask within 48 h",
                ),
                opening=(
                    "{customer}您好，报价{number}您看过了吗？哪一项需要调整？",
                    "Have you seen quotation {number}? Which line needs work?",
                ),
                ask=("价格、选装、金融、置换", "price, options, finance, trade-in"),
                close=("新版报价或订车日期", "new version or order date"),
            ),
        ),
        ladder=(Rung("72 h", "sales_manager", "copy", "fact"),),
        voids=(_SIGNED, *_GONE),
    ),
    ShippedRule(
        code="F08",
        family="sales",
        name=("等车期间通报进度", "Status while waiting for the car"),
        basis=("默认", "default"),
        merge_group="sales",
        steps=(
            Step(
                key="weekly",
                trigger=_SIGNED,
                offset="+7 d",
                channel="wechat",
                role="sales_consultant",
                person="consultant_id",
                subject="order_id",
                purpose="order",
                repeat_days=7,
                title=("每周通报订单进度", "Weekly status of the order"),
                why=(
                    "订单{number}于{fact_day}签订，每7天通报进度直到交车",
                    "order {number} signed on {fact_day}, status every 7 days until delivery",
                ),
                opening=(
                    "{customer}您好，您的车目前在{stage}，预计{promised_on}到店，和上周相比{change}。",
                    "Your car is at {stage}, expected {promised_on}; since last week: {change}.",
                ),
                ask=("日期是否合适、缺哪些资料", "still suits? documents missing"),
                close=("下次进度日期", "next status date"),
            ),
            Step(
                key="eta",
                trigger="sales.eta_changed",
                offset="+0 d",
                channel="phone",
                role="sales_consultant",
                person="consultant_id",
                subject="order_id",
                priority=70,
                purpose="order",
                replaces="step",
                title=("交车日期有变，当天告知", "The date changed: tell the customer today"),
                why=(
                    "预计日期于{fact_day}由{promised_before}改为{promised_on}",
                    "date moved from {promised_before} to {promised_on} on {fact_day}",
                ),
                opening=(
                    "{customer}您好，您的车预计到店时间由{promised_before}改为{promised_on}，因{reason}。",
                    "Your car: not {promised_before} but {promised_on}, because {reason}.",
                ),
                ask=("日期是否合适、缺哪些资料", "still suits? documents missing"),
                close=("下次进度日期", "next status date"),
            ),
        ),
        ladder=(Rung("24 h", "sales_manager"),),
        voids=("sales.vehicle_delivered", "sales.order_cancelled"),
    ),
    ShippedRule(
        code="F09",
        family="sales",
        name=("战败回访", "After a loss"),
        basis=("默认", "default"),
        merge_group="sales",
        steps=tuple(
            Step(
                key=key,
                trigger=_LOST,
                offset=offset,
                channel="phone",
                role="relation_agent",
                subject="opportunity_id",
                purpose="marketing",
                title=title,
                why=("{fact_day}战败，原因{reason}", "lost on {fact_day}, reason {reason}"),
                opening=(
                    "{customer}您好，冒昧回访：这次没有选择我们，主要原因是什么？绝不推销。",
                    "May I ask why you chose another? No selling.",
                ),
                ask=("原因编码、所购车、价格、商家", "reason code, car bought, price, dealer"),
                close=(
                    "致谢，提供服务；经同意再回访",
                    "thanks; service offer; revisit only with consent",
                ),
            )
            for key, offset, title in (
                ("reason", "+0 d", ("战败原因回访", "Ask for the reason of the loss")),
                ("revisit-30", "+30 d", ("战败30天再访", "Revisit 30 days after the loss")),
                ("revisit-90", "+90 d", ("战败90天再访", "Revisit 90 days after the loss")),
            )
        ),
        voids=(_SIGNED, "leads.opportunity_revived", "leads.opportunity_claimed"),
    ),
    ShippedRule(
        code="F25",
        family="trade_up",
        name=("置换邀约", "Trade-up invitation"),
        basis=("5万公里已证实；其余默认", "50,000 km confirmed; the rest is a default"),
        merge_group="sales",
        steps=tuple(
            Step(
                key=key,
                trigger=trigger,
                when=when,
                offset="+5 d",
                channel="phone",
                role="sales_consultant",
                person="consultant_id",
                subject="vehicle_id",
                priority=25,
                purpose="marketing",
                replaces="rule",
                title=("置换邀约", "Invite to a valuation"),
                why=why,
                opening=(
                    "{customer}您好，您的车{months}个月、{km}公里，想知道现在值多少吗？评估免费不勉强。",
                    "Your car is {months} months, {km} km; would you like a free valuation?",
                ),
                ask=("换车打算、车型、家庭", "plan to change, model, family"),
                close=("下次到店评估", "appraisal with next visit"),
            )
            for key, trigger, when, why in (
                (
                    "km",
                    "service.service_closed",
                    "odometer_km>50000 and was_refused!=true",
                    (
                        "{fact_day}来店维修时{odometer_km}公里，超过50000公里",
                        "{odometer_km} km at the service on {fact_day}, above 50,000 km",
                    ),
                ),
                (
                    "age",
                    "followups.trade_up_due",
                    "was_refused!=true",
                    (
                        "{delivered_on}交车，已满{months}个月",
                        "delivered on {delivered_on}, {months} months ago",
                    ),
                ),
            )
        ),
        ladder=(Rung("120 h", "sales_manager"),),
        voids=("leads.prospect_filed@party", "vehicles.vehicle_sold_on"),
    ),
)
