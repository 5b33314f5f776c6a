"""Joins WeChat's side: what opens and seals its pushes, and what calls its servers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from redis.asyncio import Redis

from bot.conversation.doors import Pictures
from bot.delivery import Messenger
from bot.outreach.notices.doors import TemplateSender
from bot.settings import Settings
from bot.web.channels.wechat import PictureUploads
from bot.web.members.wechat_sign_in import BrowserSignIns
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.oauth import InMemorySignIns, OAuth
from bot.wechat.account.shared_state import RedisSignIns, RedisTokenStore
from bot.wechat.inbound.envelope import Envelopes
from bot.wechat.inbound.signature import SignatureCheck
from bot.wechat.outbound.media import Media, MemberPictures, PictureContents, PictureStore
from bot.wechat.outbound.messenger import WeChatMessenger
from bot.wechat.outbound.template_sender import WeChatTemplates


@dataclass(frozen=True)
class WeChatParts:
    """WeChat's side: what opens and seals its pushes, and what calls its servers."""

    envelopes: Envelopes
    messenger: Messenger
    pictures: Pictures
    sent_pictures: PictureUploads
    templates: TemplateSender
    sign_ins: BrowserSignIns


def join_wechat(
    settings: Settings, redis: Redis | None, contents: PictureContents, clock: Callable[[], datetime]
) -> WeChatParts | None:
    """WeChat's parts, or None where no account is configured; with Redis all processes share one token."""
    if not settings.wechat_app_id:
        return None
    secret = settings.wechat_app_secret.get_secret_value()
    store = RedisTokenStore(redis, clock) if redis else None
    api = WeChatApi(settings.wechat_app_id, secret, api_base=settings.wechat_api_base, store=store)
    media = Media(api)
    sent = PictureStore(media, contents)
    return WeChatParts(
        envelopes=join_envelopes(settings),
        messenger=WeChatMessenger(api, sent),
        pictures=MemberPictures(media),
        sent_pictures=sent,
        templates=WeChatTemplates(api),
        sign_ins=OAuth(api, RedisSignIns(redis, clock) if redis else InMemorySignIns(clock)),
    )


def join_envelopes(settings: Settings) -> Envelopes:
    """By the account's token and keys, the earlier key among them while it is exchanged."""
    keys = (
        settings.wechat_encoding_aes_key.get_secret_value(),
        settings.wechat_previous_aes_key.get_secret_value(),
    )
    return Envelopes(
        SignatureCheck(settings.wechat_token.get_secret_value()),
        settings.wechat_app_id,
        tuple(key for key in keys if key),
        settings.wechat_accept_plain,
    )
