"""From the delivery to the next service: F10 to F18, F20, F21."""

from __future__ import annotations

from forecourt.followups.defaults.kinds import Rung, ShippedRule, Step

_DELIVERED = "sales.vehicle_delivered"
_BOOKED = "service.appointment_booked"
_RECEIVED = "service.vehicle_received"
_CANCELLED = "service.appointment_cancelled"
_CHANGED = "service.appointment_changed"
_NO_SHOW = "service.appointment_no_show"
_SOLD_ON = "vehicles.vehicle_sold_on"
_CARE_ROLES = "relation_agent"
_FORECAST = (
    "预计{due_on}到{due_km}公里；最近一次{last_on}为{last_km}公里；日均{rate}公里；以{by}为准",
    (
        "forecast {due_km} km on {due_on}; last reading {last_km} km on {last_on}; "
        "{rate} km/day; by {by_en}"
    ),
)

AFTER_SALES: tuple[ShippedRule, ...] = (
    ShippedRule(
        code="F10",
        family="care",
        name=("交车感谢", "Thank-you for the purchase"),
        basis=("步骤已证实；天数默认", "step confirmed; days are a default"),
        merge_group="care",
        steps=(
            Step(
                key="letter",
                trigger=_DELIVERED,
                offset="+0 d",
                channel="mail_letter",
                role="sales_consultant",
                person="consultant_id",
                subject="order_id",
                purpose="order",
                title=("感谢信和礼品", "Thank-you letter and gift"),
                why=(
                    "{delivered_on}交车，当天致谢",
                    "delivered on {delivered_on}, thanks the same day",
                ),
                opening=(
                    "{customer}您好，感谢您选择{store}，附上服务团队名片和首保提醒。",
                    "Thank you for choosing {store}; your team and first-service date enclosed.",
                ),
                ask=("礼品已送：是/否", "gift given yes/no"),
                close=("首保日期", "first service date"),
            ),
        ),
        ladder=(Rung("48 h", "sales_manager"),),
        dones=("sales.thank_you_done",),
    ),
    ShippedRule(
        code="F11",
        family="care",
        name=("交车满意度回访", "Satisfaction call after delivery"),
        basis=("步骤已证实；天数默认", "step confirmed; days are a default"),
        merge_group="care",
        steps=tuple(
            Step(
                key=f"{days}dc",
                trigger=_DELIVERED,
                offset=f"+{days} d",
                channel="phone",
                role=_CARE_ROLES,
                subject="vehicle_id",
                priority=40,
                title=(f"交车{days}天回访", f"{days}-day call"),
                why=(
                    f"{{delivered_on}}交车，第{days}天回访",
                    f"delivered on {{delivered_on}}, call on day {days}",
                ),
                opening=(
                    f"{{customer}}您好，提车{days}天了，车和我们的服务用得还顺手吗？",
                    f"It is {days} days since delivery; how are the car and our service?",
                ),
                ask=(
                    "满意度1-10、不会用的功能、缺陷",
                    "satisfaction 1-10, functions not understood, defects",
                ),
                close=("电话指导，或预约", "help by phone now, or appointment"),
            )
            for days in (3, 7)
        ),
        ladder=(Rung("24 h", "relation_manager"),),
        voids=("care.complaint_received@vehicle", _SOLD_ON),
    ),
    ShippedRule(
        code="F12",
        family="care",
        name=("满月检查邀约", "One-month check"),
        basis=("步骤已证实；天数默认", "step confirmed; days are a default"),
        merge_group="maintenance",
        steps=tuple(
            Step(
                key=key,
                trigger=_DELIVERED,
                offset=offset,
                channel=channel,
                role=_CARE_ROLES,
                subject="vehicle_id",
                priority=40,
                title=title,
                why=(
                    "{delivered_on}交车，满月免费检查",
                    "delivered on {delivered_on}, free check after one month",
                ),
                opening=(
                    "{customer}您好，新车满月检查免费，约{minutes}分钟，哪天方便？",
                    "The one-month check is free, about {minutes} minutes. Which day?",
                ),
                ask=("现在公里数、异常", "km now, oddities"),
                close=("预约", "appointment"),
            )
            for key, offset, channel, title in (
                ("mail", "+21 d", "mail_letter", ("满月检查邀请信", "Letter: one-month check")),
                ("call", "+25 d", "phone", ("满月检查邀约电话", "Call: one-month check")),
            )
        ),
        ladder=(Rung("120 h", "relation_manager"),),
        voids=(_BOOKED, _RECEIVED, _SOLD_ON),
    ),
    ShippedRule(
        code="F13",
        family="care",
        name=("维修后回访", "After the service"),
        basis=(
            "已证实（次日致电）；升级默认",
            "confirmed (call yesterday's customers); ladder is a default",
        ),
        merge_group="care",
        steps=(
            Step(
                key="call",
                trigger="service.service_closed",
                offset="+1 wd",
                channel="phone",
                role=_CARE_ROLES,
                subject="order_id",
                priority=40,
                title=("售后回访", "Ask about the service"),
                why=(
                    "工单{number}于{fact_day}出厂，下一工作日回访",
                    "order {number} left on {fact_day}, call the next working day",
                ),
                opening=(
                    "{customer}您好，昨天{plate_tail}的{job}做完后，一切正常吗？",
                    "After yesterday's {job}, is everything fine?",
                ),
                ask=(
                    "是否一次修好、价格清楚、准时、评分1-10",
                    "fixed first time? price clear? on time? score 1-10",
                ),
                close=("致谢，或按F19时限建案", "thanks, or case with F19 clock"),
            ),
        ),
        ladder=(Rung("72 h", "relation_manager"),),
        voids=("care.complaint_received@vehicle",),
    ),
    ShippedRule(
        code="F14",
        family="maintenance",
        name=("半年检查", "Six-month check"),
        basis=("步骤已证实；天数默认", "step confirmed; days are a default"),
        merge_group="maintenance",
        steps=tuple(
            Step(
                key=key,
                trigger=_DELIVERED,
                offset=offset,
                channel=channel,
                role=role,
                subject="vehicle_id",
                title=title,
                why=(
                    "{delivered_on}交车，半年检查",
                    "delivered on {delivered_on}, six-month check",
                ),
                opening=(
                    "{customer}您好，半年检查到了，可以顺便看一下上次提到的{declined}。",
                    "The six-month check is due; we can also look at {declined}.",
                ),
                ask=("公里数、用车情况、异常", "km, use, oddities"),
                close=("预约", "appointment"),
            )
            for key, offset, channel, role, title in (
                (
                    "mail",
                    "+152 d",
                    "mail_letter",
                    "relation_agent",
                    ("半年检查邀请信", "Letter: six-month check"),
                ),
                (
                    "call",
                    "+168 d",
                    "phone",
                    "appointment_clerk",
                    ("半年检查邀约电话", "Call: six-month check"),
                ),
            )
        ),
        ladder=(Rung("189 d", "relation_manager", counts_from="delivered_on"),),  # due +7 d
        voids=(_BOOKED, _RECEIVED, _SOLD_ON),
    ),
    ShippedRule(
        code="F15",
        family="maintenance",
        name=("保养提醒", "Maintenance reminder"),
        basis=("提前一月列单已证实；天数默认", "month-before list confirmed; days are a default"),
        merge_group="maintenance",
        steps=(
            Step(
                key="list",
                trigger="followups.maintenance_due",
                anchor="list_on",
                offset="+0 d",
                channel="sms",
                role="appointment_clerk",
                subject="vehicle_id",
                priority=60,
                voids=(_BOOKED, _RECEIVED),
                title=("保养提醒短信", "Maintenance reminder by text"),
                why=_FORECAST,
                opening=(
                    "{customer}您好，按您的用车习惯，大约{due_on}到{due_km}公里，请预约保养。{store}",
                    "By your driving {due_km} km about {due_on}: please book a service. {store}",
                ),
                close=("预约", "appointment"),
            ),
            Step(
                key="call",
                trigger="followups.maintenance_due",
                anchor="due_on",
                offset="-14 d",
                channel="phone",
                role="appointment_clerk",
                subject="vehicle_id",
                priority=60,
                voids=(_BOOKED, _RECEIVED),
                title=("保养邀约电话", "Maintenance call"),
                why=_FORECAST,
                opening=(
                    (
                        "{customer}您好，按您的用车习惯，大约{due_on}到{due_km}公里，"
                        "保养约{price}元、{minutes}分钟，帮您约哪天？"
                    ),
                    (
                        "By your driving you reach {due_km} km about {due_on}: "
                        "{price} yuan, {minutes} minutes. Which day?"
                    ),
                ),
                ask=(
                    "现在实际公里数、是否需要代步车、其他问题",
                    "real km now (feeds forecast), wish for loaner, extra concerns",
                ),
                close=(
                    "时段、等待方式；前一天确认",
                    "slot, wait type; confirm call the day before",
                ),
            ),
            *(
                Step(
                    key=key,
                    trigger=trigger,
                    anchor="arrives_at",
                    offset="-1 d",
                    channel="phone",
                    role="appointment_clerk",
                    subject="appointment_id",
                    priority=60,
                    is_movable=False,
                    voids=(_CANCELLED, _CHANGED, _NO_SHOW, _RECEIVED),
                    title=("预约前一天确认", "Confirm tomorrow's appointment"),
                    why=(
                        "预约{number}时间{arrives_at}，前一天确认",
                        "appointment {number} at {arrives_at}, confirm the day before",
                    ),
                    opening=(
                        "{customer}您好，明天{time}为您留了工位和{technician}，还是这个时间吗？",
                        "Tomorrow {time} bay and {technician} are reserved. Still right?",
                    ),
                    ask=("需要补充的问题", "concerns to add"),
                    close=("确认，或改时间", "yes, or new slot"),
                )
                for key, trigger in (("confirm", _BOOKED), ("confirm-again", _CHANGED))
            ),
            *(
                Step(
                    key=key,
                    trigger=trigger,
                    when="reminded_for",
                    anchor="again_on",
                    offset=offset,
                    channel="phone",
                    role="appointment_clerk",
                    subject="vehicle_id",
                    priority=60,
                    replaces="step",
                    voids=(_BOOKED, _RECEIVED),
                    title=("保养再次邀约", "Maintenance call, once more"),
                    why=why,
                    opening=(
                        "{customer}您好，您的车{reminded_for}该做保养了，预约{number}没有成行，帮您另约哪天？",
                        "Service is due {reminded_for}; {number} did not take place. Which day?",
                    ),
                    ask=(
                        "现在实际公里数、是否已在别处保养",
                        "real km now, or was it done elsewhere",
                    ),
                    close=("新时段", "new slot"),
                )
                for key, trigger, offset, why in (
                    (
                        "again-cancelled",
                        _CANCELLED,
                        "+0 d",
                        (
                            "预约{number}已取消，保养{reminded_for}到期",
                            "appointment {number} was cancelled, the service is due {reminded_for}",
                        ),
                    ),
                    (
                        "again-missed",
                        _NO_SHOW,
                        "+2 d",
                        (
                            "预约{number}未到店，保养{reminded_for}到期",
                            "appointment {number} was missed, the service is due {reminded_for}",
                        ),
                    ),
                )
            ),
        ),
        ladder=(
            Rung("14 d", "relation_manager", counts_from="due_on"),
            Rung("30 d", "relation_manager", "at_risk", counts_from="due_on"),
        ),
        voids=(_SOLD_ON,),
        dones=("service.appointment_confirmed",),
    ),
    ShippedRule(
        code="F16",
        family="maintenance",
        name=("爽约改期", "After a missed appointment"),
        basis=("用户要求标记；数字默认", "flag wanted by users; numbers are a default"),
        merge_group="maintenance",
        steps=(
            Step(
                key="call",
                trigger=_NO_SHOW,
                offset="+0 d",
                channel="phone",
                role="appointment_clerk",
                subject="appointment_id",
                priority=60,
                title=("爽约当天改期", "Missed appointment: a new date"),
                why=(
                    "预约{number}（{arrives_at}）未到店，12个月内第{no_shows}次",
                    "appointment {number} at {arrives_at} missed, number {no_shows} in 12 months",
                ),
                opening=(
                    "{customer}您好，今天没等到您，是不是临时有事？我给您换个时间。",
                    "We missed you today; shall I find another time?",
                ),
                ask=("原因", "reason"),
                close=("新时段", "new slot"),
            ),
        ),
        voids=("service.appointment_arrived", _BOOKED, _RECEIVED, _SOLD_ON),
    ),
    ShippedRule(
        code="F17",
        family="maintenance",
        name=("到料通知", "Part arrived"),
        basis=("闭环已证实；升级默认", "loop confirmed; ladder is a default"),
        merge_group="service",
        steps=(
            Step(
                key="call",
                trigger="parts.part_arrived",
                when="is_last_missing=true and source_kind=service.order",
                offset="+0 d",
                channel="phone",
                role="service_adviser",
                person="adviser_id",
                subject="order_id",
                priority=80,
                is_movable=False,
                title=("到料当天约装", "Part arrived: call to book"),
                why=(
                    "工单{number}所缺配件于{fact_day}到齐",
                    "the last missing part of order {number} arrived on {fact_day}",
                ),
                opening=(
                    "{customer}您好，您等的{part}到货了，最快{slot}可以装。",
                    "Your {part} has arrived; earliest {slot}.",
                ),
                close=("时段", "slot"),
            ),
        ),
        ladder=(Rung("48 h", "parts_manager"),),
        voids=(_BOOKED, _RECEIVED, _SOLD_ON),
    ),
    ShippedRule(
        code="F18",
        family="maintenance",
        name=("未做项目跟进", "Work put off"),
        basis=("做法已证实；天数默认", "practice confirmed; days are a default"),
        merge_group="service",
        steps=tuple(
            Step(
                key=f"{grade}-{fact}",
                trigger=f"service.line_{fact}",
                when=f"grade={grade}",
                offset=offset,
                channel=channel,
                role=role,
                person="adviser_id" if role == "service_adviser" else "",
                subject="line_id",
                priority=priority,
                title=title,
                why=("项目“{title}”于{fact_day}未做", "“{title}” was put off on {fact_day}"),
                opening=(
                    "{customer}您好，上次检查的{title}（照片已发您）当时先不做，现在建议在{due_on}前处理。",
                    "The {title} we postponed (photo sent) should be done by {due_on}.",
                ),
                ask=("原因是否仍在、是否已在别处做", "reason still valid? done elsewhere?"),
                close=("恢复到估价，或新日期", "revive to an estimate, or new date"),
            )
            for grade, offset, channel, role, priority, title in (
                (
                    "red",
                    "+7 d",
                    "phone",
                    "service_adviser",
                    45,
                    ("红色未做项目回访", "Red item put off"),
                ),
                (
                    "yellow",
                    "+30 d",
                    "wechat",
                    "relation_agent",
                    10,
                    ("黄色未做项目提醒", "Yellow item put off"),
                ),
            )
            for fact in ("declined", "deferred")
        ),
        voids=("service.line_revived", "service.line_authorised", _SOLD_ON),
    ),
    ShippedRule(
        code="F20",
        family="maintenance",
        name=("半年未到店", "No visit for six months"),
        basis=("6个月已证实；其余默认", "6 months confirmed; the rest is a default"),
        merge_group="maintenance",
        steps=(
            Step(
                key="call",
                trigger="followups.no_visit",
                offset="+0 d",
                channel="phone",
                role=_CARE_ROLES,
                subject="vehicle_id",
                purpose="marketing",
                title=("流失预警回访", "Not seen for six months"),
                why=(
                    "最近一次到店{last_visit_on}，已满{months}个月",
                    "last visit on {last_visit_on}, {months} months ago",
                ),
                opening=(
                    "{customer}您好，有半年没见到您的车了，是保养在别处做，还是用车少了？",
                    "We have not seen your car for six months; elsewhere, or driving less?",
                ),
                ask=("原因、公里数、是否仍为车主", "reason, km, still owner?"),
                close=("预约，或更新档案", "appointment, or update the file"),
            ),
        ),
        voids=(_BOOKED, _RECEIVED, _SOLD_ON),
    ),
    ShippedRule(
        code="F21",
        family="care",
        name=("生日祝福", "Birthday"),
        basis=("步骤已证实；天数默认", "step confirmed; days are a default"),
        merge_group="care",
        steps=tuple(
            Step(
                key=key,
                trigger="followups.birthday",
                anchor="birthday_on",
                offset=offset,
                channel=channel,
                role=_CARE_ROLES,
                subject="party_id",
                purpose="marketing",
                is_movable=False,
                title=title,
                why=("{birthday_on}生日", "birthday on {birthday_on}"),
                opening=(
                    "{customer}您好，{store}全体祝您生日快乐，小礼物已寄到您家。",
                    "Happy birthday from {store}; a small gift is on its way.",
                ),
                close=("不推销", "nothing to sell"),
            )
            for key, offset, channel, title in (
                ("gift", "-3 d", "gift", ("订生日礼物", "Order the birthday gift")),
                ("greet", "+0 d", "wechat", ("生日祝福", "Birthday greeting")),
            )
        ),
    ),
)
