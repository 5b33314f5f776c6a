"""Which of several claims a member means: by place in the list, by number, or by what it was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.claim_status import say_claims, say_stage
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.values import Claim
from vocabulary.saying import say_date

_SHOWN = 6
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_PLACE = re.compile(
    r"^(?:就|看|查)?(?:第)?([一二两三四五六1-6])(?:个|笔|项|条|号)?(?:吧|的|呗)?$|第([一二两三四五六1-6])"
)
_LAST = re.compile(r"最后|末尾|最下面|最早")
_FIRST = re.compile(r"最近|最新|最上面|刚交|头一[个笔]|上面那")
_FILLERS = re.compile(r"[那这的个笔是我查看一下吧呢]|理赔|报销")
_KINDS = {
    "hospital_stay": "住院",
    "critical_illness": "重疾大病",
    "specified_disease": "女工特疾妇科",
    "accident": "意外摔伤骨折车祸",
    "pipe_burst": "水管爆裂漏水家财",
    "fire": "着火火灾家财",
    "quarterly_settlement": "二次报销暖互助",
    "above_ceiling": "二次报销暖互助封顶",
}


@dataclass(frozen=True)
class ClaimChoice:
    """Asks for a choice, finds it in the member's words, and shows it."""

    claims: ClaimsDatabase
    knowledge: Knowledge

    async def ask(self, question: Question) -> Answer:
        """The claims on offer, as a numbered list and as choices."""
        offered = (await self._offered(question))[:_SHOWN]
        lines = [
            f"{place}. {claim.plan_name}（{claim.cause}，{say_date(claim.filed_on, question.today)}交的）{say_stage(claim)}"
            for place, claim in enumerate(offered, 1)
        ]
        choices = tuple(
            OfferedChoice(f"{place}. {claim.cause}", claim.number) for place, claim in enumerate(offered, 1)
        )
        return Answer("\n".join([f"您有 {len(offered)} 笔理赔，想看哪一笔？", *lines]), choices)

    async def find(self, question: Question, said: str) -> str | None:
        """The number of the claim that the words choose; None where they choose none, or several."""
        offered = (await self._offered(question))[:_SHOWN]
        named = question.named("claim_number")
        if named:
            return named
        found = find_by_place(offered, said) or find_by_words(offered, said, question)
        return found.number if found else None

    async def narrow(self, question: Question, said: str) -> list[str]:
        """The numbers of the claims that the words fit, where they fit some and not all; else all on offer."""
        offered = (await self._offered(question))[:_SHOWN]
        fitting = find_fitting(offered, said, question)
        return [claim.number for claim in fitting or offered]

    async def answer(self, question: Question, number: str) -> Answer:
        """The chosen claim, in full."""
        offered = await self._offered(question)
        chosen = [claim for claim in offered if claim.number == number]
        forget = {"chosen_claim": None, "offered_claims": None}
        if not chosen:
            return Answer(f"您名下没有找到 {number} 这个编号。请对一下编号再发给我。", remember=forget)
        shown = say_claims(chosen, question.today)
        return Answer(shown.text, shown.choices, shown.facts, remember=forget)

    async def _offered(self, question: Question) -> list[Claim]:
        if question.member is None:
            return []
        claims = await access_claims(self.claims, question.member)
        return [one for one in claims if not question.offered_claims or one.number in question.offered_claims]


def find_by_place(offered: Sequence[Claim], said: str) -> Claim | None:
    """`第二个`, `2`, `最后那个`, `最近的`."""
    words = said.strip().rstrip("。.!！~")
    match = _PLACE.search(words)
    if match:
        numeral = match[1] or match[2]
        place = _NUMERALS.get(numeral) or int(numeral)
        return offered[place - 1] if place <= len(offered) else None
    if offered and _LAST.search(words):
        return offered[-1]
    if offered and _FIRST.search(words):
        return offered[0]
    return None


def find_by_words(offered: Sequence[Claim], said: str, question: Question) -> Claim | None:
    """The one claim that the words fit and no other."""
    fitting = find_fitting(offered, said, question)
    return fitting[0] if len(fitting) == 1 else None


def find_fitting(offered: Sequence[Claim], said: str, question: Question) -> list[Claim]:
    """The claims that the words fit: by plan, kind, cause, or the end of the number."""
    digits = "".join(re.findall(r"\d", said))
    core = _FILLERS.sub("", said)
    return [
        claim
        for claim in offered
        if claim.plan_code in question.programmes
        or claim.kind in question.entities.get("event", ())
        or (len(digits) >= 3 and claim.number.endswith(digits))
        or (
            len(core) >= 2
            and (core in claim.cause or core in claim.plan_name or core in _KINDS.get(claim.kind, ""))
        )
    ]
