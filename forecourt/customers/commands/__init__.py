"""Every write of the files of people and companies."""

from forecourt.customers.commands.consent import (
    AlreadyGiven,
    NoConsentText,
    give_consent,
    load_defaults,
    withdraw_consent,
)
from forecourt.customers.commands.contact import (
    ContactKnown,
    add_contact_point,
    end_contact_point,
    prefer_contact_point,
    reveal_contact,
    verify_contact_point,
)
from forecourt.customers.commands.filing import (
    NewParty,
    PartyFields,
    change_party,
    file_many,
    file_organization,
    file_person,
    form_household,
    set_identity,
)
from forecourt.customers.commands.index import (
    IndexKey,
    forget_keys,
    index_key,
    index_keys,
    index_many,
)
from forecourt.customers.commands.merge import (
    AlreadyMerged,
    CannotUndo,
    NotAlike,
    merge_parties,
    undo_merge,
)
from forecourt.customers.commands.message import (
    NoAddress,
    NoConsent,
    cancel_message,
    mark_message_failed,
    mark_message_sent,
    queue_message,
    retry_message,
)
from forecourt.customers.commands.relation import AlreadyTied, end_relation, tie_relation

__all__ = [
    "AlreadyGiven",
    "AlreadyMerged",
    "AlreadyTied",
    "CannotUndo",
    "ContactKnown",
    "IndexKey",
    "NewParty",
    "NoAddress",
    "NoConsent",
    "NoConsentText",
    "NotAlike",
    "PartyFields",
    "add_contact_point",
    "cancel_message",
    "change_party",
    "end_contact_point",
    "end_relation",
    "file_many",
    "file_organization",
    "file_person",
    "forget_keys",
    "form_household",
    "give_consent",
    "index_key",
    "index_keys",
    "index_many",
    "load_defaults",
    "mark_message_failed",
    "mark_message_sent",
    "merge_parties",
    "prefer_contact_point",
    "queue_message",
    "retry_message",
    "reveal_contact",
    "set_identity",
    "tie_relation",
    "undo_merge",
    "verify_contact_point",
    "withdraw_consent",
]
