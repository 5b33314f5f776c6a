"""QR codes of the account: whoever scans one follows it, and the bot learns which code it was."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from bot.errors import TransportError
from bot.wechat.account.client import API_BASE, WeChatApi

LONGEST_LIFE = timedelta(days=30)
_LARGEST_TEMPORARY, _LARGEST_PERMANENT = 2**32 - 1, 100_000
_SCENE_LENGTH = 64
_PICTURES = "https://mp.weixin.qq.com"

Scene = str | int


@dataclass(frozen=True)
class QrCode:
    """A code; `content` is what it holds, `picture_url` shows it, `expires_at` is None where it never does."""

    ticket: str
    content: str
    picture_url: str
    expires_at: datetime | None


def find_scene_problem(scene: Scene, life: timedelta | None) -> str:
    """Why WeChat would refuse the scene, in words; empty where it would not. No `life` means for ever."""
    if life is not None and not timedelta(seconds=1) <= life <= LONGEST_LIFE:
        return f"a temporary code lives 1 second to {LONGEST_LIFE.days} days"
    if isinstance(scene, str):
        fits = 1 <= len(scene) <= _SCENE_LENGTH
        return "" if fits else f"a scene in words has 1 to {_SCENE_LENGTH} characters"
    largest = _LARGEST_PERMANENT if life is None else _LARGEST_TEMPORARY
    return "" if 1 <= scene <= largest else f"a scene's number is 1 to {largest}"


async def create_qr_code(api: WeChatApi, scene: Scene, life: timedelta | None = None) -> QrCode:
    """A new code; one without `life` uses up one of the account's 100,000 permanent ones.

    Raises ValueError for a scene that WeChat would refuse, and TransportError.
    """
    problem = find_scene_problem(scene, life)
    if problem:
        raise ValueError(problem)
    asked_at = api.clock()
    answer = await api.client.qrcode.create(_render(scene, life))
    ticket, content = answer.get("ticket"), answer.get("url")
    if not (isinstance(ticket, str) and ticket and isinstance(content, str)):
        raise TransportError("WeChat answered without a ticket")
    return QrCode(
        ticket, content, render_picture_url(ticket, api.api_base), asked_at + life if life else None
    )


def render_picture_url(ticket: str, api_base: str = API_BASE) -> str:
    """Where anybody can fetch the code's picture; a stand-in shows its own."""
    base = _PICTURES if api_base == API_BASE else api_base.rstrip("/")
    return f"{base}/cgi-bin/showqrcode?ticket={quote(ticket, safe='')}"


def _render(scene: Scene, life: timedelta | None) -> dict[str, object]:
    in_words = isinstance(scene, str)
    name = f"QR_{'LIMIT_' if life is None else ''}{'STR_' if in_words else ''}SCENE"
    return {
        "action_name": name,
        "action_info": {"scene": {"scene_str" if in_words else "scene_id": scene}},
        **({} if life is None else {"expire_seconds": int(life.total_seconds())}),
    }
