"""Why a message was not taken: words for staff for each meaning, and whose matter it is."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.kernel.conversation.conversations import Delivered, Utterance
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from bot.kernel.desk.reply_states import describe_delivery
from bot.wechat.channel import WECHAT
from testing.filled import make
from testing.tables import each

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@each([(reason,) for reason in RefusalReason])
def test_each_meaning_has_words_and_an_advice(reason: RefusalReason) -> None:
    told = SendRefusal(reason, 12).explained
    assert told.words
    assert told.advice.endswith("。")
    assert ("12" in told.words) is (reason is RefusalReason.UNKNOWN)


def test_what_meets_everybody_is_told_from_what_is_the_members_own() -> None:
    own = {RefusalReason.NOT_FOLLOWING, RefusalReason.BAD_VALUES, RefusalReason.UNKNOWN}
    assert {one for one in own if SendRefusal(one).is_everybodys} == set()
    assert SendRefusal(RefusalReason.BUSY).is_everybodys
    assert SendRefusal(RefusalReason.TEMPLATE_GONE).is_everybodys


@each(
    [
        (
            RefusalReason.WINDOW_CLOSED,
            "没发出去：对方超过 48 小时没说话，微信不让再发。对方下次说话时自动补上",
        ),
        (RefusalReason.NOT_PERMITTED, "没发出去：公众号没有这个权限，请找管理员。对方下次说话时自动补上"),
    ]
)
def test_the_desk_sends_staff_to_an_operator_where_only_one_can_help(
    reason: RefusalReason, words: str
) -> None:
    said = replace(make(Utterance), speaker="staff", delivery=Delivered.HELD)
    told = describe_delivery(said, ("refused", SendRefusal(reason, 1)), WECHAT, NOW)
    assert told
    assert (told.state, told.words) == ("failed", words)
