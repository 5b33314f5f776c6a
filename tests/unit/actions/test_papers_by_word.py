"""Papers by chat: what has come and what is missing, and a photograph becomes the document that its sender names."""

import pytest

from claims.access import access_claims
from claims.changes import NewPaper, access_papers, receive_paper
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import MemberId
from tests.unit.actions.action_talk import NOW
from tests.unit.actions.asking import NOBODY, ask, sources, titles

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
