"""Two people who switch automatic notices."""

from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.outreach.notices.automatic_switches import AutomaticSwitches
from bot.wechat.outbound.template_offers import say_field_problem
from testing.outreach import LINKS, SECOND, WRITER, Outreach


def switches_of(outreach: Outreach) -> AutomaticSwitches:
    """The switches of the same database."""
    return AutomaticSwitches(outreach.database, say_field_problem, LINKS, outreach.clock)


async def agree(outreach: Outreach, notice: AutomaticNotice) -> None:
    """One writes it, the other agrees."""
    switches = switches_of(outreach)
    await switches.change(WRITER, notice)
    _, proposals = await switches.find_all()
    await switches.approve(SECOND, notice.occasion, proposals[notice.occasion].hash)
