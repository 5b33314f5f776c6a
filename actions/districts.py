"""Where a member's unit is, and that the relief fund is of one district alone."""

import re

from actions.question import Question
from actions.tasks.relief import ELSEWHERE, OF_DISTRICT
from claims.access import access_profile
from claims.database import ClaimsDatabase

_OWN_DISTRICT = (
    r"(?:我|我们|俺|单位|公司|厂子?|学校|上班|工作)[^，。？?]{{0,6}}(?:在|是){district}(?!医院)"
    r"|{district}区?(?:这边)?(?:的)?(?:单位|公司|会员|职工|上班|工作|干活)"
)


async def find_district(claims: ClaimsDatabase, question: Question) -> str | None:
    """Where the unit is: as the member says it, else as it is recorded; 大兴 in the fund's own name says neither."""
    named = question.named("district")
    if named and re.search(_OWN_DISTRICT.format(district=named), question.text):
        return named
    if question.member is None:
        return None
    return (await access_profile(claims, question.member)).district


async def say_elsewhere(claims: ClaimsDatabase, question: Question) -> str:
    """Whose fund it is, for whoever is of another district; else nothing."""
    district = await find_district(claims, question)
    return ELSEWHERE.format(district=district) if district and district != OF_DISTRICT else ""
