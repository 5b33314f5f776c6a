"""Registers the channels: what is not in this list is no channel."""

from bot.kernel.conversation.channels import Channels
from bot.web.channels.webchat import WEBCHAT
from bot.wechat.channel import WECHAT

CHANNELS = Channels((WEBCHAT, WECHAT))
