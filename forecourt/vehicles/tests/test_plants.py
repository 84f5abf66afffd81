"""The makers of these three rooms, which every upper room stands on."""

from __future__ import annotations

import pytest

from forecourt.catalog.tests import make as catalog_make
from forecourt.customers.tests import make as customers_make
from forecourt.store.tests.make import make_actor
from forecourt.vehicles.tests import make as vehicles_make

pytestmark = pytest.mark.django_db


def test_the_makers_plant_one_of_each_record() -> None:
    by = make_actor()

    planted = {
        **catalog_make.plant(by, "KANARI"),
        **customers_make.plant(by, "KANARI"),
        **vehicles_make.plant(by, "KANARI"),
    }

    assert len(set(planted.values())) == len(planted) == 16
