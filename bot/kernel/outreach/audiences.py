"""Who a campaign is for: the filter that staff choose, what is known of each member, and how many get it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from bot.kernel.outreach.campaigns import SkipReason

Gender = Literal["", "female", "male"]


@dataclass(frozen=True)
class AudienceFilter:
    """All of it must fit; what is empty does not matter. `ending_within` is in days, from today on."""

    districts: tuple[str, ...] = ()
    unions: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    ending_within: int | None = None
    claim_states: tuple[str, ...] = ()
    papers_missing: bool = False
    relief_steps: tuple[str, ...] = ()
    gender: Gender = ""

    def to_json(self) -> dict[str, Any]:
        """For the database, and for the hash that an approval is bound to."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `to_json` gave."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
        }
        return cls(**values)


@dataclass(frozen=True)
class AudienceChoices:
    """What a filter can be made of, each code with its words."""

    districts: Sequence[str]
    plans: Mapping[str, str]
    claim_states: Mapping[str, str]
    relief_steps: Mapping[str, str]


_GENDERS: Mapping[Gender, str] = {"female": "女", "male": "男"}


def describe_filter(chosen: AudienceFilter, choices: AudienceChoices) -> dict[str, str]:
    """What was chosen, in words for whoever approves it."""
    told = {
        "单位在": "、".join(chosen.districts),
        "单位工会": "、".join(chosen.unions),
        "有保障": "、".join(choices.plans.get(code, code) for code in chosen.plans),
        "保障到期": "" if chosen.ending_within is None else f"{chosen.ending_within} 天内，还没续的",
        "理赔": "、".join(choices.claim_states.get(code, code) for code in chosen.claim_states),
        "缺材料": "还缺材料的" if chosen.papers_missing else "",
        "救助申请": "、".join(choices.relief_steps.get(code, code) for code in chosen.relief_steps),
        "性别": _GENDERS.get(chosen.gender, ""),
    }
    return {name: words for name, words in told.items() if words}


@dataclass(frozen=True)
class FoundMember:
    """One member and the values of the variables that a notice may say."""

    id: int
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class ListedMember:
    """One row of an uploaded list, as it was read: `line` counts from 1, the heading included."""

    line: int
    id_number: str = field(repr=False)
    name: str = field(repr=False)
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class LeftOutMember:
    """A member who gets nothing because WeChat would refuse what is said to them; by full name, to be found by it."""

    id: int
    name: str = field(repr=False)
    union: str
    words: str


@dataclass(frozen=True)
class BadRow:
    """A row of an uploaded list that names nobody, and why."""

    line: int
    reason: str


VARIABLES: Mapping[str, str] = {
    "姓名": "会员姓名",
    "单位工会": "会员的单位工会",
    "城区": "单位所在的区",
    "计划": "符合条件的互助计划（按计划或到期日筛选时可用）",
    "到期日": "该计划的到期日（同上）",
    "理赔编号": "符合条件的理赔（按理赔状态或缺材料筛选时可用）",
    "理赔状态": "该理赔走到哪一步（同上）",
    "缺的材料": "还没交的第一份材料（按缺材料筛选时可用）",
    "缺几份": "还缺几份材料（同上）",
    "救助编号": "符合条件的救助申请（按救助步骤筛选时可用）",
    "救助步骤": "该申请走到哪一步（同上）",
}
"""The variables of a filter; an uploaded list brings its own columns besides."""


def variables_of(chosen: AudienceFilter) -> tuple[str, ...]:
    """The variables that every member found by this filter has a value for."""
    names = ["姓名", "单位工会", "城区"]
    if chosen.plans or chosen.ending_within is not None:
        names += ["计划", "到期日"]
    if chosen.claim_states or chosen.papers_missing:
        names += ["理赔编号", "理赔状态"]
    if chosen.papers_missing:
        names += ["缺的材料", "缺几份"]
    if chosen.relief_steps:
        names += ["救助编号", "救助步骤"]
    return tuple(names)


@dataclass(frozen=True)
class AudienceCount:
    """How many were found, how many of them get the notice, and why the others do not."""

    found: int
    reached: int
    left_out: Mapping[SkipReason, int]


@dataclass(frozen=True)
class Audience:
    """The members found for a campaign at one moment; it never changes, another look makes another one."""

    id: int
    campaign_id: int
    source: Literal["filter", "list"]
    definition: Mapping[str, Any]
    variables: tuple[str, ...]
    found: int
    digest: str
    bad_rows: Sequence[BadRow]
    bad_count: int
    is_ready: bool
