"""Takes in papers: from the upload page and from the chat; says what has come and what is missing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation import wording
from bot.conversation.doors import PaperStore, Pictures
from bot.conversation.members.pages import MemberPages
from bot.delivery import Delivery, Records
from bot.engine.answers import Turn
from bot.errors import RecordsUnavailable, RefusedValue, TransportError
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Choice, Reply
from bot.kernel.members.membership import LoosePaper, PaperFolder
from bot.kernel.members.pages import PagePurpose
from bot.members.photographs import clean_paper
from bot.records.audit import record_audit
from bot.records.conversation import transcript
from bot.records.conversation.conversations import find_conversation_by_id

_MOST_CHOICES = 6


@dataclass(frozen=True)
class PapersView:
    """The page: `open` or `expired`; folders with what has come, loose papers, and why the last act was refused."""

    state: str
    folders: tuple[PaperFolder, ...] = ()
    loose: tuple[LoosePaper, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Papers:
    """The papers of members' claims."""

    records: Records
    pages: MemberPages
    store: PaperStore
    delivery: Delivery
    clock: Callable[[], datetime]
    pictures: Pictures | None = None

    async def look(self, token: str, reason: str = "") -> PapersView:
        """What has come and what is missing."""
        async with self.records.begin() as session:
            found = await self.pages.find_with_member(session, PagePurpose.PAPERS, token)
        if found is None:
            return PapersView("expired")
        _, member_id = found
        folders, loose = await self.store.find_folders(member_id), await self.store.find_loose(member_id)
        return PapersView("open", folders, loose, reason)

    async def receive(self, token: str, claim_number: str, kind: str, content: bytes) -> PapersView:
        """Keeps one paper that was uploaded for one document of one claim."""

        async def keep(member_id: int) -> None:
            paper = await clean_paper(content)
            await self.store.receive(member_id, paper, claim_number or None, kind or None)

        return await self._change(token, claim_number, "receive_paper", keep)

    async def assign(self, token: str, paper_id: int, claim_number: str, kind: str) -> PapersView:
        """Says what a loose paper is."""

        async def assign(member_id: int) -> None:
            await self.store.assign(member_id, paper_id, claim_number, kind)

        return await self._change(token, claim_number, "assign_paper", assign)

    async def take_picture(self, member_id: int | None, media_id: str) -> Turn | None:
        """Keeps a picture sent into the chat; what to say where it could not be kept."""
        if member_id is None:
            return Turn((Spoken(Reply(wording.PICTURE_OF_WHOM)),), frozenset({"identity"}))
        if self.pictures is None or not media_id:
            return Turn((Spoken(Reply(wording.UNSUPPORTED["image"])),), frozenset({"papers"}))
        try:
            paper = await clean_paper(await self.pictures.fetch(media_id))
            await self.store.receive(member_id, paper, None, None)
        except RefusedValue as fault:
            return Turn((Spoken(Reply(wording.REFUSED[fault.reason])),), frozenset({"papers"}))
        except TransportError:
            return Turn((Spoken(Reply(wording.PICTURE_LOST)),), frozenset({"papers"}))
        return None

    async def ask_what_it_is(self, member_id: int) -> Turn:
        """The question for a picture that was kept, while the handlers cannot ask it."""
        try:
            folders = [folder for folder in await self.store.find_folders(member_id) if folder.missing]
        except RecordsUnavailable:
            return Turn((Spoken(Reply(wording.PICTURE_KEPT)),))
        labels = dict.fromkeys(paper.label for folder in folders for paper in folder.missing)
        if not labels:
            return Turn((Spoken(Reply(wording.PICTURE_FOR_NOTHING, wording.AFTER_PICTURE)),))
        choices = tuple(Choice(label, f"照片是{label}") for label in list(labels)[:_MOST_CHOICES])
        return Turn((Spoken(Reply(wording.PICTURE_RECEIVED, choices)),), frozenset({"papers"}))

    async def _change(
        self, token: str, claim_number: str, act: str, work: Callable[[int], Awaitable[None]]
    ) -> PapersView:
        """Does the work for the page's member, audits it, and says in the chat when nothing is missing any more."""
        async with self.records.begin() as session:
            found = await self.pages.find_with_member(session, PagePurpose.PAPERS, token)
        if found is None:
            return PapersView("expired")
        page, member_id = found
        before = await self._find_folder(member_id, claim_number)
        try:
            await work(member_id)
        except RefusedValue as fault:
            return await self.look(token, fault.reason)
        after = await self._find_folder(member_id, claim_number)
        is_complete = before and after and before.missing and not after.missing
        words = [Spoken(Reply(wording.say_papers_complete(after)), "system")] if after and is_complete else []
        await self._record(page.conversation_id, act, words)
        return await self.look(token)

    async def _record(self, conversation_id: int, act: str, words: list[Spoken]) -> None:
        now = self.clock()
        async with self.records.begin() as session:
            await record_audit(session, "member", act, now, conversation_id=conversation_id)
            conversation = await find_conversation_by_id(session, conversation_id)
            said = await transcript.record_spoken(session, conversation_id, words, now)
        if said:
            await self.delivery.say(conversation, said, "notice")

    async def _find_folder(self, member_id: int, claim_number: str) -> PaperFolder | None:
        folders = await self.store.find_folders(member_id)
        return next((one for one in folders if one.claim_number == claim_number), None)
