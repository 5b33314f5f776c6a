"""`python -m bot outreach`: campaigns from the command line, with a progress bar; each act by a staff account."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from bot.cli.running import run
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffMember
from bot.kernel.outreach.campaigns import CAMPAIGN_STATES, RECIPIENT_STATES, CampaignState, RecipientState
from bot.kernel.outreach.sending_plan import say_moment
from bot.wiring import OutreachParts, Parts

outreach = typer.Typer(no_args_is_help=True, help=__doc__)

Number = Annotated[int, typer.Argument(help="The campaign's number, as `list` shows it.")]
Login = Annotated[str, typer.Option("--as", help="The login of whoever does it; it stands in the audit.")]
Count = Annotated[int | None, typer.Option(help="Only so many; otherwise all.")]
_WAITING = (RecipientState.PENDING, RecipientState.SENDING)
_PAUSE_SECONDS = 1.0


@outreach.command("list")
def list_campaigns() -> None:

    async def show(_parts: Parts, joined: OutreachParts) -> None:
        for one in await joined.reading.find_all():
            typer.echo(f"{one.id:6d}  {CAMPAIGN_STATES[one.state]}  {one.name}  {one.pause_words}")

    _run(show)


@outreach.command()
def show(campaign_id: Number) -> None:
    """How far a campaign is, when it will be done, and who was not reached."""

    async def tell(_parts: Parts, joined: OutreachParts) -> None:
        campaign = await joined.drafting.find(campaign_id)
        progress = await joined.reading.find_progress(campaign)
        typer.echo(f"{campaign.name}: {CAMPAIGN_STATES[progress.state]} {progress.pause_words}")
        for state, words in RECIPIENT_STATES.items():
            typer.echo(f"{progress.counts.get(state, 0):10,d}  {words}")
        if finish := progress.plan.finishes_at:
            typer.echo(f"预计 {say_moment(finish)} 发完")
        for group in await joined.reading.group_failures(campaign):
            typer.echo(f"{group.count:10,d}  {group.words}（{group.errcode}）：{group.advice}")

    _run(tell)


@outreach.command()
def start(campaign_id: Number, login: Login, count: Count = None) -> None:
    """Starts an approved campaign, or goes on after a pause."""
    _act(login, lambda joined, staff: joined.launching.start(staff, campaign_id, count))


@outreach.command()
def pause(campaign_id: Number, login: Login) -> None:
    """Pauses; what is on its way still goes out."""
    _act(login, lambda joined, staff: joined.launching.pause(staff, campaign_id))


@outreach.command()
def retry(
    campaign_id: Number,
    login: Login,
    errcode: Annotated[list[int], typer.Option(help="Whoever failed with this number; may be repeated.")],
    count: Count = None,
) -> None:
    """Tries those again that were certainly not sent."""
    _act(login, lambda joined, staff: joined.launching.retry_failed(staff, campaign_id, errcode, count))


@outreach.command()
def stop(campaign_id: Number, login: Login) -> None:
    """Stops for good: what waits is not sent."""
    _act(login, lambda joined, staff: joined.launching.stop(staff, campaign_id))


@outreach.command()
def watch(campaign_id: Number) -> None:
    """Draws a progress bar until the campaign pauses or ends."""

    async def draw(_parts: Parts, joined: OutreachParts) -> None:
        campaign = await joined.drafting.find(campaign_id)
        progress = await joined.reading.find_progress(campaign)
        total = sum(progress.counts.values())
        with typer.progressbar(length=total, label=campaign.name) as bar:
            while True:
                done = total - sum(progress.counts.get(state, 0) for state in _WAITING)
                bar.update(done - bar.pos)
                if progress.state is not CampaignState.RUNNING:
                    break
                await asyncio.sleep(_PAUSE_SECONDS)
                progress = await joined.reading.find_progress(campaign)
        typer.echo(f"{CAMPAIGN_STATES[progress.state]} {progress.pause_words}")

    _run(draw)


def _act(login: str, act: Callable[[OutreachParts, StaffMember], Awaitable[object]]) -> None:
    async def do(parts: Parts, joined: OutreachParts) -> None:
        found = [one for one in await parts.desk.staff.accounts.find_all() if one.login == login]
        if not found:
            raise StaffRefusal("unknown_login", f"没有 {login} 这个账号。", 404)
        await act(joined, found[0])
        typer.echo("好了。")

    _run(do)


def _run(act: Callable[[Parts, OutreachParts], Awaitable[None]]) -> None:
    async def work(parts: Parts) -> None:
        if parts.outreach is None:
            raise StaffRefusal("no_account", "没有配置公众号，不能群发。")
        await act(parts, parts.outreach)

    run(work)
