"""The tables of the building: users, forms that were sent, and counts of tries."""

from kilowire.models.forms_sent import KeptForm, PostedForm
from kilowire.models.invite import Invite
from kilowire.models.tries import FailedSignIns, Tries
from kilowire.models.user import Role, User, UserManager

__all__ = ["FailedSignIns", "Invite", "KeptForm", "PostedForm", "Role", "Tries", "User", "UserManager"]
