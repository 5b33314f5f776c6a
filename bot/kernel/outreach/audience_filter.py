"""The conditions that staff choose members by: each field with how it is asked, what it is called, what it tells."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self

Gender = Literal["", "female", "male"]
Choices = Mapping[str, Mapping[str, str]]
"""By field: what can be chosen, each code with its words."""


@dataclass(frozen=True)
class Condition:
    """One field as staff fill it in. `told` and `said` are its name and its words for whoever approves."""

    control: Literal["many", "one", "yes", "days", "unions"]
    legend: str
    told: str
    said: str = ""
    """A sentence about the value, `{}`; without it the words of what was chosen are said."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """The same for all; others are found in the claims database, by `AudienceFilter`'s name of the field."""
    variables: tuple[str, ...] = ()
    """What a notice may say of everybody who was found by it."""


_COVER = ("计划", "到期日")
_CLAIM = ("理赔编号", "理赔状态")


def _asked(condition: Condition) -> Mapping[str, Condition]:
    return {"condition": condition}


@dataclass(frozen=True)
class AudienceFilter:
    """All of it must fit; what is empty does not matter. `ending_within` is in days, from today on.

    The form, its words and the variables follow from what a field says of itself. The claims database has a field of
    the same name for each (`MemberFilter`), or the filter is refused.
    """

    districts: tuple[str, ...] = field(
        default=(), metadata=_asked(Condition("many", "单位在哪个区", "单位在"))
    )
    unions: tuple[str, ...] = field(
        default=(), metadata=_asked(Condition("unions", "单位工会（名称或编号，一行一个）", "单位工会"))
    )
    plans: tuple[str, ...] = field(
        default=(), metadata=_asked(Condition("many", "有哪个计划的保障", "有保障", variables=_COVER))
    )
    ending_within: int | None = field(
        default=None,
        metadata=_asked(
            Condition(
                "days",
                "保障在多少天内到期（还没续的）",
                "保障到期",
                "{} 天内，还没续的",
                variables=_COVER,
            )
        ),
    )
    claim_states: tuple[str, ...] = field(
        default=(), metadata=_asked(Condition("many", "理赔", "理赔", variables=_CLAIM))
    )
    papers_missing: bool = field(
        default=False,
        metadata=_asked(
            Condition(
                "yes",
                "材料",
                "缺材料",
                "还缺材料的",
                {"yes": "理赔还缺材料"},
                (*_CLAIM, "缺的材料", "缺几份"),
            )
        ),
    )
    relief_steps: tuple[str, ...] = field(
        default=(),
        metadata=_asked(Condition("many", "救助申请", "救助申请", variables=("救助编号", "救助步骤"))),
    )
    gender: Gender = field(
        default="",
        metadata=_asked(Condition("one", "性别", "性别", choices={"": "不限", "female": "女", "male": "男"})),
    )

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

    @property
    def chosen(self) -> dict[str, Any]:
        """The fields that matter."""
        return {one.name: getattr(self, one.name) for one in fields(self) if not self._is_empty(one.name)}

    def _is_empty(self, name: str) -> bool:
        value = getattr(self, name)
        return value is None or value is False or value in ("", ())


CONDITIONS: Mapping[str, Condition] = {one.name: one.metadata["condition"] for one in fields(AudienceFilter)}


def describe_filter(chosen: AudienceFilter, choices: Choices) -> dict[str, str]:
    """What was chosen, in words for whoever approves it."""
    return {
        CONDITIONS[name].told: _say(CONDITIONS[name], choices.get(name, {}), value)
        for name, value in chosen.chosen.items()
    }


def variables_of(chosen: AudienceFilter) -> tuple[str, ...]:
    """The variables that every member found by this filter has a value for."""
    brought = [variable for name in chosen.chosen for variable in CONDITIONS[name].variables]
    return tuple(dict.fromkeys(("姓名", "单位工会", "城区", *brought)))


def _say(condition: Condition, found: Mapping[str, str], value: Any) -> str:
    if condition.said:
        return condition.said.format(value)
    words = {**found, **condition.choices}
    codes = value if isinstance(value, tuple) else (value,)
    return "、".join(words.get(str(code), str(code)) for code in codes)
