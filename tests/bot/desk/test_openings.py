"""What members sent opens to those whom it concerns, and whoever looks leaves a trace, once."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.kernel.desk.staff import StaffMember
from bot.records.members.identity import record_link
from testing import staff
from testing.house import House
from testing.pictures import draw
from tests.bot.desk.acting import get, post
from vocabulary.tickets import TicketDesk
from wechat_sim.pushes import image_nodes


async def send_picture(house: House) -> int:
    """A member sends a photograph into the WeChat chat; its number."""
    house.pictures.contents["media-1"] = draw()
    await house.deliver(house.write_nodes(image_nodes("media-1")))
    ((number,),) = await house.rows("SELECT id FROM inbound WHERE kind = 'image'")
    return int(number)


async def ask_for_a_person(house: House) -> int:
    await house.open_ticket("转人工", "elsewhere")
    await house.deliver(house.write("转人工"))
    return int((await house.rows("SELECT max(id) FROM tickets"))[0][0])


async def look(house: House, picture: int, who: str = "chen") -> int:
    answer = await house.http.get(f"/console/api/pictures/{picture}", headers={"x-staff": who})
    return answer.status_code


async def acts(house: House, act: str) -> list[Any]:
    rows = await house.rows("SELECT act, actor FROM audit ORDER BY id")
    return [actor for done, actor in rows if done == act]


def work_at(monkeypatch: pytest.MonkeyPatch, who: StaffMember, *desks: TicketDesk) -> None:
    monkeypatch.setitem(staff.STAFF, who.login, replace(who, desks=desks))


async def test_nobody_opens_a_picture_by_counting(house: House) -> None:
    picture = await send_picture(house)
    for who in ("chen", "zhao", "sun"):
        assert await look(house, picture, who) == 404
        assert await look(house, picture + 1, who) == 404
    assert await acts(house, "open_picture") == []


async def test_a_picture_opens_while_its_conversation_waits_and_is_written_down_once(house: House) -> None:
    picture, _ = await send_picture(house), await ask_for_a_person(house)
    assert await asyncio.gather(*(look(house, picture) for _ in range(5))) == [200] * 5
    assert await look(house, picture, "zhao") == 200
    assert await acts(house, "open_picture") == ["staff:chen", "staff:zhao"]
    house.clock.advance(hours=13)
    assert await look(house, picture) == 200
    assert await acts(house, "open_picture") == ["staff:chen", "staff:zhao", "staff:chen"]


async def test_a_picture_concerns_its_desk_whoever_holds_it_and_those_who_lead(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, ticket = await send_picture(house), await ask_for_a_person(house)
    work_at(monkeypatch, staff.ZHAO, TicketDesk.RELIEF)
    work_at(monkeypatch, staff.CHEN, TicketDesk.GENERAL)
    assert await look(house, picture, "zhao") == 404
    assert await look(house, picture, "chen") == 200
    await house.take(ticket, staff.ZHAO)
    assert await look(house, picture, "zhao") == 200
    await house.resolve(ticket, staff.ZHAO)
    assert await look(house, picture, "chen") == 404
    assert await look(house, picture, "zhao") == 200
    assert await look(house, picture, "leader") == 200


async def test_a_paper_opens_like_a_picture(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = await house.open_ticket()
    async with house.database.begin() as session:
        await record_link(session, 1, 7, house.clock())
    house.members.papers[3] = ("image/jpeg", b"\xff\xd8")
    path = f"/console/api/tickets/{ticket}/papers/3"
    work_at(monkeypatch, staff.ZHAO, TicketDesk.RELIEF)
    assert (await house.http.get(path, headers={"x-staff": "zhao"})).status_code == 404
    for _ in range(3):
        assert (await house.http.get(path, headers={"x-staff": "chen"})).status_code == 200
    assert (await house.http.get(f"{path}9", headers={"x-staff": "chen"})).status_code == 404
    assert await acts(house, "open_paper") == ["staff:chen"]


async def test_reading_somebody_elses_conversation_leaves_a_trace_once_an_hour(house: House) -> None:
    ticket = await house.open_ticket()
    for path in ("", "/messages", "/facts"):
        await get(house, f"tickets/{ticket}{path}")
    assert await acts(house, "open_conversation") == ["staff:chen"]
    await post(house, f"tickets/{ticket}/take")
    house.clock.advance(minutes=59)
    await get(house, f"tickets/{ticket}/facts")
    house.clock.advance(minutes=2)
    for _ in range(3):
        await get(house, f"tickets/{ticket}")
    assert await acts(house, "open_conversation") == ["staff:chen"]
    await asyncio.gather(*(get(house, f"tickets/{ticket}/facts", "leader") for _ in range(5)))
    house.clock.advance(minutes=61)
    await get(house, f"tickets/{ticket}/messages", "leader")
    assert await acts(house, "open_conversation") == ["staff:chen", "staff:leader", "staff:leader"]


async def test_a_conversation_that_is_not_there_leaves_no_trace(house: House) -> None:
    answer = await house.http.get("/console/api/tickets/99/facts", headers={"x-staff": "chen"})
    assert answer.status_code == 404
    assert await acts(house, "open_conversation") == []
