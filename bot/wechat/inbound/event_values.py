"""The events that WeChat reports, as plain values; each field is empty or None where WeChat left it out."""

from dataclasses import dataclass, field
from decimal import Decimal

from bot.wechat.inbound.message_values import Location


@dataclass(frozen=True)
class Followed:
    """A member follows the account; `scene` is of the QR code they came by, `key` what else brought them."""

    scene: str = ""
    ticket: str = ""
    key: str = ""


@dataclass(frozen=True)
class Unfollowed:
    """A member leaves: all that is theirs is to be deleted."""


@dataclass(frozen=True)
class Scanned:
    """A member who already follows scanned a QR code of ours."""

    scene: str
    ticket: str = ""


@dataclass(frozen=True)
class Positioned:
    """Where the member is, told on entering the chat or every five seconds; `precision` is in metres."""

    latitude: Decimal | None = field(default=None, repr=False)
    longitude: Decimal | None = field(default=None, repr=False)
    precision: Decimal | None = None


@dataclass(frozen=True)
class MenuClicked:
    """A tap on a menu entry with a key."""

    key: str


@dataclass(frozen=True)
class PageOpened:
    """A tap on a menu entry that opens a page, or one of a mini program; it opens no window to write in."""

    page: str = field(repr=False)
    menu_id: str = ""
    in_mini_program: bool = False


@dataclass(frozen=True)
class CodeScanned:
    """A menu entry opened the scanner; `waits` where WeChat shows the member that an answer will come."""

    key: str
    scan_type: str = ""
    scan_result: str = field(default="", repr=False)
    waits: bool = False


@dataclass(frozen=True)
class PhotosChosen:
    """A menu entry let the member take or choose photos, which follow as messages; `checksums` are MD5."""

    key: str
    source: str
    picture_count: int | None = None
    checksums: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceChosen:
    """A menu entry let the member choose a place."""

    key: str
    location: Location


@dataclass(frozen=True)
class TemplateReport:
    """What became of a template message. `message_id` may be "0" where a `client_msg_id` was sent."""

    message_id: str
    status: str


@dataclass(frozen=True)
class CopyrightCheck:
    """What the check for copied articles found: one row of fields for each article."""

    state: int | None = None
    count: int | None = None
    articles: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True)
class MassReport:
    """What became of a message to many; `refusal` is the number in a status like `err(10001)`."""

    message_id: str
    status: str
    refusal: int | None = None
    total_count: int | None = None
    filter_count: int | None = None
    sent_count: int | None = None
    error_count: int | None = None
    copyright_check: CopyrightCheck | None = None


@dataclass(frozen=True)
class NoticeChoice:
    """What a member chose for one kind of notice; `scene` is 1 on a web page, 2 in an article."""

    template_id: str
    accepted: bool
    scene: int | None = None


@dataclass(frozen=True)
class NoticesAnswered:
    """A member was asked whether they want notices, and said so for each kind."""

    choices: tuple[NoticeChoice, ...]


@dataclass(frozen=True)
class NoticesChanged:
    """A member changed in WeChat's own pages which notices they want; only refusals are reported."""

    choices: tuple[NoticeChoice, ...]


@dataclass(frozen=True)
class NoticeReport:
    """What became of one notice."""

    template_id: str
    message_id: str = ""
    error_code: int | None = None
    error_status: str = ""


@dataclass(frozen=True)
class NoticesSent:
    """What became of notices that were sent."""

    reports: tuple[NoticeReport, ...]


@dataclass(frozen=True)
class DeskOpened:
    """An agent of WeChat's own desk took the member."""

    desk_account: str


@dataclass(frozen=True)
class DeskClosed:
    """An agent of WeChat's own desk is done with the member."""

    desk_account: str


@dataclass(frozen=True)
class DeskSwitched:
    """One agent of WeChat's own desk gave the member to another."""

    from_desk_account: str
    to_desk_account: str


@dataclass(frozen=True)
class PrivacyChanged:
    """Data of `openid` were changed or taken back; that person, not the sender, is meant.

    `name` is `user_info_modified`, `user_authorization_revoke` or `user_authorization_cancellation`.
    """

    name: str
    openid: str = field(repr=False)
    app_id: str = ""
    revoked: str = ""


@dataclass(frozen=True)
class OtherEvent:
    """An event that asks nothing of us: cards, shops, publishing, or new ones; `name` in lower case."""

    name: str
    key: str = ""


EventContent = (
    Followed
    | Unfollowed
    | Scanned
    | Positioned
    | MenuClicked
    | PageOpened
    | CodeScanned
    | PhotosChosen
    | PlaceChosen
    | TemplateReport
    | MassReport
    | NoticesAnswered
    | NoticesChanged
    | NoticesSent
    | DeskOpened
    | DeskClosed
    | DeskSwitched
    | PrivacyChanged
    | OtherEvent
)
