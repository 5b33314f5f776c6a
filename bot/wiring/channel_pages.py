"""Joins the entrances of the channels: WeChat's, the web chat's, and what stands around them."""

from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.coordination.rates import Rates
from bot.records.desk.pictures import KeptPictures
from bot.web.channels.chat import WebChat
from bot.web.channels.chat_page import ChatPage
from bot.web.channels.demonstration import Demonstration
from bot.web.channels.newcomers import Newcomers
from bot.web.channels.wechat import WeChatEntrance
from bot.web.members.page_door import PageDoor
from bot.web.members.wechat_sign_in import WeChatSignIn
from bot.web.pictures import SentPictures

if TYPE_CHECKING:
    from bot.wiring.parts import Parts


def channel_routers(parts: "Parts", door: PageDoor) -> list[APIRouter]:
    """The routes by which members write, as far as the settings open them."""
    routers = [SentPictures(KeptPictures(parts.base.database)).router()]
    if parts.settings.demo:
        demonstration = Demonstration(parts.base.claims, parts.conversation.history, parts.members.identity)
        routers.append(demonstration.router())
    return [*routers, *(one for each in parts.base.channels for one in each.join_entrance(parts, door))]


def join_chat(parts: "Parts", door: PageDoor) -> list[APIRouter]:
    """The web chat's page and its API."""
    settings, conversation = parts.settings, parts.conversation
    if not settings.webchat:
        return []
    newcomers = Newcomers(
        Rates(settings.webchat_newcomers_per_minute), Rates(settings.webchat_tickets_per_minute)
    )
    chat = WebChat(conversation.waiting, conversation.turns, conversation.history, newcomers, door)
    return [ChatPage(settings.demo).router(), chat.router()]


def join_wechat_entrance(parts: "Parts", door: PageDoor) -> list[APIRouter]:
    """Where WeChat pushes, and where it says whose browser one is."""
    settings, conversation, wechat = parts.settings, parts.conversation, parts.base.wechat
    if wechat is None:
        return []
    sign_in = WeChatSignIn(wechat.sign_ins, parts.members.identity, door, settings.base_url)
    entrance = WeChatEntrance(
        wechat.envelopes,
        conversation.waiting,
        conversation.turns,
        parts.base.delivery,
        settings.reply_budget_seconds,
        parts.base.clock,
        conversation.handoffs if settings.wechat_desk == "wechat" else None,
        pictures=wechat.sent_pictures,
    )
    return [entrance.router(), sign_in.router()]
