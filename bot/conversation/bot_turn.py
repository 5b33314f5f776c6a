"""The bot's turn: asks Rasa, does what the dialogue needs, and turns every outage into an apology and a ticket."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.doors import Engine
from bot.conversation.handoff import Handoffs
from bot.conversation.members.identity import JUST_LINKED, IdentityCheck
from bot.conversation.members.pages import MemberPages
from bot.conversation.members.papers import Papers
from bot.conversation.nearest_windows import NearestWindows
from bot.conversation.notice_choices import NoticeChoices
from bot.conversation.outage import answer_without_engine
from bot.engine.answers import Turn
from bot.errors import EngineUnavailable
from bot.kernel.conversation.conversations import Conversation, Received, Spoken
from bot.kernel.conversation.dialogues import Dialogue
from bot.kernel.conversation.messages import Choice, Link, Reply
from bot.kernel.conversation.platform_words import drop_placeholders, find_no_words
from bot.kernel.members.pages import PagePurpose
from bot.records.audit import record_audit
from bot.records.conversation.talks import find_dialogue, keep_talk
from vocabulary.needs import Need

log = structlog.get_logger(__name__)

_PAGES: Mapping[Need, PagePurpose] = {
    "identity": PagePurpose.IDENTITY,
    "profile": PagePurpose.PROFILE,
    "papers": PagePurpose.PAPERS,
    "form": PagePurpose.FORM,
}
_STARTERS = tuple(Choice(starter, starter) for starter in wording.STARTERS)


@dataclass(frozen=True)
class BotTurn:
    """Answers one message as the bot."""

    engine: Engine
    pages: MemberPages
    identity: IdentityCheck
    papers: Papers
    windows: NearestWindows
    handoffs: Handoffs
    notices: NoticeChoices

    async def think(self, conversation: Conversation, received: Received, dialogue: Dialogue) -> Turn:
        """What to say to one message; asks Rasa for words, and knows the rest itself."""
        inbound = received.inbound
        if JUST_LINKED in inbound.details:
            return await self._go_on(conversation, dialogue)
        if inbound.kind == "event" and not inbound.question:
            return Turn((Spoken(Reply(wording.GREETING, _STARTERS)),), is_small_talk=True)
        if inbound.kind == "image":
            return await self._take_picture(dialogue, inbound.details.get("media_id", ""))
        if inbound.kind == "location":
            return await self.windows.find_nearest(inbound.details)
        if inbound.kind not in ("text", "event"):
            return await self._say_unheard(inbound.kind, dialogue)
        if rating := await self.handoffs.read_rating(conversation.id, inbound.question):
            await self.handoffs.rate(conversation.id, rating)
            return Turn((Spoken(Reply(wording.RATED[rating])),))
        if not inbound.question.strip():
            return Turn((Spoken(Reply(wording.EMPTY_TEXT)),), is_small_talk=True)
        if no_words := find_no_words(inbound.question):
            words = wording.NO_WORDS[no_words]
            return Turn((Spoken(Reply(words[received.id % len(words)])),), is_small_talk=True)
        return await self._ask(conversation, dialogue, drop_placeholders(inbound.question))

    async def _say_unheard(self, kind: str, dialogue: Dialogue) -> Turn:
        """What cannot be heard or seen here; a form that is open asks its question again."""
        unheard = Spoken(Reply(wording.UNSUPPORTED.get(kind, wording.UNKNOWN_KIND)))
        if "asked" not in dialogue.expected:
            return Turn((unheard,))
        try:
            turn = await self.engine.resume(dialogue, "unheard")
        except EngineUnavailable as fault:
            log.warning("question_not_repeated", code=fault.code, advice=fault.advice)
            return Turn((unheard,))
        return replace(turn, spoken=(unheard, *turn.spoken))

    async def _take_picture(self, dialogue: Dialogue, media_id: str) -> Turn:
        """A picture that was kept is asked about by the handlers, so that a yes is heard as a yes to that."""
        refused = await self.papers.take_picture(dialogue.member_id, media_id)
        if refused is not None or dialogue.member_id is None:
            return refused or Turn(())
        try:
            return await self.engine.resume(dialogue, "picture")
        except EngineUnavailable as fault:
            log.warning("picture_not_asked_about", code=fault.code, advice=fault.advice)
            return await self.papers.ask_what_it_is(dialogue.member_id)

    async def _go_on(self, conversation: Conversation, dialogue: Dialogue) -> Turn:
        """What the conversation goes on with now that the member is known; that they are was said already."""
        try:
            return await self.engine.resume(dialogue, "linked")
        except EngineUnavailable as fault:
            log.warning(
                "link_not_followed", code=fault.code, conversation=conversation.id, advice=fault.advice
            )
            return Turn(())

    async def _ask(self, conversation: Conversation, dialogue: Dialogue, words: str) -> Turn:
        try:
            return await self.engine.ask(dialogue, words)
        except EngineUnavailable as fault:
            log.error(
                "bot_turn_failed",
                code=fault.code,
                detail=fault.detail,
                conversation=conversation.id,
                advice=fault.advice,
            )
            return answer_without_engine(words)

    async def put_aside(self, session: AsyncSession, conversation: Conversation) -> None:
        """Lets an open form rest: words of danger came between, which the engine has not heard."""
        try:
            turn = await self.engine.resume(await find_dialogue(session, conversation), "danger")
            await keep_talk(session, conversation.id, turn.talk, self.handoffs.clock())
        except EngineUnavailable as fault:
            log.warning("form_stays_open", code=fault.code, conversation=conversation.id, advice=fault.advice)

    async def act(
        self,
        session: AsyncSession,
        conversation: Conversation,
        received: Received,
        turn: Turn,
        *,
        is_late: bool = False,
    ) -> list[Spoken]:
        """Does what the dialogue needs within the caller's transaction, and completes what is said.

        Late, after an apology, the member has been told already that a number was masked.
        """
        spoken = list(turn.spoken)
        if received.inbound.details.get("masked") and not is_late:
            spoken.insert(0, Spoken(Reply(wording.say_masked(conversation.channel))))
        if "papers" in turn.needs and received.inbound.kind == "text" and self._takes_photos(conversation):
            spoken = _add(spoken, wording.PHOTOS_WELCOME)
        return await self.complete(session, conversation, replace(turn, spoken=tuple(spoken)), received.id)

    async def complete(
        self, session: AsyncSession, conversation: Conversation, turn: Turn, received_id: int | None = None
    ) -> list[Spoken]:
        """Keeps the memory, gives links, opens tickets: all that a turn needs, whoever spoke."""
        spoken = list(turn.spoken)
        if turn.talk:
            await keep_talk(session, conversation.id, turn.talk, self.handoffs.clock())
        for need, purpose in _PAGES.items():
            if need in turn.needs:
                link = await self.pages.issue(session, purpose, conversation.id, received_id)
                spoken = spoken or [Spoken(Reply(wording.PAGE_READY))]
                spoken[-1] = replace(spoken[-1], reply=self._add_link(conversation, spoken[-1].reply, link))
        if "unlink" in turn.needs and await self.identity.unlink(session, conversation.id):
            spoken.append(Spoken(Reply(wording.IDENTITY_REMOVED)))
        more = await self.notices.keep(session, conversation, turn.needs, self.handoffs.clock())
        if "tell_hours" in turn.needs:
            more += await self.handoffs.say_hours(session)
        if more:
            spoken = _add(spoken, more)
        if "refusal" in turn.needs:
            await record_audit(
                session,
                "member",
                "refused_others_records",
                self.handoffs.clock(),
                conversation_id=conversation.id,
            )
        if "withdraw_person" in turn.needs and not await self.handoffs.withdraw(session, conversation.id):
            spoken = [Spoken(Reply(wording.NOT_WITHDRAWN))]
        if turn.person:
            following = await self.handoffs.open(session, conversation.id, turn.person, received_id)
            spoken += [following] if following else []
        return spoken

    def _takes_photos(self, conversation: Conversation) -> bool:
        """Whether a photograph can be sent in this chat, and is read."""
        return conversation.channel.takes_photos and self.papers.pictures is not None

    def _add_link(self, conversation: Conversation, said: Reply, link: Link) -> Reply:
        """A reply with a link to a page, and with the page's code where that goes with it."""
        code = self.pages.make_code_for(conversation, link)
        words = wording.say_code_with_link(code) if code else ""
        return replace(said, text=said.text + words, links=(*said.links, link))


def _add(spoken: list[Spoken], more: str) -> list[Spoken]:
    """The same words with a sentence behind the last of them."""
    if not spoken:
        return [Spoken(Reply(more))]
    last = spoken[-1]
    return [*spoken[:-1], replace(last, reply=replace(last.reply, text=f"{last.reply.text}{more}"))]
