"""The addresses of the screens."""

from django.urls import path

from forecourt.boards.views import lounge, pair, wall

app_name = "boards"
urlpatterns = [
    path("", pair.home, name="home"),
    path("pair/", pair.pair, name="pair"),
    path("pair/begin/", pair.begin, name="pair_begin"),
    path("pair/collect/", pair.collect, name="pair_collect"),
    path("lounge/", lounge.lounge, name="lounge"),
    path("lounge/rows/", lounge.rows, name="lounge_rows"),
    path("lounge/rotate/", pair.rotate_lounge, name="lounge_rotate"),
    path("wall/", wall.wall, name="wall"),
    path("wall/rows/", wall.rows, name="wall_rows"),
    path("wall/rotate/", pair.rotate_wall, name="wall_rotate"),
]
