"""A member at their phone: what each turn of a written conversation is in WeChat."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.kernel.conversation.messages import Choice, Link, Reply
from bot.records.conversation.conversations import open_conversation
from bot.records.conversation.tickets import find_open_ticket
from testing.dialogues.casting import find_person
from testing.dialogues.played import Heard
from testing.house import OPENID, House
from testing.pictures import draw
from testing.wechat_account import LOCAL_ACCOUNT
from wechat_sim.pushes import Nodes, image_nodes, place_nodes, text_nodes, voice_nodes

_SECONDS_BETWEEN = 20
_STICKER = "【收到不支持的消息类型，暂无法显示】"
_AFTER = re.compile(r"\[after (\d+) (minute|hour|day)s?\]")
_TAP = re.compile(r"\[tap (\d+)\]")
_STAFF = re.compile(r"\[staff: (.+)\]", re.DOTALL)


@dataclass
class Member:
    """A follower of the account; `person` is whom they prove to be."""

    house: House
    person: str | None
    conversation_id: int = 0
    heard_up_to: int = 0
    offered: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    _media: int = field(default=0, repr=False)

    async def begin(self, member_id: int | None) -> None:
        """Opens the chat, as somebody who is linked already or as nobody."""
        house = self.house
        async with house.database.begin() as session:
            opened = await open_conversation(session, "wechat", OPENID, LOCAL_ACCOUNT, house.clock())
        self.conversation_id = opened.id
        if member_id is not None:
            await house.parts.members.identity.link_directly(opened.id, member_id, "demo")

    async def act(self, words: str) -> Heard:
        """Says or does it; what was heard then."""
        self.house.clock.advance(seconds=_SECONDS_BETWEEN)
        must_be_answered = True
        if moved := _AFTER.fullmatch(words):
            await self._wait(int(moved[1]), moved[2])
            must_be_answered = False
        elif told := _STAFF.fullmatch(words):
            await self._hear_staff(told[1])
        elif words == "[staff leaves]":
            await self.house.resolve(await self._find_ticket())
        elif words == "[bound]":
            await self._prove()
        else:
            await self._send(words)
        await self.house.turns.finish()
        return await self._listen(must_be_answered=must_be_answered)

    async def _send(self, words: str) -> None:
        if tapped := _TAP.fullmatch(words):
            number = int(tapped[1])
            assert number <= len(self.offered), f"{words}: {len(self.offered)} choices were offered"
            nodes = text_nodes(self.offered[number - 1].text, str(number))
        elif words == "[image]":
            nodes = image_nodes(self._keep_picture())
        else:
            nodes = _NODES[words]() if words in _NODES else text_nodes(words)
        await self.house.deliver(self.house.write_nodes(nodes))

    def _keep_picture(self) -> str:
        self._media += 1
        name = f"photo-{self._media}"
        self.house.pictures.contents[name] = draw()
        return name

    async def _prove(self) -> None:
        """Opens the last page that was given, or one from the menu, and proves who they are."""
        assert self.person is not None, "[bound] needs a person"
        person, parts = find_person(self.person), self.house.parts
        page = next((one for one in reversed(self.links) if "/bind/" in one.url), None)
        page = page or await parts.members.identity.give_page("wechat", OPENID)
        token = page.url.rsplit("/", 1)[-1]
        outcome = await parts.members.identity.try_link(
            token, person.name, person.id_number, person.card_tail
        )
        assert outcome.state == "done", f"not linked: {outcome.state}"
        if outcome.resumed:
            await parts.conversation.turns.work_up_to(self.conversation_id, outcome.resumed)

    async def _hear_staff(self, words: str) -> None:
        ticket = await self._find_ticket()
        await self.house.take(ticket)
        await self.house.reply(ticket, words)

    async def _find_ticket(self) -> int:
        async with self.house.database.begin() as session:
            ticket = await find_open_ticket(session, self.conversation_id)
        assert ticket is not None, "nobody was called"
        return ticket.id

    async def _wait(self, number: int, unit: str) -> None:
        """Time passes, and with it what goes on by itself."""
        self.house.clock.advance(**{f"{unit}s": number})
        await self.house.parts.base.members.details.put_cards_in_force()
        await self.house.notices.go_round()

    async def _listen(self, *, must_be_answered: bool) -> Heard:
        history = self.house.parts.conversation.history
        said = [one for one, _ in await history.find_after(self.conversation_id, self.heard_up_to)]
        self.heard_up_to = said[-1].id if said else self.heard_up_to
        replies: tuple[Reply, ...] = tuple(one.signed for one in said if one.speaker != "member")
        heard = Heard(replies, must_be_answered=must_be_answered)
        if replies:
            self.offered, self.links = heard.choices, heard.links or self.links
        return heard


_NODES: Mapping[str, Callable[[], Nodes]] = {
    "[voice]": voice_nodes,
    "[location]": lambda: place_nodes("39.904989", "116.405285", "某街道某号"),
    "[sticker]": lambda: text_nodes(_STICKER),
}
