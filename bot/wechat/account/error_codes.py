"""WeChat's error numbers: what can be done about each, and the operator's advice."""

from dataclasses import dataclass
from enum import StrEnum

from bot.kernel.conversation.refusals import RefusalReason


class Kind(StrEnum):
    """What a refusal means for whoever sends."""

    RETRY = "retry"
    """It passes by itself: try again in a little while."""
    MEMBER = "member"
    """This member gets nothing more until they themselves change it."""
    WAIT = "wait"
    """This member gets nothing now; later they do."""
    CONTENT = "content"
    """This item is never accepted; others are."""
    TEMPLATE = "template"
    """Nothing more with this template until an operator has looked at it."""
    PAUSE = "pause"
    """The account's allowance of this call is used up: wait."""
    STOP_ALL = "stop_all"
    """WeChat punishes the account: send nothing until an operator has looked at it."""
    CONFIGURATION = "configuration"
    """A setting here or in WeChat's console is wrong: the call fails until an operator puts it right."""
    IGNORE = "ignore"
    """Nothing is lost and nothing need be done."""


HOPELESS = frozenset({Kind.MEMBER, Kind.CONTENT, Kind.TEMPLATE, Kind.IGNORE})
"""Repeating the same call cannot help."""

STALE_TOKEN = frozenset({40001, 40014, 42001})
"""The token was refused: a new one, and the call once more."""


@dataclass(frozen=True)
class ErrorCode:
    """One of WeChat's refusals; `reason` is what it means to everybody else."""

    kind: Kind
    advice: str
    reason: RefusalReason = RefusalReason.UNKNOWN


_UNKNOWN = ErrorCode(Kind.RETRY, "WeChat refused with a number that is not in our table; look it up.")
_TOKEN = ErrorCode(
    Kind.CONFIGURATION,
    "WeChat refuses even a fresh token; look for another program that forces new ones for this account.",
    RefusalReason.CREDENTIALS_REFUSED,
)
_ACCOUNT = ErrorCode(
    Kind.CONFIGURATION,
    "Compare WECHAT_APP_ID and WECHAT_APP_SECRET with the console.",
    RefusalReason.CREDENTIALS_REFUSED,
)
_ADMIN = ErrorCode(
    Kind.CONFIGURATION,
    "The account's administrator must confirm this server's address in WeChat.",
    RefusalReason.SERVER_NOT_LISTED,
)
_FORBIDDEN = ErrorCode(
    Kind.CONFIGURATION,
    "The account may not use this interface: see its permissions in the console.",
    RefusalReason.NOT_PERMITTED,
)
_PLATFORM = ErrorCode(
    Kind.CONFIGURATION,
    "Only third-party platforms get this number: the account's calls must not go through one.",
)
_MALFORMED = ErrorCode(Kind.CONTENT, "WeChat cannot read what we sent: a fault of this program.")
_MENU = ErrorCode(Kind.CONTENT, "The menu breaks one of WeChat's limits: check its file.")
_MEDIA = ErrorCode(Kind.CONTENT, "WeChat does not take this file: wrong type, empty, or too large.")
_REFUSES = ErrorCode(
    Kind.MEMBER, "The member does not want messages; nothing to do.", RefusalReason.MESSAGES_OFF
)
_NOT_FOLLOWING = ErrorCode(
    Kind.MEMBER, "The member no longer follows the account; nothing to do.", RefusalReason.NOT_FOLLOWING
)
_TYPING = ErrorCode(Kind.IGNORE, "Nothing to do: only the typing sign is not shown.")
_SIGN_IN = ErrorCode(Kind.CONTENT, "The member's sign-in is used up or too old: they tap the link again.")
_DESK = ErrorCode(Kind.CONFIGURATION, "WeChat's own desk refused: look at its accounts in the console.")
_DESK_BUSY = ErrorCode(Kind.WAIT, "Nobody at WeChat's own desk can take this member now.")

