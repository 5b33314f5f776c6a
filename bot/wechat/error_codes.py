"""WeChat's error numbers: what can be done about each, and the operator's advice."""

from dataclasses import dataclass
from enum import StrEnum


class Remedy(StrEnum):
    """What helps: a little time, nothing at all, a fresh allowance, or an operator."""

    RETRY = "retry"
    PERMANENT = "permanent"
    QUOTA = "quota"
    CONFIGURATION = "configuration"


@dataclass(frozen=True)
class ErrorCode:
    """One of WeChat's refusals."""

    remedy: Remedy
    advice: str


STALE_TOKEN = frozenset({40001, 40014, 42001})

_UNKNOWN = ErrorCode(Remedy.RETRY, "WeChat refused with a number that is not in our table; look it up.")
_TOKEN = ErrorCode(
    Remedy.CONFIGURATION,
    "WeChat refuses even a fresh token; look for another program that calls /token for this account.",
)
_ACCOUNT = ErrorCode(Remedy.CONFIGURATION, "Compare WECHAT_APP_ID and WECHAT_APP_SECRET with the console.")
_ADMIN = ErrorCode(
    Remedy.CONFIGURATION, "The account's administrator must confirm this server's address in WeChat."
)
_FORBIDDEN = ErrorCode(
    Remedy.CONFIGURATION, "The account may not use this interface: see its permissions in the console."
)
_MALFORMED = ErrorCode(Remedy.PERMANENT, "WeChat cannot read what we sent: a fault of this program.")
_REFUSES = ErrorCode(Remedy.PERMANENT, "The member does not want messages; nothing to do.")
_TYPING = ErrorCode(Remedy.PERMANENT, "Nothing to do: only the typing sign is not shown.")

_ERROR_CODES = {
    -1: ErrorCode(Remedy.RETRY, "WeChat is busy; it passes by itself."),
    **dict.fromkeys(STALE_TOKEN, _TOKEN),
    40003: ErrorCode(Remedy.PERMANENT, "The openid belongs to another account, or to nobody."),
    40007: ErrorCode(Remedy.PERMANENT, "The media id is over three days old; upload the file again."),
    40013: _ACCOUNT,
    40037: ErrorCode(Remedy.CONFIGURATION, "The template is gone; choose another one in the console."),
    40125: _ACCOUNT,
    40130: _MALFORMED,
    40164: ErrorCode(Remedy.CONFIGURATION, "Add this server's address to the account's IP whitelist."),
    40200: _FORBIDDEN,
    40243: ErrorCode(Remedy.CONFIGURATION, "The AppSecret is frozen; unfreeze it in the console."),
    41001: _ACCOUNT,
    41002: _ACCOUNT,
    41004: _ACCOUNT,
    43004: ErrorCode(Remedy.PERMANENT, "The member no longer follows the account."),
    43019: ErrorCode(Remedy.PERMANENT, "The member is on the account's blacklist."),
    43101: _REFUSES,
    43116: ErrorCode(Remedy.CONFIGURATION, "WeChat has banned this template; see the console's notices."),
    43117: ErrorCode(Remedy.QUOTA, "This member had too many notices; leave some days between them."),
    45002: ErrorCode(Remedy.PERMANENT, "The text is too long: a fault of this program."),
    45009: ErrorCode(Remedy.QUOTA, "Today's calls are used up; wait for midnight or clear the quota."),
    45011: ErrorCode(Remedy.RETRY, "Too many calls this minute; it passes by itself."),
    45015: ErrorCode(Remedy.QUOTA, "The member wrote over 48 hours ago or left; wait until they write."),
    45028: ErrorCode(Remedy.QUOTA, "No mass messages are left; wait for the next day or month."),
    45047: ErrorCode(Remedy.QUOTA, "Five messages were sent since the member wrote; wait until they write."),
    45065: ErrorCode(Remedy.PERMANENT, "WeChat has had this mass message already; nothing to do."),
    45066: ErrorCode(Remedy.RETRY, "The mass message was repeated within a minute; wait a little."),
    45067: _MALFORMED,
    45080: _TYPING,
    45081: _TYPING,
    47001: _MALFORMED,
    47003: ErrorCode(Remedy.PERMANENT, "A template's value is empty, too long or of the wrong form."),
    48001: _FORBIDDEN,
    48002: _REFUSES,
    48004: ErrorCode(Remedy.CONFIGURATION, "WeChat has banned this interface; see the console's notices."),
    48006: ErrorCode(Remedy.QUOTA, "This month's quota resets are used up; wait."),
    48008: _FORBIDDEN,
    89503: _ADMIN,
    89506: _ADMIN,
    89507: _ADMIN,
}


def find_error_code(errcode: int) -> ErrorCode:
    """What is known of a number; one we have never seen is worth another try."""
    return _ERROR_CODES.get(errcode, _UNKNOWN)
