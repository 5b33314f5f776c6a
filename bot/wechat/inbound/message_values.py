"""The messages that members send, as plain values; each field is empty or None where WeChat left it out."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Text:
    """Typed words. `menu_choice` is the id of the quick reply that was tapped: stale, or anything at all."""

    words: str = field(repr=False)
    menu_choice: str = ""


@dataclass(frozen=True)
class Picture:
    """A photo, kept by WeChat for three days under `media_id`. Its address is not to be fetched unchecked."""

    media_id: str
    picture_url: str = field(default="", repr=False)


@dataclass(frozen=True)
class Voice:
    """A voice message; WeChat has not written down what was said since 2023, so `recognition` is empty."""

    media_id: str
    format: str = ""
    wide_media_id: str = ""
    recognition: str = field(default="", repr=False)


@dataclass(frozen=True)
class Video:
    """A film, or a short one made in the chat."""

    media_id: str
    thumb_media_id: str = ""
    is_short: bool = False


@dataclass(frozen=True)
class Location:
    """A place on the map, in degrees; `place` is its name where it has one."""

    latitude: Decimal | None = field(default=None, repr=False)
    longitude: Decimal | None = field(default=None, repr=False)
    scale: int | None = None
    label: str = field(default="", repr=False)
    place: str = field(default="", repr=False)


@dataclass(frozen=True)
class WebLink:
    """A page that was passed on."""

    title: str = field(repr=False)
    description: str = field(default="", repr=False)
    url: str = field(default="", repr=False)


@dataclass(frozen=True)
class OtherMessage:
    """A type that the account's documents do not know; `type` is its name in lower case."""

    type: str


MessageContent = Text | Picture | Voice | Video | Location | WebLink | OtherMessage
