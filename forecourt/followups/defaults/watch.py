"""Clocks and cases: F06, F19, F22 to F24, F26, F27."""

from __future__ import annotations

from forecourt.followups.defaults.kinds import Rung, ShippedRule, Step

_SOLD_ON = "vehicles.vehicle_sold_on"

WATCH: tuple[ShippedRule, ...] = (
    ShippedRule(
        code="F06",
        family="care",
        name=("逾期升级", "Ladder of late tasks"),
        basis=("默认", "default"),
        merge_group="",
        steps=(
            Step(
                key="address",
                trigger="followups.customer_unreachable",
                offset="+1 wd",
                channel="in_app",
                role="relation_agent",
                subject="task_id",
                purpose="",
                title=("核对联系方式", "Check how to reach the customer"),
                why=("{fact_day}第{tries}次联系不上", "not reached on {fact_day}, try {tries}"),
                opening=(
                    "任务已逾期或多次联系不上：请核对电话、微信和地址。",
                    "Late, or not reached again and again: check phone, WeChat and address.",
                ),
            ),
        ),
        ladder=(
            Rung("72 h", "", "remind"),
            Rung("120 h", "manager", "copy"),
            Rung("168 h", "manager", "at_risk"),
        ),
    ),
    ShippedRule(
        code="F19",
        family="care",
        name=("投诉和低分", "Complaint and low score"),
        basis=("分级已证实；小时默认", "grades confirmed; hours are a default"),
        merge_group="care",
        steps=tuple(
            Step(
                key=key,
                trigger="care.complaint_received",
                offset=offset,
                channel="phone",
                role="relation_manager",
                person="case_owner_id",
                subject="complaint_id",
                priority=100,
                purpose="",
                is_movable=False,
                is_urgent=True,
                title=title,
                why=(
                    "{fact_day} {fact_clock}收到投诉",
                    "complaint received on {fact_day} at {fact_clock}",
                ),
                opening=(
                    "{customer}您好，我是{agent}，您反映的问题由我负责到底，先听您说完。",
                    "I am {agent}; I own your case. Please tell me everything.",
                ),
                ask=(
                    "事实、诉求、紧急程度；不辩解，不推责",
                    "facts, wish, urgency; no excuse, no blame",
                ),
                close=("承诺24小时内给方案", "promise of the plan within 24 h"),
            )
            for key, offset, title in (
                ("reply", "+2 h", ("投诉首次回复", "First reply to the complaint")),
                ("plan", "+24 h", ("投诉处理方案", "Plan for the complaint")),
                ("status", "+72 h", ("投诉进度通报", "Status of the complaint")),
            )
        ),
        ladder=(Rung("2 h", "general_manager"),),
        voids=("care.complaint_closed",),
    ),
    ShippedRule(
        code="F22",
        family="care",
        name=("车险到期", "Insurance ends"),
        basis=("默认", "default"),
        merge_group="insurance",
        steps=tuple(
            Step(
                key=f"before-{days}",
                trigger="sales.vehicle_delivered",
                when="insurance_ends_on",
                anchor="insurance_ends_on",
                offset=f"-{days} d",
                channel=channel,
                role="insurance_clerk",
                subject="vehicle_id",
                priority=20,
                purpose="insurance",
                title=(f"车险到期前{days}天", f"Insurance ends in {days} days"),
                why=("车险{insurance_ends_on}到期", "insurance ends on {insurance_ends_on}"),
                opening=(
                    "{customer}您好，您的车险{insurance_ends_on}到期，先帮您把三家方案比一下？",
                    "Your insurance ends {insurance_ends_on}; shall we compare three offers?",
                ),
                ask=("去年出险、想要的保障", "last year's claims, wanted cover"),
                close=("给出方案日期", "offer by date"),
            )
            for days, channel in ((60, "phone"), (30, "wechat"), (7, "phone"))
        ),
        ladder=(Rung("-3 d", "sales_manager", counts_from="insurance_ends_on"),),
        voids=(_SOLD_ON,),
    ),
    ShippedRule(
        code="F23",
        family="maintenance",
        name=("质保到期", "Warranty ends"),
        basis=("默认", "default"),
        merge_group="maintenance",
        steps=(
            Step(
                key="check",
                trigger="followups.warranty_ends",
                anchor="ends_on",
                offset="-60 d",
                channel="sms",
                role="relation_agent",
                subject="vehicle_id",
                title=("质保到期前检查", "Check before the warranty ends"),
                why=("质保{ends_on}到期", "warranty ends on {ends_on}"),
                opening=(
                    "{customer}您好，您的车质保到{ends_on}/{ends_km}公里，到期前免费做一次全面检查。",
                    "Warranty ends {ends_on} / {ends_km} km; a free full check before that.",
                ),
                ask=("发现的异常", "oddities noticed"),
                close=("预约", "appointment"),
            ),
        ),
        voids=("service.appointment_booked", "service.vehicle_received", _SOLD_ON),
    ),
    ShippedRule(
        code="F24",
        family="maintenance",
        name=("召回", "Recall"),
        basis=("默认", "default"),
        merge_group="recall",
        steps=(
            Step(
                key="call",
                trigger="warranty.recall_matched",
                offset="+1 wd",
                channel="phone",
                role="relation_agent",
                subject="vehicle_id",
                priority=95,
                purpose="",
                is_movable=False,
                is_urgent=True,
                title=("召回通知", "Recall call"),
                why=("{fact_day}列入召回{campaign}", "in campaign {campaign} since {fact_day}"),
                opening=(
                    "{customer}您好，您的车在厂家召回/服务活动{campaign}范围内，免费处理约{minutes}分钟。",
                    "Your car is in campaign {campaign}; free, about {minutes} minutes.",
                ),
                ask=("是否仍为车主", "still owner?"),
                close=(
                    "预约；按厂家原文给安全提示",
                    "appointment; safety advice as written by the maker",
                ),
            ),
        ),
        ladder=(Rung("168 h", "service_manager"),),
        voids=("warranty.recall_done", _SOLD_ON),
    ),
    ShippedRule(
        code="F26",
        family="care",
        name=("积分和套餐到期", "Points and packages end"),
        basis=("默认", "default"),
        merge_group="care",
        steps=(
            Step(
                key="remind",
                trigger="care.points_expire",
                anchor="expires_on",
                offset="-30 d",
                channel="sms",
                role="relation_agent",
                subject="party_id",
                purpose="marketing",
                title=("积分到期提醒", "Points end soon"),
                why=("{expires_on}到期", "they end on {expires_on}"),
                opening=(
                    "{customer}您好，您有{points}积分/{package}将于{expires_on}到期，可以抵本次保养。",
                    "{points} points / {package} end on {expires_on}; they count for this service.",
                ),
                close=("预约或无", "appointment or none"),
            ),
        ),
        voids=("care.points_used@party",),
    ),
    ShippedRule(
        code="F27",
        family="stock",
        name=("库存超期", "Stock ages"),
        basis=("30天已证实；60、90天默认", "30 days confirmed; 60 and 90 are a default"),
        merge_group="",
        steps=(
            Step(
                key="aged",
                trigger="sales.stock_aged",
                offset="+0 d",
                channel="board",
                role="sales_manager",
                subject="stock_unit_id",
                purpose="",
                replaces="step",
                title=("库存超期处理", "Decide about an ageing car"),
                why=("库存{days}天，超过{limit_days}天", "{days} days in stock, over {limit_days}"),
                opening=(
                    "库存{days}天：{vin_tail}，建议：{action}",
                    "{days} days in stock: {vin_tail}; suggestion: {action}",
                ),
            ),
        ),
        ladder=(Rung("720 h", "general_manager"),),
        voids=("sales.vehicle_delivered",),
    ),
)
