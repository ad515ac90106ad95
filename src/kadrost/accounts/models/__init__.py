"""People, and what signing in needs to remember of them."""

from kadrost.accounts.models.attempts import SignInCount
from kadrost.accounts.models.factors import FactorRule
from kadrost.accounts.models.links import MailLink
from kadrost.accounts.models.people import LOGIN_PATTERN, User, UserManager
from kadrost.accounts.models.sessions import DeviceSession

__all__ = ["LOGIN_PATTERN", "DeviceSession", "FactorRule", "MailLink", "SignInCount", "User", "UserManager"]
