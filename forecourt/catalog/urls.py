"""The addresses of this room."""

from django.urls import path

from forecourt.catalog.views import cars, prices, work

app_name = "catalog"
urlpatterns = [
    path("", cars.page, name="grades"),
    path("grades/<slug:product_code>/", cars.card, name="grade"),
    path("prices/", prices.page, name="price_lists"),
    path("prices/draft/", prices.draft, name="price_list_draft"),
    path("prices/<uuid:price_list_id>/", prices.card, name="price_list"),
    path("prices/<uuid:price_list_id>/set/", prices.set_one, name="price_set"),
    path("prices/<uuid:price_list_id>/drop/", prices.drop, name="price_drop"),
    path("prices/<uuid:price_list_id>/publish/", prices.publish, name="price_list_publish"),
    path("prices/<uuid:price_list_id>/withdraw/", prices.withdraw, name="price_list_withdraw"),
    path("labour/", work.labour, name="labour"),
    path("labour/file/", work.labour_file, name="labour_file"),
    path("labour/<uuid:operation_id>/", work.labour_edit, name="labour_edit"),
    path("labour/<uuid:operation_id>/change/", work.labour_change, name="labour_change"),
    path("labour/<uuid:operation_id>/withdraw/", work.labour_withdraw, name="labour_withdraw"),
    path("menus/", work.menus, name="menus"),
    path("menus/<uuid:menu_id>/", work.menu, name="menu"),
    path("menus/<uuid:menu_id>/change/", work.menu_change, name="menu_change"),
    path("plans/", work.plans, name="plans"),
    path("plans/<uuid:plan_id>/", work.plan, name="plan"),
    path("plans/rows/<uuid:plan_row_id>/", work.plan_row, name="plan_row"),
    path("plans/rows/<uuid:plan_row_id>/change/", work.plan_row_change, name="plan_row_change"),
]
