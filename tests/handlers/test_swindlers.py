"""A swindler at work is heard before all else, with what is true of the member's own money; and what follows, sooner."""

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

CALLS, PAID, CODE = "fraud_calls", "paid_a_fee_to_fraud", "gave_card_or_code"
RETURNED = "liu_yang"
"""Whose payment the bank sent back."""


async def _talk(claims: ClaimsDatabase, member: str) -> ActionTalk:
    found = await find_demo_member(claims, member)
    assert found is not None
    return ActionTalk(claims, found)


def _hear(text: str, intent: str, *faq: tuple[str, float], aspect: str = "") -> dict[str, object]:
    return {
        "text": text,
        "intent": {"name": intent},
        "intents": [intent],
        "intent_ranking": [{"name": intent, "confidence": 0.6}],
        "aspect_ranking": [{"name": aspect, "confidence": 0.9}] if aspect else [],
        "faq_ranking": [{"name": name, "confidence": sure} for name, sure in faq],
        "entities": [],
    }


async def test_several_likely_entries_together_are_heard_where_none_is_plain(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, RETURNED)
    answer = await talk.send(_hear("退款要先打钱激活", "check_payment", (CALLS, 0.3), (PAID, 0.2)))
    assert "别转" in answer
    assert "280 元" in answer
    assert "不收钱" in answer


async def test_nobody_hears_of_money_that_never_came_back(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "wang_fang")
    answer = await talk.send(_hear("退款要先打钱激活", "check_payment", (CALLS, 0.7)))
    assert "别转" in answer
    assert "退回" not in answer


async def test_after_it_a_weak_reading_that_money_is_gone_is_enough(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, RETURNED)
    weak = _hear("打过去了呀", "inform", (PAID, 0.2))
    assert "110" not in await talk.send(dict(weak))
    await talk.send(_hear("退款要先打钱激活", "check_payment", (CALLS, 0.7)))
    answer = await talk.send(weak)
    assert answer.index("110") < answer.index("银行")
    assert not talk.choices


async def test_what_was_paid_is_said_with_its_sum_and_day(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "wang_fang")
    answer = await talk.say("昨天给他打了六百", "inform", "give", faq=PAID, amount="600", date="昨天")
    assert "止付" in answer


async def test_in_a_form_it_comes_first_and_the_form_is_kept(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "wang_fang")
    await talk.say("我要申请理赔", "file_claim")
    await talk.say("下楼摔断了胳膊", "inform", "give", event="fall")
    answer = await talk.say("有人叫我念验证码，我念了", "inform", "give", faq=CODE)
    assert "96110" in answer
    assert talk.talk.task is None
    assert talk.talk.left


async def test_the_money_that_was_spoken_of_stays_what_is_spoken_of(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, RETURNED)
    await talk.send(_hear("退款要先打钱激活", "check_payment", (CALLS, 0.7)))
    await talk.say("打过去了", "inform", "give", faq=PAID)
    answer = await talk.say("那这笔怎么弄", "ask_process", "carry", ["how"])
    assert "换收款卡" in answer


async def test_whether_it_comes_back_is_answered_and_not_read_out_again(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "wang_fang")
    first = await talk.say("钱让人骗走了", "inform", "give", faq=PAID)
    answer = await talk.say("还要得回来不", "ask_process", "carry", ["undo"])
    assert "打包票" in answer
    assert answer != first


async def test_a_card_whose_code_was_given_away_is_frozen_before_it_is_changed(
    claims: ClaimsDatabase,
) -> None:
    member = await find_demo_member(claims, "tang_lin")
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("骗子要走了我的验证码", "inform", faq="gave_card_or_code")
    said = await talk.say("那我换张卡", "update_profile")
    assert said.startswith("那张卡先打发卡银行的电话冻结")
    assert "profile" in talk.needs


async def test_who_fears_a_swindle_is_heard_sooner_in_what_follows(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "wang_fang")
    doubt = ("is_this_account_real", 0.6)
    said = await talk.send(_hear("你们是真的吗 有短信叫我点链接", "manage_notifications", doubt))
    assert "12351" in said
    said = await talk.send(_hear("我点了", "ask_help", ("opened_strange_link", 0.4)))
    assert "关掉它" in said
    said = await talk.send(_hear("身份证也输了", "bind_identity", ("gave_identity_number", 0.4)))
    assert "96110" in said
    assert not talk.needs


async def test_who_only_asked_whether_we_are_real_is_served_as_ever(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "wang_fang")
    await talk.send(_hear("你们官方的不", "ask_privacy", ("is_this_account_real", 0.9)))
    said = await talk.say("换收款卡", "update_profile")
    assert "冻结" not in said
    assert "profile" in talk.needs
