"""Stand-ins for the last inch: an engine that says what it is told, a messenger that remembers, a clock."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.engine.answers import Turn
from bot.errors import EngineUnavailable, TransportError
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.dialogues import Dialogue
from bot.kernel.conversation.messages import Choice, Reply
from bot.kernel.conversation.notices import TemplateMessage, TemplateResult, TemplateState
from bot.kernel.members.membership import (
    CleanPaper,
    LoosePaper,
    PaperFolder,
    ShownProfile,
    WaitingCard,
    WantedPaper,
)
from bot.kernel.outreach.occasions import Change, Occasion
from bot.wechat.account.oauth import OAuthSignIn, SignInRefusal
from bot.wechat.outbound.rendering import Message, TextMessage, render_messages
from vocabulary.awaited import AwaitedPerson
from vocabulary.form_pages import FormTyped
from vocabulary.needs import WayBack


def say(text: str, *choices: str) -> Turn:
    """A turn that says one thing."""
    return Turn((Spoken(Reply(text, tuple(Choice(choice, choice) for choice in choices))),))


@dataclass
class FakeEngine:
    """Answers by the exact words, else by repeating them; `wait` holds every answer back."""

    turns: dict[str, Turn | Exception] = field(default_factory=dict)
    asked: list[tuple[str, str, int | None]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """What the conversation knew at each message."""
    awaited: list[AwaitedPerson | None] = field(default_factory=list)
    """Whether a person was awaited at each message, and what was true of it."""
    wait: asyncio.Event | None = None
    was_asked: asyncio.Event | None = None
    ready: bool = True
    is_loading: bool = False
    is_chatting: bool = False
    """Whether what is not laid down counts as talk that asks nothing."""

    async def ask(self, dialogue: Dialogue, text: str) -> Turn:
        """What was laid down for these words."""
        self.asked.append((dialogue.key, text, dialogue.member_id))
        self.heard.append(dialogue.talk)
        self.awaited.append(dialogue.waiting)
        if self.was_asked:
            self.was_asked.set()
        if self.wait:
            await self.wait.wait()
        turn = self.turns.get(text, replace(say(f"听到了：{text}"), is_small_talk=self.is_chatting))
        if isinstance(turn, Exception):
            raise turn
        return turn

    @property
    def is_held(self) -> bool:
        """Whether whoever asks now waits."""
        return self.wait is not None and not self.wait.is_set()

    async def load(self, model: Path) -> bool:
        """It has no models."""
        return False

    async def close(self) -> None:
        """Nothing is open."""

    async def is_ready(self) -> bool:
        """Whether it answers: not while an exception is laid down for everything."""
        return self.ready

    async def resume(self, dialogue: Dialogue, way: WayBack) -> Turn:
        """What was laid down for this way back."""
        return await self.ask(dialogue, f"（{way}）")

    async def fill(self, dialogue: Dialogue, typed: FormTyped) -> Turn:
        """What was laid down for this wish of a form's page."""
        return await self.ask(dialogue, f"（{typed.wish}）")

    @property
    def texts(self) -> list[str]:
        """The words asked, in order."""
        return [text for _, text, _ in self.asked]


@dataclass
class FakeMessenger:
    """Remembers customer-service messages; `refusal` is raised instead where it is set."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    refusal: TransportError | None = None

    def write(self, replies: Sequence[Reply]) -> list[Message]:
        """As WeChat's messages."""
        return render_messages(replies)

    async def send(self, address: str, message: Message) -> None:
        """Remembers its words, or what it is besides."""
        if self.refusal:
            raise self.refusal
        self.sent.append((address, message.text if isinstance(message, TextMessage) else str(message)))

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class FakeMembership:
    """Knows one member: 王芳, whose identity number and card are as given."""

    async def find(self, name: str, id_number: str, card_tail: str) -> int | None:
        """7 for 王芳."""
        return 7 if (name, id_number, card_tail) == ("王芳", "110000199001010010", "8001") else None

    def hash_id_number(self, id_number: str) -> str:
        """Not secret at all."""
        return f"hash-{id_number}"


@dataclass
class FakeDetails:
    """One member's details, as they were last changed; the whole of the old phone and card proves her."""

    phone: str = "13800000000"
    card: str = "6200000000008001"
    waiting: WaitingCard | None = None
    effective_at: datetime = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    forgotten: list[int] = field(default_factory=list)

    async def find_profile(self, member_id: int) -> ShownProfile:
        """王芳's."""
        return ShownProfile("王芳", self.phone[-2:], self.card[-4:], self.waiting)

    def find_faults(self, phone: str, payout_card: str) -> Mapping[str, str]:
        """Refuses a phone that has not 11 digits, and a card that has not 16."""
        faults = {"phone": "phone_form"} if phone and len(phone) != 11 else {}
        return {**faults, **({"payout_card": "card_form"} if payout_card and len(payout_card) != 16 else {})}

    async def prove(self, member_id: int, id_number: str, known_number: str, *, for_card: bool) -> bool:
        """By her identity number and either number on record."""
        return id_number == "110000199001010010" and known_number in (self.phone, self.card)

    async def change_phone(self, member_id: int, phone: str) -> None:
        """Keeps it."""
        self.phone = phone

    async def ask_card_change(self, member_id: int, number: str) -> None:
        """Lets it wait."""
        self.waiting = WaitingCard(1, number[-4:], self.effective_at)

    async def stop_card_change(self, member_id: int, change_id: int) -> bool:
        """Throws it away."""
        waited, self.waiting = self.waiting is not None and self.waiting.id == change_id, None
        return waited

    async def put_cards_in_force(self) -> int:
        """None waited long enough."""
        return 0

    async def forget_drafts(self, member_id: int) -> None:
        """Remembers whose."""
        self.forgotten.append(member_id)


