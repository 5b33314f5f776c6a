"""Checks a campaign's notice before anybody gets it: its words, and what they become for each member."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.delivery import Records
from bot.kernel.outreach.audiences import Audience, FoundMember
from bot.kernel.outreach.campaign_message import (
    NAME,
    fill_field,
    find_pattern_variables,
    find_short_name,
    find_unknown_variables,
)
from bot.kernel.outreach.campaigns import Campaign, SendingWay
from bot.kernel.outreach.links import LinkRule, say_foreign
from bot.records.outreach import audiences, left_out

_PAGE = 2000
_SHOWN = 20
_REMEMBERED = 50_000
_VERSIONS_KNOWN = 100
_LONGEST_TEXT = 600
_SHOWN_OF_PATTERN = 20


@dataclass(frozen=True)
class FieldProblem:
    """A field that WeChat would refuse, for how many members, what it would say to one of them, and to whom."""

    field: str
    words: str
    count: int
    example: str
    member: str


@dataclass(frozen=True)
class ShortNames:
    """How many members are called by the first part of their name, because WeChat takes no longer one; one of them."""

    count: int = 0
    name: str = ""
    short: str = ""


@dataclass(frozen=True)
class _FoundProblems:
    problems: list[FieldProblem]
    short_names: ShortNames


@dataclass
class _Findings:
    count: dict[tuple[str, str], int] = field(default_factory=dict)
    example: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    short_names: ShortNames = ShortNames()

    def add(self, one: "_Field", words: str, member: FoundMember) -> None:
        key = one.name, words
        self.count[key] = self.count.get(key, 0) + 1
        if key not in self.example:
            value = fill_field(one.name, one.pattern, member.values)
            self.example[key] = value, member.values.get(NAME, "")

    def add_short_name(self, member: FoundMember, short: str) -> None:
        name = self.short_names.name or member.values.get(NAME, "")
        self.short_names = ShortNames(self.short_names.count + 1, name, self.short_names.short or short)

    def conclude(self) -> _FoundProblems:
        """What most members have first."""
        ordered = sorted(self.count.items(), key=lambda item: -item[1])[:_SHOWN]
        problems = [FieldProblem(*key, count, *self.example[key]) for key, count in ordered]
        return _FoundProblems(problems, self.short_names)


@dataclass
class _Field:
    """A field of the notice, and what was found for values that came up before."""

    name: str
    pattern: str
    variables: tuple[str, ...]
    seen: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class NoticeCheck:
    """`find_problem` says why WeChat would refuse a value of a field, in words for staff."""

    records: Records
    find_problem: Callable[[str, str], str]
    links: LinkRule
    _known: dict[tuple[int, int, int], _FoundProblems] = field(default_factory=dict)
    """What was found for a version of a campaign: neither it nor its audience changes any more."""

    def find_obstacles(self, campaign: Campaign, audience: Audience | None) -> list[str]:
        """What keeps the campaign from being submitted, apart from members' values."""
        content, obstacles = campaign.content, []
        if audience is None or not audience.is_ready:
            obstacles.append("还没有选收件人。")
        elif not audience.found:
            obstacles.append("没有找到符合条件的会员。")
        elif unknown := find_unknown_variables(content, audience.variables):
            obstacles.append(f"这批会员没有“{unknown[0]}”这一项，不能写进通知。")
        if content.way is SendingWay.TEMPLATE and not (content.template_id and content.fields):
            obstacles.append("还没有选模板。")
        if content.way is SendingWay.SERVICE_TEXT and not content.text.strip():
            obstacles.append("还没有写正文。")
        if foreign := self.links.find_foreign_in(content.patterns, content.url):
            obstacles.append(say_foreign(foreign))
        return obstacles

    async def find_problems(self, campaign: Campaign, audience: Audience) -> list[FieldProblem]:
        """Over every member of the audience, before the first of them is sent anything."""
        return (await self._find(campaign, audience)).problems

    async def find_short_names(self, campaign: Campaign, audience: Audience) -> ShortNames:
        """Who is called by a part of their name."""
        return (await self._find(campaign, audience)).short_names

    async def _find(self, campaign: Campaign, audience: Audience) -> _FoundProblems:
        key = campaign.id, campaign.version, audience.id
        if key not in self._known:
            while len(self._known) >= _VERSIONS_KNOWN:
                self._known.pop(next(iter(self._known)))
            self._known[key] = await self._look(campaign, audience)
        return self._known[key]

    async def _look(self, campaign: Campaign, audience: Audience) -> _FoundProblems:
        """What is wrong, and with whom: they are left out, and nobody else for their sake."""
        findings, after = _Findings(), -1
        fields = [
            _Field(name, pattern, tuple(find_pattern_variables(pattern)))
            for name, pattern in campaign.content.patterns.items()
        ]
        async with self.records.begin() as session:
            await left_out.forget_other_versions(session, campaign)
        while True:
            async with self.records.begin() as session:
                page = await audiences.find_members(session, audience.id, after, _PAGE)
            if not page:
                return findings.conclude()
            broken: dict[int, str] = {}
            for member in page:
                told = [self._tell(campaign, one, member, findings) for one in fields]
                if words := "；".join(one for one in told if one):
                    broken[member.id] = words
            if broken:
                async with self.records.begin() as session:
                    await left_out.record_left_out(session, campaign, broken)
            after = page[-1].id
            await asyncio.sleep(0)

    def _tell(self, campaign: Campaign, one: _Field, member: FoundMember, findings: _Findings) -> str:
        """Why this member cannot be told, by the words that staff wrote; empty where nothing is wrong."""
        words, short = self._check(campaign, one, member)
        if short and not words:
            findings.add_short_name(member, short)
        if not words:
            return ""
        findings.add(one, words, member)
        return f"“{one.pattern[:_SHOWN_OF_PATTERN]}”{words}"

    def _check(self, campaign: Campaign, one: _Field, member: FoundMember) -> tuple[str, str]:
        """Why WeChat would refuse the field, and a name cut short for it; the same values have the same."""
        key = tuple([member.values.get(name, "") for name in one.variables])
        if key not in one.seen:
            if len(one.seen) >= _REMEMBERED:
                one.seen.clear()
            value = fill_field(one.name, one.pattern, member.values)
            short = find_short_name(one.name, one.pattern, member.values)
            one.seen[key] = self._find_problem(campaign, one.name, value), short
        return one.seen[key]

    def _find_problem(self, campaign: Campaign, name: str, value: str) -> str:
        if self.links.find_foreign(value):
            return "里有别处的网址"
        if campaign.content.way is SendingWay.TEMPLATE:
            return self.find_problem(name, value)
        if not value.strip():
            return "是空的"
        return f"超过 {_LONGEST_TEXT} 个字" if len(value) > _LONGEST_TEXT else ""
