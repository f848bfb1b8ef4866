"""Staff doors to the jacket's own records: contract, installation, close-out, warranty."""

from __future__ import annotations

from django.urls import path

from jobs.agreement import views as agreement
from jobs.closeout import views as closeout
from jobs.homeowner.views import links
from jobs.installation.views import adapter as devices
from jobs.installation.views import record as installation
from jobs.warranty import views as warranty

urlpatterns = [
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/contract/", agreement.record_contract, name="record_contract"),
    path("agreement/deposit/", agreement.record_deposit, name="record_deposit"),
    path("agreement/change/", agreement.change_order, name="change_order"),
    path("agreement/undo/", agreement.undo_contract, name="undo_contract"),
    path("installation/", installation.installation, name="installation"),
    path("installation/record/", installation.record_installation, name="record_installation"),
    path("installation/finish/", installation.finish_installation, name="finish_installation"),
    path("installation/made-safe/", installation.record_made_safe, name="record_made_safe"),
    path("installation/test/", installation.record_test, name="record_test"),
    path("installation/commission/", installation.commission, name="commission"),
    path("adapter/order/", devices.order_adapter, name="order_adapter"),
    path("adapter/received/", devices.receive_adapter, name="receive_adapter"),
    path("adapter/title/", devices.pass_title, name="pass_title"),
    path("adapter/retire/", devices.retire_adapter, name="retire_adapter"),
    path("dig/", devices.record_dig_ticket, name="record_dig_ticket"),
    path("dig/<int:pk>/answers/", devices.dig_answers, name="dig_answers"),
    path("dig/<int:pk>/close/", devices.close_dig_ticket, name="close_dig_ticket"),
    path("closeout/", closeout.closeout, name="closeout"),
    path("closeout/close/", closeout.close_out, name="close_out"),
    path("closeout/undo/", closeout.undo_close_out, name="undo_close_out"),
    path("warranty/", warranty.warranty, name="warranty"),
    path("warranty/<int:pk>/register/", warranty.register, name="register_warranty"),
    path("warranty/claim/", warranty.open_claim, name="open_claim"),
    path("warranty/claim/<int:pk>/settle/", warranty.settle_claim, name="settle_claim"),
    path("links/", links.links, name="links"),
    path("links/<int:pk>/mail/", links.mail_link, name="mail_link"),
    path("links/<int:pk>/revoke/", links.revoke_link, name="revoke_link"),
    path("as-homeowner/", links.see_as_homeowner, name="see_as_homeowner"),
    path("warranty/over/", warranty.end_warranty, name="end_warranty"),
]
