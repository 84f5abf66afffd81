"""The shape of what the import screens may send."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from forecourt.bridge.rules.files import MIB, MOST_BYTES
from forecourt.bridge.rules.kinds import ImportKind

ENDINGS = (".xlsx", ".csv", ".txt")


class UploadFile(forms.Form):
    kind = forms.ChoiceField(label=_("What is in it"), choices=ImportKind.choices)
    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV, at most 20 MiB."),
        widget=forms.FileInput({"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Stop a file of another kind, or one that is too large, before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(ENDINGS):
            raise forms.ValidationError(
                _("This is neither a workbook nor a text. Send .xlsx or CSV.")
            )
        if (file.size or 0) > MOST_BYTES:
            sentence = _("The file is larger than %(most)d MiB. Split it.")
            raise forms.ValidationError(sentence % {"most": MOST_BYTES // MIB})
        return file


class AcceptImport(forms.Form):
    without_wrong_rows = forms.BooleanField(required=False)


class NameHeader(forms.Form):
    header = forms.CharField(max_length=200)
    field = forms.CharField(max_length=30)
