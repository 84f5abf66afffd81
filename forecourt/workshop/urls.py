"""The addresses of this room."""

from django.urls import path

from forecourt.workshop.views import bench, board, check, crew, job

app_name = "workshop"
urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/rows/", board.rows, name="board_rows"),
    path("jobs/<uuid:job_id>/", job.job, name="job"),
    path("jobs/<uuid:job_id>/move/", job.move, name="job_move"),
    path("jobs/<uuid:job_id>/unplace/", job.unplace, name="job_unplace"),
    path("jobs/<uuid:job_id>/withdraw/", job.withdraw, name="job_withdraw"),
    path("jobs/<uuid:job_id>/start/", job.start, name="job_start"),
    path("jobs/<uuid:job_id>/stop/", job.stop, name="job_stop"),
    path("jobs/<uuid:job_id>/resume/", job.resume, name="job_resume"),
    path("jobs/<uuid:job_id>/finish/", job.finish, name="job_finish"),
    path("jobs/<uuid:job_id>/park/", job.park, name="job_park"),
    path("jobs/<uuid:job_id>/carry-over/", job.carry_over, name="job_carry_over"),
    path("jobs/<uuid:job_id>/promise/", job.promise, name="job_promise"),
    path("bench/", bench.bench, name="bench"),
    path("checks/", check.checks, name="checks"),
    path("checks/<uuid:job_id>/", check.check, name="check"),
    path("checks/<uuid:job_id>/write/", check.check_write, name="check_write"),
    path("bays/", crew.bays, name="bays"),
    path("bays/set-up/", crew.bay_set_up, name="bay_set_up"),
    path("bays/<uuid:bay_id>/close/", crew.bay_close, name="bay_close"),
    path("bays/<uuid:bay_id>/open/", crew.bay_open, name="bay_open"),
    path("skills/", crew.skills, name="skills"),
    path("skills/review/", crew.skill_review, name="skill_review"),
    path("capacity/", crew.capacity, name="capacity"),
]
