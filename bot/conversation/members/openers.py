"""Lets only those open a member's page in whose chat its link stands: a link that was passed on opens nothing."""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from bot.conversation import wording
from bot.conversation.members.pages import MemberPages
from bot.delivery import Delivery, Records
from bot.kernel.conversation.channels import Opener
from bot.kernel.conversation.conversations import Conversation, Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.members.pages import PagePurpose, PageWay
from bot.records.audit import record_audit
from bot.records.conversation import transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.members.proof_tries import give_back_try, reserve_try
from vocabulary.signs import fold

PROOF_LIFE = timedelta(hours=1)
_MOMENT = re.compile(r"[0-9]{1,12}")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Proofs:
    """What a browser brings: what it was given for this page, and what it was given in the web chat."""

    of_page: str = field(default="", repr=False)
    of_chat: str = field(default="", repr=False)


class Typed(StrEnum):
    """What came of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class Openers:
    """Knows whether whoever opens a page is the one it was given to."""

    records: Records
    pages: MemberPages
    delivery: Delivery
    clock: Callable[[], datetime]

    async def find_way(self, purpose: PagePurpose, token: str, proofs: Proofs) -> PageWay:
        """How to go on. A page that nobody was given is nobody's secret."""
        conversation = await self._find(purpose, token)
        if conversation is None or self._is_proven(conversation, token, proofs):
            return PageWay.PROVEN
        if conversation.channel.opener is Opener.SIGN_IN and self.pages.asks_wechat:
            return PageWay.WECHAT
        return PageWay.CODE

    async def describe(self, purpose: PagePurpose, token: str) -> str:
        """The chat of a page, in words that its member knows it by."""
        conversation = await self._find(purpose, token)
        return wording.name_chat(conversation) if conversation else ""

    async def admit(self, purpose: PagePurpose, token: str, openid: str) -> str | None:
        """The proof for a browser that WeChat says is `openid`'s; None where the page is another chat's."""
        conversation = await self._find(purpose, token)
        if conversation is None or _is_signed_in(conversation, openid):
            return self._prove(conversation, token) if conversation else ""
        async with self.records.begin() as session:
            await record_audit(
                session, "member", "link_of_another", self.clock(), conversation_id=conversation.id
            )
        log.warning(
            "page_refused",
            code="opened_by_another",
            conversation=conversation.id,
            advice="Somebody opened a link that stands in another's chat; often in one conversation: look at it.",
        )
        return None

    async def type_code(self, purpose: PagePurpose, token: str, code: str) -> tuple[Typed, str]:
        """Weighs a code that was typed; the browser's proof where it is right."""
        conversation = await self._find(purpose, token)
        if conversation is None:
            return Typed.RIGHT, ""
        allowed, try_id = await self._reserve(f"code {token}")
        if not allowed:
            return Typed.LOCKED, ""
        typed = "".join(fold(code).split())
        if not hmac.compare_digest(typed.encode(), self.pages.make_code(token).encode()):
            return Typed.WRONG, ""
        async with self.records.begin() as session:
            await give_back_try(session, try_id)
        return Typed.RIGHT, self._prove(conversation, token)

    async def send_code(self, purpose: PagePurpose, token: str) -> bool:
        """Says the code in the page's chat, a few times a day at most."""
        conversation = await self._find(purpose, token)
        if conversation is None or not (await self._reserve(f"sent {token}"))[0]:
            return False
        words = Spoken(Reply(wording.say_code(self.pages.make_code(token))), "system")
        async with self.records.begin() as session:
            said = await transcript.record_spoken(session, conversation.id, [words], self.clock())
        await self.delivery.say(conversation, said, "notice")
        return True

    def prove_chat(self, visitor: str) -> str:
        """What the browser of a web chat keeps, to open that chat's pages by."""
        return self.pages.signer.sign("web chat", visitor)

    def _is_proven(self, conversation: Conversation, token: str, proofs: Proofs) -> bool:
        signer = self.pages.signer
        if conversation.channel.opener is Opener.SAME_BROWSER and signer.is_signed(
            proofs.of_chat, "web chat", conversation.address
        ):
            return True
        until, _, signature = proofs.of_page.partition(".")
        if not _MOMENT.fullmatch(until) or int(until) < self.clock().timestamp():
            return False
        return signer.is_signed(signature, *_parts(conversation, token, until))

    def _prove(self, conversation: Conversation, token: str) -> str:
        until = str(int((self.clock() + PROOF_LIFE).timestamp()))
        return f"{until}.{self.pages.signer.sign(*_parts(conversation, token, until))}"

    async def _find(self, purpose: PagePurpose, token: str) -> Conversation | None:
        async with self.records.begin() as session:
            page = await self.pages.find_given(session, purpose, token)
            return await find_conversation_by_id(session, page.conversation_id) if page else None

    async def _reserve(self, what: str) -> tuple[bool, int]:
        """One of the few tries that a page has."""
        async with self.records.begin() as session:
            allowance, try_id = await reserve_try(
                session, self.pages.signer.sign("page try", what), "", self.clock()
            )
        return allowance.is_allowed, try_id


def _is_signed_in(conversation: Conversation, openid: str) -> bool:
    return conversation.channel.opener is Opener.SIGN_IN and conversation.address == openid


def _parts(conversation: Conversation, token: str, until: str) -> tuple[str, ...]:
    return ("opener", conversation.channel.name, conversation.address, token, until)
