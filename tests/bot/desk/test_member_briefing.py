"""What stands beside a conversation: facts masked, opened only with a reason that is written down."""

from testing.house import House
from tests.bot.desk.acting import get, post, refusal


async def link(house: House, conversation: int = 1) -> None:
    async with house.database.begin() as session:
        from bot.records.members.identity import record_link

        await record_link(session, conversation, 7, house.clock())


async def test_a_stranger_has_no_facts_and_a_name_that_tells_nothing(house: House) -> None:
    ticket = await house.open_ticket()
    assert (await get(house, f"tickets/{ticket}/facts"))["linked"] is False
    assert (await get(house, "queue"))["tickets"][0]["member"] == "网页访客 v1"


async def test_the_claim_that_is_meant_comes_first_and_fills_the_variables(house: House) -> None:
    ticket = await house.open_ticket()
    await link(house)
    async with house.database.begin() as session:
        from sqlalchemy import text

        await session.execute(text("UPDATE tickets SET about = '理赔 LP2026-0000001'"))
    facts = await get(house, f"tickets/{ticket}/facts")
    assert [(one["number"], one["concerned"]) for one in facts["claims"]] == [
        ("LP2026-0000001", True),
        ("LP2026-0000002", False),
    ]
    assert facts["variables"]["理赔号"] == "LP2026-0000001"
    assert facts["variables"]["我的名字"] == "小陈"
    assert (await get(house, "queue"))["tickets"][0]["district"] == "大兴"


async def test_a_detail_is_revealed_with_a_reason_that_is_written_down(house: House) -> None:
    ticket = await house.open_ticket()
    await link(house)
    assert (
        refusal(await post(house, f"tickets/{ticket}/reveal", {"field": "phone", "reason": " "}))
        == "no_reason"
    )
    assert await house.rows("SELECT act FROM audit") == []
    shown = await post(house, f"tickets/{ticket}/reveal", {"field": "phone", "reason": "回电核对到账"})
    assert shown.json() == {"value": "13800000001", "seconds": 30}
    rows = await house.rows("SELECT actor, act, details FROM audit")
    assert rows[0][:2] == ("staff:chen", "reveal")
    assert "13800000001" not in str(rows)


async def test_nothing_is_revealed_of_a_stranger_or_an_unknown_kind(house: House) -> None:
    ticket = await house.open_ticket()
    body = {"field": "phone", "reason": "回电核对到账"}
    assert refusal(await post(house, f"tickets/{ticket}/reveal", body)) == "not_linked"
    assert refusal(await post(house, f"tickets/{ticket}/reveal", {**body, "field": "x"})) == "unknown_field"


async def test_papers_open_for_this_member_only_and_run_nothing(house: House) -> None:
    ticket = await house.open_ticket()
    house.members.papers[3] = ("image/jpeg", b"\xff\xd8")
    path = f"/console/api/tickets/{ticket}/papers/3"
    assert (await house.http.get(path, headers={"x-staff": "chen"})).status_code == 404
    await link(house)
    paper = await house.http.get(path, headers={"x-staff": "chen"})
    assert (paper.content, paper.headers["content-type"]) == (b"\xff\xd8", "image/jpeg")
    assert "sandbox" in paper.headers["content-security-policy"]


async def test_who_looks_and_who_types_is_known_for_seconds(house: House) -> None:
    ticket = await house.open_ticket()
    await post(house, f"tickets/{ticket}/presence", {"typing": True}, "zhao")
    assert (await get(house, f"tickets/{ticket}"))["people"] == [{"name": "小赵", "typing": True}]
    assert (await get(house, f"tickets/{ticket}", "zhao"))["people"] == []
    house.clock.advance(seconds=30)
    assert (await get(house, f"tickets/{ticket}"))["people"] == []


async def test_an_administrator_reads_no_conversation(house: House) -> None:
    ticket = await house.open_ticket()
    answer = await house.http.get(f"/console/api/tickets/{ticket}", headers={"x-staff": "admin"})
    assert answer.status_code == 403
