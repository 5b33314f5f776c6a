"""What agents say often, checked when the process starts."""

from dataclasses import dataclass
from pathlib import Path

import yaml

VARIABLES = frozenset({"我的名字", "理赔号", "理赔进度", "缺的材料", "救助号", "救助进度"})
_FILE = Path(__file__).parent / "canned_replies.yml"


@dataclass(frozen=True)
class CannedReply:
    """One reply: `short` is typed after a slash, names in braces are filled from the member's facts."""

    short: str
    title: str
    text: str


def load_canned_replies(file: Path = _FILE) -> tuple[CannedReply, ...]:
    """Every reply; raises ValueError where two share a short name or a variable is unknown."""
    replies = tuple(CannedReply(**one) for one in yaml.safe_load(file.read_text(encoding="utf-8")))
    shorts = [one.short for one in replies]
    if len(set(shorts)) < len(shorts):
        raise ValueError(f"{file.name}: a short name stands twice")
    for one in replies:
        for piece in one.text.split("{")[1:]:
            if piece.split("}")[0] not in VARIABLES:
                raise ValueError(f"{file.name}: /{one.short} has the unknown variable {piece.split('}')[0]}")
    return replies
