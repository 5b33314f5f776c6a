"""What a channel can show, and which channels there are."""

from dataclasses import replace

import pytest

from bot.kernel.conversation.channels import Channels, UnknownChannel
from bot.kernel.conversation.messages import Choice, Link, Reply
from testing.text_messages import TEXT_MESSAGES

PAGE = Link("看进度", "https://a.example/1")
FULL = Reply("您问哪一种？", (Choice("住院", "住院互助"), Choice("意外", "意外伤害")), (PAGE,))
RICH = replace(TEXT_MESSAGES, name="rich", shows_choices=True, shows_links=True)


def test_where_everything_can_be_tapped_a_reply_stays_as_it_is() -> None:
    assert RICH.adapt(FULL) == FULL


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (FULL, "您问哪一种？\n看进度：https://a.example/1\n可以回复：住院互助、意外伤害"),
        (Reply("理赔须知", card=PAGE), "理赔须知\n看进度：https://a.example/1"),
        (Reply("", links=(PAGE,)), "看进度：https://a.example/1"),
        (Reply("好的。"), "好的。"),
    ],
)
def test_where_nothing_can_be_tapped_all_is_written_out(reply: Reply, words: str) -> None:
    assert TEXT_MESSAGES.adapt(reply) == Reply(words)


def test_a_channel_is_found_by_its_name_alone() -> None:
    channels = Channels((TEXT_MESSAGES, RICH))
    assert channels["rich"] is RICH
    with pytest.raises(UnknownChannel, match="'fax'; registered in the wiring: sms, rich"):
        channels["fax"]


def test_two_channels_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="one name: sms, sms"):
        Channels((TEXT_MESSAGES, TEXT_MESSAGES))
