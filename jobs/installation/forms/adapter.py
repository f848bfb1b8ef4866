"""Forms of the adapter and the dig tickets."""

from __future__ import annotations

from typing import Any

from django import forms

from jobs.models import AdapterModel
from jobs.road.paper_kinds import UploadKind
from jobs.road.paper_readers import is_open_to
from kilowire.floor.forms.edits import Edits
from kilowire.floor.forms.fields import ComingDayField, DayField, OwnDayField, PaperField, ReasonField


class OrderAdapterForm(forms.Form):
    model = forms.ModelChoiceField(label="Adapter", queryset=AdapterModel.objects.all(), empty_label="Choose")
    ordered_on = OwnDayField(label="Ordered on")
    expected_on = ComingDayField(label="Expected on", required=False)
    bought_by_customer = forms.BooleanField(label="The customer bought it themselves", required=False)


class ReceiveAdapterForm(forms.Form):
    """The invoice is asked of the office alone: a technician may not open it afterwards."""

    serial = forms.CharField(label="Serial number", max_length=60)
    received_on = DayField(label="Received on")
    invoice = PaperField(
        label="Invoice with model and serial number",
        required=False,
        help_text="PDF or photo. With it the adapter is the customer's own from this day; it may come later.",
    )

    def __init__(self, *args: Any, is_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_open_to(UploadKind.ADAPTER_INVOICE, is_office=is_office):
            del self.fields["invoice"]


class CorrectSerialForm(Edits, forms.Form):
    serial = forms.CharField(label="Right serial number", max_length=60)
    because = ReasonField(label="How it was found out")


class PassTitleForm(forms.Form):
    passed_on = OwnDayField(label="The customer's own since")
    invoice = PaperField(label="Invoice with model and serial number", required=False)


class RetireAdapterForm(forms.Form):
    on = OwnDayField(label="Taken off the job on")
    because = ReasonField(max_length=240)


class DigTicketForm(forms.Form):
    number = forms.CharField(label="Ticket number", max_length=40)
    notified_on = OwnDayField(label="DigAlert told on")


class DigAnswersForm(forms.Form):
    answered_on = DayField(label="Last member answered on")


class CloseDigTicketForm(forms.Form):
    closed_on = OwnDayField(label="No longer needed since")
