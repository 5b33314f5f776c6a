"""Whether this very member may apply to a district's fund: it goes by where their unit's union is."""

from actions.question import Question
from claims.access import access_profile
from claims.database import ClaimsDatabase
from claims.values import MemberId

_HERE = "您可以申请：您的单位工会（{union}）就在{district}区。"
_ELSEWHERE = (
    "应急救助是{fund}区的基金，只给单位工会建在{fund}的会员。您的单位工会（{union}）在{district}区，不在范围里；"
    "可以问{township}的工会、{district}区总工会有没有同样的帮扶，或打 12351。"
)
_TOLD_ELSEWHERE = (
    "应急救助是{fund}区的基金，只给单位工会建在{fund}的会员。您的单位在{district}区，不在范围里；"
    "可以问单位工会和{district}区总工会有没有同样的帮扶，或打 12351。"
)
_ONLY_HERE = (
    "都是会员，您这么想我懂。这笔钱是{fund}区总工会、镇街工会和爱心单位捐的，所以只管单位工会建在{fund}的会员；"
    "别的区各有各的办法，问{whom}，或打 12351。"
)
WHAT_BEFELL = (
    "给不给、给多少由评审委员会定。是得了病，还是家里遭了灾？说一句，我看哪条对得上；想直接申请，说“申请”。"
)


def is_told_for_relief(question: Question) -> bool:
    """Whether it is known what befell them, or which part of the fund is meant."""
    told = (question, *question.story())
    is_named = bool(set(question.programmes) - {"relief_fund"})
    return is_named or any(
        one.named("event") or one.named("illness") or one.named("circumstance") or one.named("district")
        for one in told
    )


async def say_why_only_here(claims: ClaimsDatabase, member: MemberId | None, fund: str) -> str:
    """Why only this district has it, and whom to ask in the member's own."""
    profile = await access_profile(claims, member) if member is not None else None
    whom = f"{profile.union_name}、{profile.district}区总工会" if profile else "单位工会、本区总工会"
    return _ONLY_HERE.format(fund=fund, whom=whom)


async def say_eligible(claims: ClaimsDatabase, member: MemberId | None, fund: str) -> str:
    """That the member may apply, where the unit is known to be of the fund's district; else nothing."""
    profile = await access_profile(claims, member) if member is not None else None
    if profile is None or profile.district != fund:
        return ""
    return _HERE.format(union=profile.union_name, district=fund)


async def say_not_of_fund(claims: ClaimsDatabase, member: MemberId | None, district: str, fund: str) -> str:
    """That it is another district's, and whom to ask in the member's own."""
    profile = await access_profile(claims, member) if member is not None else None
    if profile is None or profile.district != district:
        return _TOLD_ELSEWHERE.format(fund=fund, district=district)
    return _ELSEWHERE.format(
        fund=fund, union=profile.union_name, district=district, township=profile.township
    )
