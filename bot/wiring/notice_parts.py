"""Joins what tells members by itself: the switches, the teller, and whoever hands it changes."""

from dataclasses import dataclass

from bot.kernel.outreach.automatic_notices import read_visit_setting
from bot.kernel.outreach.links import LinkRule
from bot.outreach.notices.relief_acts import ReliefActs
from bot.outreach.notices.rounds import NoticeRounds
from bot.outreach.notices.teller import Teller
from bot.outreach.notices.template_notices import TemplateNotices
from bot.outreach.notices.template_switches import TemplateSwitches
from bot.settings import Settings
from bot.wiring.infrastructure import Infrastructure
from bot.wiring.sending_parts import read_limits


@dataclass(frozen=True)
class NoticeParts:
    """What tells members by itself."""

    switches: TemplateSwitches
    rounds: NoticeRounds
    relief: ReliefActs


def join_notices(
    settings: Settings, base: Infrastructure, links: LinkRule, templates: TemplateNotices | None
) -> NoticeParts:
    """The parts; without an account at WeChat there are no templates, and web chat is told all the same."""
    switches = TemplateSwitches(links, read_visit_setting(settings.wechat_template_visit))
    quiet = read_limits(settings).quiet
    teller = Teller(base.database, base.delivery, switches, templates, quiet, base.clock)
    return NoticeParts(
        switches,
        NoticeRounds(base.database, base.members.changes, teller, base.clock),
        ReliefActs(base.members.relief, teller, base.clock),
    )
