"""All addresses: each room has its own part."""

from django.urls import include, path

from forecourt.portal.urls import practice_patterns

urlpatterns = [
    path("", include("forecourt.desk.urls")),
    path("", include("forecourt.store.urls")),
    path("ui/", include("forecourt.ui.urls")),
    path("catalog/", include("forecourt.catalog.urls")),
    path("customers/", include("forecourt.customers.urls")),
    path("vehicles/", include("forecourt.vehicles.urls")),
    path("finance/", include("forecourt.finance.urls")),
    path("parts/", include("forecourt.parts.urls")),
    path("leads/", include("forecourt.leads.urls")),
    path("workshop/", include("forecourt.workshop.urls")),
    path("service/", include("forecourt.service.urls")),
    path("sales/", include("forecourt.sales.urls")),
    path("followups/", include("forecourt.followups.urls")),
    path("boards/", include("forecourt.boards.urls")),
    path("my/", include("forecourt.portal.urls")),
    path("practice/", include((practice_patterns, "practice"))),
    path("bridge/", include("forecourt.bridge.urls")),
]

handler404 = "forecourt.kernel.http.not_found"
handler500 = "forecourt.kernel.http.accident"
