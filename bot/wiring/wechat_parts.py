"""Joins WeChat's side: what opens and seals its pushes, and what calls its servers."""

from dataclasses import dataclass

from redis.asyncio import Redis

from bot.settings import Settings
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.oauth import InMemorySignIns, OAuth
from bot.wechat.account.shared_state import RedisSignIns, RedisTokenStore
from bot.wechat.inbound.envelope import Envelopes
from bot.wechat.inbound.signature import SignatureCheck
from bot.wechat.outbound.media import Media, MemberPictures, PictureContents, PictureStore
from bot.wechat.outbound.messenger import WeChatMessenger
from bot.wiring.clock import now


@dataclass(frozen=True)
class WeChatParts:
    """WeChat's side: what opens and seals its pushes, and what calls its servers."""

    envelopes: Envelopes
    api: WeChatApi
    messenger: WeChatMessenger
    pictures: MemberPictures
    sent_pictures: PictureStore
    oauth: OAuth


def join_wechat(settings: Settings, redis: Redis | None, contents: PictureContents) -> WeChatParts | None:
    """WeChat's parts, or None where no account is configured; with Redis all processes share one token."""
    if not settings.wechat_app_id:
        return None
    keys = (
        settings.wechat_encoding_aes_key.get_secret_value(),
        settings.wechat_previous_aes_key.get_secret_value(),
    )
    envelopes = Envelopes(
        SignatureCheck(settings.wechat_token.get_secret_value()),
        settings.wechat_app_id,
        tuple(key for key in keys if key),
        settings.wechat_accept_plain,
    )
    secret = settings.wechat_app_secret.get_secret_value()
    store = RedisTokenStore(redis, now) if redis else None
    api = WeChatApi(settings.wechat_app_id, secret, api_base=settings.wechat_api_base, store=store)
    sign_ins = RedisSignIns(redis, now) if redis else InMemorySignIns(now)
    media = Media(api)
    sent = PictureStore(media, contents)
    return WeChatParts(
        envelopes, api, WeChatMessenger(api, sent), MemberPictures(media), sent, OAuth(api, sign_ins)
    )
