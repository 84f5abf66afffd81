"""What this room ships: the scenes of consent with their bases and texts (check with counsel)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from forecourt.store.defaults import Default

DEFAULTS: tuple[Default, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A purpose, why data may be used for it, how long it is kept, and the words agreed to."""

    purpose: str
    basis: str
    keep_days: int | None
    text_zh: str
    text_en: str


_REFUSAL_ZH: Final = "不同意不影响您获得其他服务,您可随时撤回。"
_REFUSAL_EN: Final = "Refusing blocks no other service; you may withdraw at any time."
SCENES: Final = (
    Scene(
        "enquiry",
        "consent",
        365,
        f"为回复您的咨询,我们记录您的姓名、电话和意向车型。{_REFUSAL_ZH}",
        f"To answer your enquiry we keep your name, phone and model. {_REFUSAL_EN}",
    ),
    Scene(
        "test_drive",
        "consent",
        90,
        f"为试乘试驾,我们查验您的驾驶证并请您签字。{_REFUSAL_ZH}",
        f"For a test drive we see your licence and ask for a signature. {_REFUSAL_EN}",
    ),
    Scene(
        "order",
        "contract",
        3650,
        "为订立和履行购车合同,我们处理您的身份信息和地址。",
        "To make and fulfil the contract we process your identity and address.",
    ),
    Scene(
        "use_of_car",
        "separate",
        730,
        f"为提供车联网功能,我们处理车辆运行数据。{_REFUSAL_ZH}",
        f"For connected functions we process data of the car. {_REFUSAL_EN}",
    ),
    Scene(
        "insurance",
        "separate",
        None,
        f"为代办保险,我们向您选择的保险公司提供您的信息。{_REFUSAL_ZH}",
        f"To arrange insurance we pass your data to the insurer you choose. {_REFUSAL_EN}",
    ),
    Scene(
        "finance",
        "separate",
        None,
        f"为代办贷款,我们向您选择的金融机构提供您的信息和征信授权。{_REFUSAL_ZH}",
        f"To arrange a loan we pass your data to the lender you choose. {_REFUSAL_EN}",
    ),
    Scene(
        "after_sales",
        "contract",
        None,
        "为维修保养您的车辆,我们记录车辆、维修内容和联系电话。",
        "To service your car we keep the car, the work and your phone.",
    ),
    Scene(
        "marketing",
        "consent",
        None,
        f"我们通过您选择的渠道向您介绍活动和新车。{_REFUSAL_ZH}",
        f"We tell you of offers and new cars by the channels you choose. {_REFUSAL_EN}",
    ),
    Scene(
        "board_display",
        "consent",
        None,
        f"您的车在店期间,休息区看板显示脱敏的车牌和进度。{_REFUSAL_ZH}",
        f"While your car is here the lounge board shows its masked plate. {_REFUSAL_EN}",
    ),
    Scene(
        "plate_camera",
        "notice",
        30,
        "入口摄像头识别车牌用于接待,保存30天。",
        "A camera at the gate reads plates for the reception; kept 30 days.",
    ),
    Scene(
        "voice_recording",
        "consent",
        90,
        f"为保证服务质量,通话可能被录音,保存90天。{_REFUSAL_ZH}",
        f"Calls may be recorded for quality and kept 90 days. {_REFUSAL_EN}",
    ),
    Scene(
        "location",
        "separate",
        7,
        f"为上门取送车,我们在服务期间使用您的位置。{_REFUSAL_ZH}",
        f"For pick-up and return we use your location during the service. {_REFUSAL_EN}",
    ),
)