_ERROR_CODES = {
    -1: ErrorCode(Kind.RETRY, "WeChat is busy; it passes by itself.", RefusalReason.BUSY),
    **dict.fromkeys(STALE_TOKEN, _TOKEN),
    40003: ErrorCode(
        Kind.MEMBER, "The openid belongs to another account, or to nobody.", RefusalReason.NOT_OUR_MEMBER
    ),
    40007: ErrorCode(Kind.CONTENT, "The media id is wrong or over three days old; upload the file again."),
    **dict.fromkeys((40002, 40013, 40125, 41001, 41002, 41004), _ACCOUNT),
    40164: ErrorCode(
        Kind.CONFIGURATION,
        "Add this server's address to the account's IP whitelist.",
        RefusalReason.SERVER_NOT_LISTED,
    ),
    40243: ErrorCode(
        Kind.CONFIGURATION,
        "The AppSecret is frozen; unfreeze it in the console.",
        RefusalReason.CREDENTIALS_REFUSED,
    ),
    **dict.fromkeys((89503, 89506, 89507), _ADMIN),
    **dict.fromkeys((40029, 40163, 41008, 42003), _SIGN_IN),
    40037: ErrorCode(
        Kind.TEMPLATE, "The template is gone; choose another one in the console.", RefusalReason.TEMPLATE_GONE
    ),
    40130: _MALFORMED,
    43004: _NOT_FOLLOWING,
    43019: ErrorCode(Kind.MEMBER, "The member is on the account's blacklist.", RefusalReason.BLACKLISTED),
    43101: ErrorCode(
        Kind.MEMBER,
        "The member has muted this template; send none of it to them.",
        RefusalReason.TEMPLATE_MUTED,
    ),
    43116: ErrorCode(
        Kind.TEMPLATE,
        "WeChat has banned this template; see the console's notices.",
        RefusalReason.TEMPLATE_BANNED,
    ),
    43117: ErrorCode(
        Kind.WAIT,
        "This member had too many notices; leave some days between them.",
        RefusalReason.TOO_MANY_NOTICES,
    ),
    45002: ErrorCode(Kind.CONTENT, "The text is too long: a fault of this program.", RefusalReason.TOO_LONG),
    45009: ErrorCode(
        Kind.PAUSE,
        "Today's calls are used up; wait for midnight or clear the quota.",
        RefusalReason.QUOTA_USED_UP,
    ),
    45011: ErrorCode(
        Kind.PAUSE, "Too many calls this minute; it passes by itself.", RefusalReason.TOO_FREQUENT
    ),
    45015: ErrorCode(
        Kind.WAIT,
        "The member wrote over 48 hours ago or left; wait until they write.",
        RefusalReason.WINDOW_CLOSED,
    ),
    45028: ErrorCode(Kind.PAUSE, "No mass messages are left; wait for the next day or month."),
    45047: ErrorCode(
        Kind.WAIT,
        "Five messages were sent since the member wrote; wait until they write.",
        RefusalReason.ROUND_USED_UP,
    ),
    45065: ErrorCode(Kind.IGNORE, "WeChat has had this mass message already; nothing to do."),
    45066: ErrorCode(Kind.RETRY, "The mass message was repeated within a minute; wait a little."),
    45067: _MALFORMED,
    **dict.fromkeys((45080, 45081), _TYPING),
    47001: _MALFORMED,
    47003: ErrorCode(
        Kind.CONTENT, "A template's value is empty, too long or of the wrong form.", RefusalReason.BAD_VALUES
    ),
    48001: _FORBIDDEN,
    48002: _REFUSES,
    48004: ErrorCode(
        Kind.STOP_ALL,
        "WeChat has banned this interface; see the console's notices.",
        RefusalReason.FEATURE_BANNED,
    ),
    48006: ErrorCode(Kind.PAUSE, "This month's quota resets are used up; wait."),
    48008: _FORBIDDEN,
    50002: ErrorCode(
        Kind.MEMBER,
        "WeChat has frozen or closed this member's account; nothing to do.",
        RefusalReason.MEMBER_FROZEN,
    ),
    50005: _NOT_FOLLOWING,
    **dict.fromkeys(range(61004, 61024), _PLATFORM),
    **dict.fromkeys(range(65400, 65418), _DESK),
    65413: ErrorCode(Kind.IGNORE, "The member is not at WeChat's own desk; nothing to do."),
    **dict.fromkeys((65414, 65415), _DESK_BUSY),
    65416: _MALFORMED,
    # Seen, but not documented.
    40200: _FORBIDDEN,
    40241: ErrorCode(
        Kind.IGNORE, "The same notice went out within the last minute; nothing to do.", RefusalReason.REPEATED
    ),
    40249: ErrorCode(
        Kind.CONTENT,
        "WeChat calls the notice's words illegal; write it differently.",
        RefusalReason.ILLEGAL_WORDS,
    ),
    43106: ErrorCode(Kind.CONFIGURATION, "The account is punished and can add no templates."),
    45109: _FORBIDDEN,
    45168: ErrorCode(
        Kind.CONTENT,
        "A word of the notice is on WeChat's blacklist; write it differently.",
        RefusalReason.FORBIDDEN_WORD,
    ),
    # Of media, menus and QR codes.
    **dict.fromkeys((40004, 40005, 40006, 40008, 40009, 40137, 41005, 41006, 44001, 45001), _MEDIA),
    **dict.fromkeys((40015, 40016, 40017, 40018, 40019, 40020, *range(40022, 40028), 40054, 40055), _MENU),
    40053: ErrorCode(Kind.CONTENT, "The QR code's scene is wrong, or all permanent codes are used up."),
    46003: ErrorCode(Kind.IGNORE, "The account has no menu yet."),
}


def find_error_code(errcode: int) -> ErrorCode:
    """What is known of a number; one we have never seen is worth another try."""
    return _ERROR_CODES.get(errcode, _UNKNOWN)
