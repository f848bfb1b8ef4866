"""The tables of the building: users, forms that were sent, counts of tries, and mail to staff."""

from kilowire.models.forms_sent import KeptForm, PostedForm
from kilowire.models.invite import Invite
from kilowire.models.leased import Leased, Mailed, MailStatus
from kilowire.models.staff_mail import StaffMail, StaffMailKind
from kilowire.models.tries import FailedSignIns, Tries
from kilowire.models.user import Role, User, UserManager

__all__ = [
    "FailedSignIns",
    "Invite",
    "KeptForm",
    "Leased",
    "MailStatus",
    "Mailed",
    "PostedForm",
    "Role",
    "StaffMail",
    "StaffMailKind",
    "Tries",
    "User",
    "UserManager",
]
