"""What agents say often, with places that are filled from the member's facts."""

import re
from dataclasses import dataclass

from bot.kernel.conversation.messages import Link

VARIABLES = ("我的名字", "会员称呼", "理赔号", "理赔进度", "缺的材料", "救助号", "救助进度")
_PLACE = re.compile(r"\{([^{}\n]{1,20})\}")


@dataclass(frozen=True)
class CannedReply:
    """One reply: `short` is typed after a slash; with a `card` the member gets a page that the text describes."""

    short: str
    title: str
    text: str
    card: Link | None = None


def find_places(text: str) -> list[str]:
    """The names in braces, in order."""
    return _PLACE.findall(text)
