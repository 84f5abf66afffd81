"""The shape of what a browser may send to the desk."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from forecourt.leads.models.contact import Channel, ContactResult


def _strong(password: str) -> None:
    """Django's own checks; of its sentences the one about the length has no Chinese."""
    try:
        validate_password(password)
    except forms.ValidationError as error:
        raise forms.ValidationError([_in_words(one) for one in error.error_list]) from error


def _in_words(error: forms.ValidationError) -> forms.ValidationError:
    if error.code != "password_too_short":
        return error
    sentence = gettext("A password has at least %(min_length)d signs.")
    return forms.ValidationError(sentence, code=error.code, params=error.params)


class ChangePassword(forms.Form):
    old = forms.CharField(
        label=_("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("At least ten signs, not a common word, not like your name."),
        validators=[_strong],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(_("The two new passwords differ."))
        return again


class EndSession(forms.Form):
    handle = forms.RegexField(r"^[0-9a-f]{16}$")


class ChangeRule(forms.Form):
    value = forms.CharField(label=_("Value"), max_length=200)
    valid_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ExportSlice(forms.Form):
    file_format = forms.ChoiceField(
        label=pgettext_lazy("export", "File format"),
        choices=[("xlsx", "XLSX"), ("csv", "CSV")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=120,
        help_text=_("It goes into the journal with the filters and the number of rows."),
    )


class SaveQuery(forms.Form):
    name = forms.CharField(label=_("Name of the query"), max_length=60)
    is_shared = forms.BooleanField(label=_("Colleagues of the store may use it"), required=False)


class LogContact(forms.Form):
    """A talk with a customer, in one line."""

    opportunity_id = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=pgettext_lazy("contact", "By"), choices=Channel, initial=Channel.PHONE
    )
    note = forms.CharField(
        label=_("What was said"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("The point of this talk …")}),
    )
    result = forms.ChoiceField(label=pgettext_lazy("contact", "Result"), choices=ContactResult)
