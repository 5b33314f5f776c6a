"""Registers the channels: what is not in this list is no channel."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.delivery import Messenger
from bot.kernel.conversation.channels import Channel, Channels
from bot.settings import Settings
from bot.web.channels.webchat import WEBCHAT
from bot.web.members.page_door import PageDoor
from bot.wechat.channel import WECHAT
from bot.wiring.channel_pages import join_chat, join_wechat_entrance
from bot.wiring.wechat_parts import WeChatParts

if TYPE_CHECKING:  # The parts stand on the channels, whose entrances stand on the parts.
    from bot.wiring.parts import Parts


def _write_to_nobody(_settings: Settings, _wechat: WeChatParts | None) -> Messenger | None:
    return None


@dataclass(frozen=True)
class RegisteredChannel:
    """A channel with the routes by which its members write, and the messenger that writes to them unasked."""

    channel: Channel
    join_entrance: Callable[["Parts", PageDoor], Iterable[APIRouter]]
    open_messenger: Callable[[Settings, WeChatParts | None], Messenger | None] = _write_to_nobody


REGISTERED = (
    RegisteredChannel(WEBCHAT, join_chat),
    RegisteredChannel(
        WECHAT, join_wechat_entrance, lambda _settings, wechat: wechat.messenger if wechat else None
    ),
)


def collect_channels(registered: Sequence[RegisteredChannel]) -> Channels:
    """What they are, without what stands behind them."""
    return Channels(tuple(one.channel for one in registered))


CHANNELS = collect_channels(REGISTERED)
