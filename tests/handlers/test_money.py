"""Where the money is: the approved and unpaid first, then what came back and what to do, then what was paid."""

from datetime import date, datetime, time

from sqlalchemy import delete

from actions.knowledge import load_knowledge
from actions.payments import answer_payment
from actions.question import Answer, Question
from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.states import ClaimState
from claims.tables import ClaimRow
from vocabulary.beijing import BEIJING

KNOWLEDGE = load_knowledge()


async def ask(claims: ClaimsDatabase, key: str, today: date) -> Answer:
    """What somebody of the invented people hears who asks after their money."""
    member = await find_demo_member(claims, key)
    assert member
    question = Question(
        "我的钱呢", ("check_payment",), (), {}, member, datetime.combine(today, time(9), BEIJING)
    )
    return await answer_payment(claims, KNOWLEDGE, question)


async def test_an_approved_claim_is_told_with_its_sum_and_how_long_it_waits(
    claims: ClaimsDatabase, today: date
) -> None:
    text = (await ask(claims, "sun_li", today)).text
    assert "核定 1,185.60 元" in text
    assert "已经等了 3 天" in text
    assert "还没到打款这一步" not in text


async def test_a_returned_payment_says_why_and_what_to_do(claims: ClaimsDatabase, today: date) -> None:
    answer = await ask(claims, "liu_yang", today)
    for words in ("280 元", "被银行退回", "会员卡已注销", "请更新会员卡后重新发放", "换一张能收款的卡"):
        assert words in answer.text
    assert "profile" in answer.needs
    assert "换收款卡" in [one.text for one in answer.choices]


async def test_everybody_with_open_money_hears_of_it_first(claims: ClaimsDatabase, today: date) -> None:
    for person in demo_people():
        member = await find_demo_member(claims, person.key)
        assert member
        every = await access_claims(claims, member)
        text = (await ask(claims, person.key, today)).text
        order = [
            text.find(one.number)
            for state in (ClaimState.APPROVED, ClaimState.PAYMENT_RETURNED)
            for one in every
            if one.state is state
        ]
        assert -1 not in order, person.key
        assert order == sorted(order), person.key
        paid = [text.find(one.number) for one in every if one.state is ClaimState.PAID]
        assert all(place == -1 or place > max(order, default=-1) for place in paid), person.key
        assert len(text) < 420, person.key


async def test_who_has_nothing_hears_so(claims: ClaimsDatabase, today: date) -> None:
    member = await find_demo_member(claims, "chen_jing")
    async with claims.begin() as session:
        await session.execute(delete(ClaimRow).where(ClaimRow.member_id == member))
    assert "没有查到给您的打款" in (await ask(claims, "chen_jing", today)).text
