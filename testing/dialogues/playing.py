"""Plays written conversations from the first turn to the last."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.errors import StaffRefusal
from testing.dialogues.acts import Rows, find_acts, read_rows
from testing.dialogues.casting import cast, fill_in, find_numbers
from testing.dialogues.checking import find_faults
from testing.dialogues.member import Member
from testing.dialogues.played import Heard, Played, PlayedTurn
from testing.dialogues.stage import Stage
from testing.dialogues.written import WrittenConversation, WrittenTurn
from testing.house import House
from vocabulary.beijing import find_day
from wechat_sim.replies import IllegalReply


def play(stage: Stage, written: WrittenConversation) -> Played:
    """The conversation with all that was heard, and what is wrong with it."""
    return stage.portal.call(_play, stage, written)


async def _play(stage: Stage, written: WrittenConversation) -> Played:
    now = stage.find_moment(written.at)
    async with stage.open_house(now) as house:
        claims, today = house.parts.base.claims, find_day(now)
        member_id = await cast(claims, written, today)
        numbers = await find_numbers(claims, member_id)
        member = Member(house, written.person)
        await member.begin(member_id if written.is_linked else None)
        play = _Play(house, member, await read_rows(house))
        played: list[PlayedTurn] = []
        for turn in written.turns:
            before = {one.heard.text for one in played}
            played.append(await play.take(_fill_in(turn, numbers, today), before))
    return Played(written, played)


@dataclass
class _Play:
    """A conversation on its way; `rows` are those after the last turn."""

    house: House
    member: Member
    rows: Mapping[str, Rows]

    async def take(self, turn: WrittenTurn, before: set[str]) -> PlayedTurn:
        """A turn that cannot be played is a wrong one: a choice is missing, nobody was called, WeChat shows no such reply."""
        try:
            heard = await self.member.act(turn.user)
        except (AssertionError, StaffRefusal, IllegalReply) as fault:
            return PlayedTurn(turn, Heard(must_be_answered=False), (f"cannot be played: {fault}",))
        rows, self.rows = self.rows, await read_rows(self.house)
        heard = replace(heard, acts=find_acts(rows, self.rows))
        return PlayedTurn(turn, heard, find_faults(turn.expect, heard, before))


def _fill_in(turn: WrittenTurn, numbers: dict[str, list[str]], today: date) -> WrittenTurn:
    def fill(value: Any) -> Any:
        if isinstance(value, str):
            return fill_in(value, numbers, today)
        return tuple(fill(one) for one in value) if isinstance(value, tuple | list) else value

    expect = turn.expect
    filled = {name: fill(getattr(expect, name)) for name in ("any", "all", "none", "choices")}
    return turn.model_copy(
        update={"user": fill(turn.user), "expect": expect.model_copy(update=filled)},
    )
