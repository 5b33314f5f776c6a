"""Text messages as a channel: bare words, sent whenever there is something to say."""

from bot.kernel.conversation.channels import Channel, Opener, Unasked

TEXT_MESSAGES = Channel(
    "sms",
    staff_name="短信",
    member_name="手机短信",
    unasked=Unasked.SENT,
    opener=Opener.CODE,
    shows_choices=False,
    shows_links=False,
    shows_pictures=False,
)
