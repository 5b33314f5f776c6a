"""Joins the entrances of the channels: WeChat's, the web chat's, and what stands around them."""

from fastapi import APIRouter

from bot.memory.rates import Rates
from bot.records.desk.pictures import KeptPictures
from bot.web.channels.chat import WebChat
from bot.web.channels.chat_page import ChatPage
from bot.web.channels.demonstration import Demonstration
from bot.web.channels.newcomers import Newcomers
from bot.web.channels.wechat import WeChatEntrance
from bot.web.members.page_door import PageDoor
from bot.web.members.wechat_sign_in import WeChatSignIn
from bot.web.pictures import SentPictures
from bot.wiring.parts import Parts
from bot.wiring.wechat_parts import WeChatParts


def channel_routers(parts: Parts, door: PageDoor) -> list[APIRouter]:
    """The routes by which members write, as far as the settings open them."""
    routers = [SentPictures(KeptPictures(parts.base.database)).router()]
    if parts.settings.webchat:
        routers += [ChatPage(parts.settings.demo).router(), _join_chat(parts, door).router()]
    if parts.settings.demo:
        demonstration = Demonstration(parts.base.claims, parts.conversation.history, parts.members.identity)
        routers.append(demonstration.router())
    if wechat := parts.base.wechat:
        sign_in = WeChatSignIn(wechat.sign_ins, parts.members.identity, door, parts.settings.base_url)
        routers += [_join_entrance(parts, wechat).router(), sign_in.router()]
    return routers


def _join_chat(parts: Parts, door: PageDoor) -> WebChat:
    settings, conversation = parts.settings, parts.conversation
    newcomers = Newcomers(
        Rates(settings.webchat_newcomers_per_minute), Rates(settings.webchat_tickets_per_minute)
    )
    return WebChat(conversation.waiting, conversation.turns, conversation.history, newcomers, door)


def _join_entrance(parts: Parts, wechat: WeChatParts) -> WeChatEntrance:
    settings, conversation = parts.settings, parts.conversation
    return WeChatEntrance(
        wechat.envelopes,
        conversation.waiting,
        conversation.turns,
        parts.base.delivery,
        settings.reply_budget_seconds,
        parts.base.clock,
        conversation.handoffs if settings.wechat_desk == "wechat" else None,
        pictures=wechat.sent_pictures,
    )
