"""WeChat as a channel: what its members can be shown, and how many messages it lets through to them."""

from datetime import timedelta

from bot.kernel.conversation.channels import Channel, Opener, Unasked
from bot.kernel.conversation.reply_window import ReplyLimit, ReplyLimits
from bot.wechat.events import read_event

WECHAT = Channel(
    "wechat",
    staff_name="微信",
    member_name="公众号里的微信聊天",
    unasked=Unasked.SENT,
    opener=Opener.SIGN_IN,
    limits=ReplyLimits(
        after_message=ReplyLimit(5, timedelta(hours=48)), after_event=ReplyLimit(3, timedelta(minutes=1))
    ),
    has_followers=True,
    takes_photos=True,
    read_event=read_event,
)
