"""What a car is called on a paper of another room, in the language of the reader.

A paper keeps the words it was written with; while its car is of a grade of the catalogue, the
catalogue says the name in both languages.
"""

from __future__ import annotations

from typing import Final

from forecourt.kernel.bilingual import said
from forecourt.vehicles.models import Vehicle

# Of a paper that hand-written SQL calls {row}, with vehicle_id and model_text; asks for zh.
MODEL_SAID: Final = """COALESCE((
    SELECT CASE WHEN %(zh)s OR model.name_en = '' OR grade.name_en = ''
           THEN model.name_zh || ' ' || grade.name_zh ELSE model.name_en || ' ' || grade.name_en END
    FROM vehicles_vehicle car
    JOIN catalog_vehiclevariant grade ON grade.id = car.variant_id
    JOIN catalog_vehiclemodel model ON model.id = grade.model_id
    WHERE car.tenant_id = {row}.tenant_id AND car.id = {row}.vehicle_id), {row}.model_text)"""


def model_said(car: Vehicle | None, written: str) -> str:
    """The same in Python; ``car`` comes with its variant and model."""
    if car is None or car.variant is None:
        return written
    grade, model = car.variant, car.variant.model
    return f"{said(model.name_zh, model.name_en)} {said(grade.name_zh, grade.name_en)}"
