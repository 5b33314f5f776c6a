"""Papers by chat: what has come and what is missing, and a photograph becomes the document that its sender names."""

import pytest

from claims.access import access_claims
from claims.changes import NewPaper, access_papers, receive_paper
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import MemberId
from tests.handlers.action_talk import NOW, ActionTalk
from tests.handlers.asking import NOBODY, ask, sources, titles

CLAIM = "LP2026-0031200"


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    """One whose claim lacks 诊断证明 and 单位事故证明."""
    member = await find_demo_member(claims, "li_qiang")
    assert member
    return member


async def send(claims: ClaimsDatabase, member: MemberId, *contents: bytes) -> None:
    """Sends photographs without a word."""
    for content in contents:
        await receive_paper(claims, member, NewPaper(None, None, "image/jpeg", content), NOW)


async def find_missing(claims: ClaimsDatabase, member: MemberId) -> list[str]:
    """What the member's claim lacks."""
    (claim,) = await access_claims(claims, member)
    return [one.label for one in claim.missing_documents]


async def test_what_is_missing_is_said_with_the_page_to_send_it(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "li_qiang", "我要交材料", "submit_documents")
    assert "还差：诊断证明、单位事故证明" in answer.text
    assert (answer.needs, sources(answer)) == (("papers",), [f"claim:{CLAIM}"])


async def test_a_photograph_becomes_the_document_that_is_named(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    await send(claims, member, b"a picture")
    answer = await ask(claims, "li_qiang", "照片是诊断证明", "submit_documents")
    assert "收好了，记作诊断证明" in answer.text
    assert await find_missing(claims, member) == ["单位事故证明"]
    (paper,) = await access_papers(claims, member)
    assert paper.claim_number == CLAIM


async def test_the_newest_alone_is_meant_unless_all_are(claims: ClaimsDatabase, member: MemberId) -> None:
    await send(claims, member, b"one", b"two", b"three")
    await ask(claims, "li_qiang", "这张是诊断证明", "submit_documents")
    loose = [one for one in await access_papers(claims, member) if one.claim_number is None]
    assert len(loose) == 2
    await ask(claims, "li_qiang", "这几张都是单位事故证明", "submit_documents")
    assert [one for one in await access_papers(claims, member) if one.claim_number is None] == []
    assert await find_missing(claims, member) == []


async def test_a_document_that_nobody_knows_is_asked_about(claims: ClaimsDatabase, member: MemberId) -> None:
    await send(claims, member, b"a picture")
    answer = await ask(claims, "li_qiang", "照片是那个单子", "submit_documents")
    assert titles(answer) == ["诊断证明", "单位事故证明"]
    assert len(await find_missing(claims, member)) == 2


async def test_without_a_photograph_nothing_is_written_down(claims: ClaimsDatabase, member: MemberId) -> None:
    answer = await ask(claims, "li_qiang", "照片是诊断证明", "submit_documents")
    assert "没有等着认的照片" in answer.text
    assert len(await find_missing(claims, member)) == 2


async def test_without_an_open_claim_a_new_one_is_offered(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "kong_jun", "我要交材料", "submit_documents")
    assert titles(answer) == ["我要申请理赔", "转人工"]
    assert (await ask(claims, NOBODY, "我要交材料", "submit_documents")).needs == ("identity",)


@pytest.mark.parametrize("words", ["事故证明", "是单位的事故证明", "诊断", "那张是诊断证明吧"])
async def test_a_papers_name_alone_says_what_the_picture_is(
    claims: ClaimsDatabase, member: MemberId, words: str
) -> None:
    talk = ActionTalk(claims, member)
    await talk.say("还差啥", "check_claim")
    await send(claims, member, b"a picture")
    assert "收好了，记作" in await talk.say(words, "inform")
    assert len(await find_missing(claims, member)) == 1


@pytest.mark.parametrize("words", ["事故证明单位不给开咋办", "诊断证明是啥", "对", "材料呢"])
async def test_a_question_about_a_paper_names_no_picture(
    claims: ClaimsDatabase, member: MemberId, words: str
) -> None:
    talk = ActionTalk(claims, member)
    await send(claims, member, b"a picture")
    await talk.say(words, "ask_documents")
    assert len(await find_missing(claims, member)) == 2


async def test_a_yes_is_enough_where_it_can_be_one_paper_only(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "cao_yu")
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("诊断证明单位不给开咋办", "ask_documents", aspects=["substitute"], about="claim")
    await send(claims, member, b"a picture")
    assert "还差的诊断证明吗" in await talk.show_picture()
    assert "记作诊断证明" in await talk.say("对 是它", "affirm")
    assert talk.people == []


async def test_whether_it_arrived_is_no_yes(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "cao_yu")
    assert member
    talk = ActionTalk(claims, member)
    await send(claims, member, b"a picture")
    await talk.show_picture()
    said = await talk.say("收着了没啊", "affirm", move="agree", aspects=["received"], about="claim")
    assert "收着了：您传来 1 张" in said
    assert "诊断证明" in said


async def test_whether_a_picture_arrived_is_told_with_its_time(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    talk = ActionTalk(claims, member)
    await talk.say("还差啥", "check_claim")
    await send(claims, member, b"a picture")
    said = await talk.say("照片收到没", "inform", aspects=["received"], about="claim")
    assert "09:30" in said
    assert "诊断证明、单位事故证明" in said
    assert "照片是诊断证明" in talk.choices
    assert len(await find_missing(claims, member)) == 2
