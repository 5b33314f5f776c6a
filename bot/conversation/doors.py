"""The doors that a conversation needs; `wiring` says what stands behind each."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.engine.answers import Turn
from bot.kernel.conversation.channel_events import SendReported
from bot.kernel.conversation.conversations import Conversation
from bot.kernel.conversation.dialogues import Dialogue
from bot.kernel.conversation.viewers import TicketViewer
from bot.kernel.members.membership import CleanPaper, LoosePaper, PaperFolder, ShownProfile
from vocabulary.form_pages import FormTyped
from vocabulary.needs import WayBack


class Locks(Protocol):
    """One lock per conversation: turns never overlap."""

    def hold(self, conversation_id: int) -> AbstractAsyncContextManager[None]:
        """Waits for the lock, and holds it."""
        ...


class Engine(Protocol):
    """Understands and answers."""

    async def ask(self, dialogue: Dialogue, text: str) -> Turn:
        """One turn; raises EngineUnavailable, and never answers nothing."""
        ...

    async def resume(self, dialogue: Dialogue, way: WayBack) -> Turn:
        """The first words after a person, or none that are said after danger; raises EngineUnavailable."""
        ...

    async def fill(self, dialogue: Dialogue, typed: FormTyped) -> Turn:
        """The form as it stands after what was typed on its page, and what is said where it was sent."""
        ...


class StaffPresence(Protocol):
    """Knows who sits before the console; ticket 0 stands for the console itself."""

    async def find(self, ticket_id: int, now: datetime) -> Sequence[TicketViewer]:
        """Who looks at it now."""
        ...


class Pictures(Protocol):
    """Fetches the pictures that members send into the chat."""

    async def fetch(self, media_id: str) -> bytes:
        """The picture's bytes; raises TransportError, or RefusedValue where it is too large."""
        ...


class Membership(Protocol):
    """Knows the centre's members."""

    async def find(self, name: str, id_number: str, card_tail: str) -> int | None:
        """The one member whom all three fit; the same work whichever is wrong."""
        ...

    def hash_id_number(self, id_number: str) -> str:
        """A keyed hash, to count wrong tries without keeping the number."""
        ...


class MemberDetails(Protocol):
    """A member's own details, shown masked and changed."""

    async def find_profile(self, member_id: int) -> ShownProfile:
        """The details as they are now; raises LookupError where there is no such member."""
        ...

    def find_faults(self, phone: str, payout_card: str) -> Mapping[str, str]:
        """Which of the two cannot be taken as typed, with the reason: `phone_form`, `card_form`; empty ones are left out."""
        ...

    async def prove(self, member_id: int, id_number: str, known_number: str, *, for_card: bool) -> bool:
        """Whether somebody knows what is never shown: the identity number, and the whole phone or card number on record."""
        ...

    async def change_phone(self, member_id: int, phone: str) -> None:
        """Raises RefusedValue: `phone_form`."""
        ...

    async def ask_card_change(self, member_id: int, number: str) -> None:
        """Lets a new payout card wait; raises RefusedValue: `card_form`."""
        ...

    async def stop_card_change(self, member_id: int, change_id: int) -> bool:
        """Throws a waiting card away; False where it does not wait any more."""
        ...

    async def forget_drafts(self, member_id: int) -> None:
        """Deletes what the member filled in and did not send."""
        ...


class PaperStore(Protocol):
    """Keeps the papers of members' claims, sealed."""

    async def find_folders(self, member_id: int) -> tuple[PaperFolder, ...]:
        """The open claims that ask for papers."""
        ...

    async def find_loose(self, member_id: int) -> tuple[LoosePaper, ...]:
        """Papers that belong to no claim yet, newest first."""
        ...

    async def receive(
        self, member_id: int, paper: CleanPaper, claim_number: str | None, kind: str | None
    ) -> None:
        """Keeps one paper; raises RefusedValue: `too_many_papers`, `unknown_claim`."""
        ...

    async def assign(self, member_id: int, paper_id: int, claim_number: str, kind: str) -> None:
        """Says what a loose paper is; raises RefusedValue: `unknown_claim`, `unknown_paper`."""
        ...


class WindowBook(Protocol):
    """Knows where members may go."""

    async def find_windows(self) -> Mapping[str, str]:
        """The windows' places by district."""
        ...


class DeliveryReports(Protocol):
    """Keeps what the channel reports of messages that were sent unasked."""

    async def keep_report(self, conversation_id: int, report: SendReported) -> None:
        """Keeps one report until it is folded in."""
        ...


class ToldOccasions(Protocol):
    """Knows of what members are told by themselves."""

    async def find_told(self, session: AsyncSession, conversation: Conversation) -> Sequence[str]:
        """What comes unasked in this chat, in words for the member."""
        ...
