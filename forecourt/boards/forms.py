"""The shape of what a screen may ask for in its address."""

from __future__ import annotations

from django import forms

from forecourt.workshop.models import BayGroup


class ShowWall(forms.Form):
    group = forms.ChoiceField(choices=[("", ""), *BayGroup.choices], required=False)