@dataclass
class FakePaperStore:
    """One claim that asks for two documents; remembers what came."""

    kept: list[tuple[int, CleanPaper, str | None, str | None]] = field(default_factory=list)
    received: dict[str, date] = field(default_factory=dict)

    async def find_folders(self, member_id: int) -> tuple[PaperFolder, ...]:
        """The one claim."""
        labels = {"diagnosis": "诊断证明", "invoice": "收费票据"}
        wanted = tuple(WantedPaper(kind, label, self.received.get(kind)) for kind, label in labels.items())
        return (PaperFolder("LP2026-0000001", "住院医疗：阑尾炎", wanted),)

    async def find_loose(self, member_id: int) -> tuple[LoosePaper, ...]:
        """Those that came without a claim."""
        loose = [number for number, one in enumerate(self.kept) if one[2] is None]
        return tuple(LoosePaper(number, date(2026, 11, 23), "image/jpeg") for number in loose)

    async def receive(
        self, member_id: int, paper: CleanPaper, claim_number: str | None, kind: str | None
    ) -> None:
        """Keeps it."""
        self.kept.append((member_id, paper, claim_number, kind))
        if kind:
            self.received[kind] = date(2026, 11, 23)

    async def assign(self, member_id: int, paper_id: int, claim_number: str, kind: str) -> None:
        """Takes it for the document."""
        _, paper, _, _ = self.kept[paper_id]
        self.kept[paper_id] = (member_id, paper, claim_number, kind)
        self.received[kind] = date(2026, 11, 23)


@dataclass
class FakeVisitBook:
    """The visits of tomorrow that were laid down, and where members can go."""

    visits: list[Change] = field(default_factory=list)

    async def find_windows(self) -> Mapping[str, str]:
        """Two districts have one."""
        return {"大兴": "大兴区职工服务窗口", "通州": "通州区职工服务窗口"}

    async def find_changes(
        self, occasion: Occasion, since: date, after: int, limit: int
    ) -> Sequence[tuple[int, Change]]:
        """Nothing else happens."""
        happened = self.visits if occasion is Occasion.VISIT_TOMORROW else []
        return [(number, one) for number, one in enumerate(happened, 1) if number > after][:limit]


@dataclass
class FakeTemplateSender:
    """Remembers template messages; `results` are given in turn, else each is sent."""

    sent: list[tuple[str, TemplateMessage]] = field(default_factory=list)
    results: list[TemplateResult] = field(default_factory=list)

    async def send(self, address: str, message: TemplateMessage) -> TemplateResult:
        """One try."""
        self.sent.append((address, message))
        return (
            self.results.pop(0) if self.results else TemplateResult(TemplateState.SENT, str(len(self.sent)))
        )


@dataclass
class FakePictures:
    """WeChat's pictures by their media ids."""

    contents: dict[str, bytes] = field(default_factory=dict)

    async def fetch(self, media_id: str) -> bytes:
        """The bytes, or a refusal."""
        if media_id not in self.contents:
            raise TransportError("no such media", permanent=True)
        return self.contents[media_id]


@dataclass
class FakeClock:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """This moment."""
        return self.now

    def advance(self, **parts: float) -> None:
        """Moves time on."""
        self.now += timedelta(**parts)


OUTAGE = EngineUnavailable("dead")


@dataclass
class FakeUploads:
    """Takes pictures to nowhere; `refusal` is raised instead where it is set."""

    taken: list[str] = field(default_factory=list)
    refusal: TransportError | None = None

    async def upload(self, key: str) -> str:
        """An id made of the key."""
        if self.refusal:
            raise self.refusal
        self.taken.append(key)
        return f"media-{len(self.taken)}"


@dataclass
class FakeOAuth:
    """WeChat's sign-in: whoever comes back is `openid`, in the browser that was sent away."""

    openid: str = ""
    sent: list[str] = field(default_factory=list)

    async def begin(self, browser: str, return_url: str) -> str:
        """Straight back, with a code."""
        self.sent.append(browser)
        return f"{return_url}{'&' if '?' in return_url else '?'}code=c&state=s"

    async def finish(self, browser: str, code: str, state: str) -> OAuthSignIn:
        """Who it is."""
        if browser not in self.sent:
            return OAuthSignIn(refusal=SignInRefusal.STATE)
        return OAuthSignIn(self.openid)
