"""The addresses of this room."""

from django.urls import path

from forecourt.followups.views import heat, rules, tasks

app_name = "followups"
urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("plan/", tasks.plan, name="plan"),
    path("hand-over/", tasks.hand_over, name="hand_over"),
    path("tasks/<uuid:task_id>/", tasks.task, name="task"),
    path("tasks/<uuid:task_id>/note/", tasks.note, name="task_note"),
    path("tasks/<uuid:task_id>/send/", tasks.send, name="task_send"),
    path("tasks/<uuid:task_id>/consent/", tasks.consent, name="task_consent"),
    path("tasks/<uuid:task_id>/phones/<uuid:contact_point_id>/", tasks.reveal, name="task_reveal"),
    path("sheets/<uuid:sheet_id>/note/", tasks.note_sheet, name="sheet_note"),
    path("heat/", heat.heat, name="heat"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<uuid:rule_id>/", rules.rule, name="rule"),
    path("rules/<uuid:rule_id>/change/", rules.change, name="rule_change"),
    path("rules/<uuid:rule_id>/replan/", rules.replan, name="rule_replan"),
    path("versions/<uuid:version_id>/approve/", rules.approve, name="version_approve"),
]
