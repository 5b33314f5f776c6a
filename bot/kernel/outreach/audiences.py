"""Who a campaign is for: what is known of each member, and how many get it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.kernel.outreach.campaigns import SkipReason


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
