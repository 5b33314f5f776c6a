"""Which of several claims a member means: by place in the list, by number, or by what it was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.claim_status import offer_claims, show_claim
from actions.question import Answer, Question
from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.values import Claim

_UNKNOWN = "您名下没有找到 {number} 这个编号。请对一下编号再发给我。"
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
    """Finds the chosen claim in the member's words and shows it, or asks again."""

    claims: ClaimsDatabase

    async def take(self, question: Question) -> Answer:
        """The claim that the words choose, in full; else those that they fit, else all on offer, to choose from."""
        offered = await self._find_offered(question)
        if named := question.named("claim_number"):
            chosen = next((claim for claim in offered if claim.number == named), None)
            return show_claim(chosen, question.today) if chosen else Answer(_UNKNOWN.format(number=named))
        found = find_by_place(offered, question.text) or find_by_words(offered, question.text, question)
        if found:
            return show_claim(found, question.today)
        return offer_claims(find_fitting(offered, question.text, question) or offered, question.today)

    async def ask_again(self, question: Question) -> Answer:
        """The same list once more."""
        return offer_claims(await self._find_offered(question), question.today)

    async def _find_offered(self, question: Question) -> list[Claim]:
        if question.member is None or question.talk.offered is None:
            return []
        keys = question.talk.offered.keys
        return [one for one in await access_claims(self.claims, question.member) if one.number in keys]


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
