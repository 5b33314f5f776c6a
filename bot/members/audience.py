"""The claims database as bulk outreach needs it: whom a filter or a list finds, and what may be said to them."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kernel.outreach.audience_filter import AudienceFilter, Choices
from bot.kernel.outreach.audiences import BadRow, FoundMember, ListedMember
from bot.members.words import CLAIM_STATES, RELIEF_STEPS
from claims.access import (
    ListedName,
    MemberFilter,
    NoticeValues,
    find_audience,
    find_districts,
    find_listed,
    find_plans,
    find_union_codes,
    find_union_names,
)
from claims.database import ClaimsDatabase
from claims.states import ClaimState, ReliefStep
from vocabulary.saying import say_full_date

_WRONG = {"unknown": "没有这个身份证号的会员", "name": "姓名和身份证号对不上"}


@dataclass(frozen=True)
class ClaimsAudience:
    """Everybody's data, for staff who may write to everybody; `today` is Beijing's."""

    claims: ClaimsDatabase
    today: Callable[[], date]

    async def find_members(self, chosen: AudienceFilter) -> AsyncIterator[Sequence[FoundMember]]:
        """Pages of members, by number."""
        async for page in find_audience(self.claims, self._read(chosen)):
            yield [FoundMember(one.member, say_values(one)) for one in page]

    async def find_choices(self) -> Choices:
        """What a filter can be made of, by its field."""
        plans = await find_plans(self.claims, self.today())
        return {
            "districts": {name: name for name in await find_districts(self.claims)},
            "plans": {plan.plan_code: plan.plan_name for plan in plans},
            "claim_states": {state.value: words for state, words in CLAIM_STATES.items()},
            "relief_steps": {step.value: words for step, words in RELIEF_STEPS.items()},
        }

    async def find_unions(self, written: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """The codes of unions that are written by name or code, and what names none."""
        return await find_union_codes(self.claims, written)

    async def name_unions(self, codes: Sequence[str]) -> Sequence[str]:
        """Each union's name, with its code."""
        return [f"{name}（{code}）" for code, name in await find_union_names(self.claims, codes)]

    async def find_listed(
        self, rows: Sequence[ListedMember]
    ) -> tuple[Sequence[tuple[int, FoundMember]], Sequence[BadRow]]:
        """The members that rows of a list name, each with its line, and the rows that name nobody."""
        names = [ListedName(one.id_number, one.name) for one in rows]
        found, wrong = await find_listed(self.claims, names)
        members = [
            (rows[place].line, FoundMember(facts.member, say_values(facts) | dict(rows[place].values)))
            for place, facts in sorted(found.items())
        ]
        return members, [BadRow(rows[place].line, _WRONG[why]) for place, why in sorted(wrong.items())]

    def _read(self, chosen: AudienceFilter) -> MemberFilter:
        """Each field by its own name: one that the claims database does not know is a TypeError, never everybody."""
        codes = {
            "claim_states": tuple(map(ClaimState, chosen.claim_states)),
            "relief_steps": tuple(map(ReliefStep, chosen.relief_steps)),
        }
        return MemberFilter(self.today(), **chosen.to_json() | codes)


def say_values(facts: NoticeValues) -> dict[str, str]:
    """The values by the names that staff write into a notice; what is not known has none."""
    day = facts.expiry_date
    values = {
        "姓名": facts.name,
        "单位工会": facts.union_name,
        "城区": facts.district,
        "计划": facts.plan_name,
        "到期日": say_full_date(day) if day else "",
        "理赔编号": facts.claim_number,
        "理赔状态": CLAIM_STATES[facts.claim_state] if facts.claim_state else "",
        "缺的材料": facts.missing_papers[0] if facts.missing_papers else "",
        "缺几份": str(len(facts.missing_papers)) if facts.missing_papers else "",
        "救助编号": facts.relief_number,
        "救助步骤": RELIEF_STEPS[facts.relief_step] if facts.relief_step else "",
    }
    return {name: value for name, value in values.items() if value}
