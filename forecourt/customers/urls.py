"""The addresses of this room."""

from django.urls import path

from forecourt.customers.views import consents, contacts, merging, messages, parties

app_name = "customers"
urlpatterns = [
    path("", parties.page, name="parties"),
    path("find/", parties.find, name="find"),
    path("alike/", parties.alike, name="alike"),
    path("new/", parties.new, name="party_new"),
    path("file/", parties.file, name="party_file"),
    path("<uuid:party_id>/", parties.card, name="party"),
    path("<uuid:party_id>/change/", parties.change, name="party_change"),
    path("<uuid:party_id>/identity/", parties.identity, name="identity_set"),
    path("<uuid:party_id>/relations/tie/", parties.tie, name="relation_tie"),
    path("<uuid:party_id>/relations/find/", parties.find_other, name="relation_find"),
    path("relations/<uuid:relation_id>/end/", parties.untie, name="relation_end"),
    path("<uuid:party_id>/contacts/add/", contacts.add, name="contact_add"),
    path("contacts/<uuid:contact_point_id>/prefer/", contacts.prefer, name="contact_prefer"),
    path("contacts/<uuid:contact_point_id>/end/", contacts.end, name="contact_end"),
    path("contacts/<uuid:contact_point_id>/reveal/", contacts.reveal, name="contact_reveal"),
    path("<uuid:party_id>/consents/give/", consents.give, name="consent_give"),
    path("consents/<uuid:consent_id>/withdraw/", consents.withdraw, name="consent_withdraw"),
    path("<uuid:party_id>/merge/", merging.choose, name="merge_choose"),
    path("<uuid:party_id>/merge/<uuid:other_id>/", merging.compare, name="merge_compare"),
    path("<uuid:party_id>/merge/<uuid:other_id>/do/", merging.merge, name="merge"),
    path("merges/<uuid:merge_id>/undo/", merging.undo, name="merge_undo"),
    path("messages/", messages.page, name="messages"),
    path("messages/<uuid:message_id>/sent/", messages.sent, name="message_sent"),
    path("messages/<uuid:message_id>/retry/", messages.retry, name="message_retry"),
    path("messages/<uuid:message_id>/cancel/", messages.cancel, name="message_cancel"),
]
