"""The nouns of this room."""

from forecourt.customers.models.consent import (
    Channel,
    Consent,
    ConsentBasis,
    ConsentPurpose,
    ConsentText,
)
from forecourt.customers.models.contact_point import ContactKind, ContactPoint
from forecourt.customers.models.merge import MergeRecord
from forecourt.customers.models.message import MESSAGE_FLOW, Message, MessageState
from forecourt.customers.models.party import (
    OWN_FIELDS,
    Household,
    Party,
    PartyKind,
    Salutation,
)
from forecourt.customers.models.relation import PartyRelation, RelationKind
from forecourt.customers.models.search_key import KeyKind, SearchKey

__all__ = [
    "MESSAGE_FLOW",
    "OWN_FIELDS",
    "Channel",
    "Consent",
    "ConsentBasis",
    "ConsentPurpose",
    "ConsentText",
    "ContactKind",
    "ContactPoint",
    "Household",
    "KeyKind",
    "MergeRecord",
    "Message",
    "MessageState",
    "Party",
    "PartyKind",
    "PartyRelation",
    "RelationKind",
    "Salutation",
    "SearchKey",
]
