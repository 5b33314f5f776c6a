"""The web chat as a channel: a page that shows everything, to whoever has it open."""

from bot.kernel.conversation.channels import Channel, Opener, Unasked

WEBCHAT = Channel(
    "webchat",
    staff_name="网页",
    member_name="网页聊天",
    unasked=Unasked.SHOWN,
    opener=Opener.SAME_BROWSER,
    keeps_copy=False,
)
