"""`python -m bot tickets`: who waits for a person, and answering them from a terminal."""

import secrets
from typing import Annotated

import typer

from bot.cli.running import run
from bot.conversation.wording import BY_SPEAKER
from bot.desk.replying import StaffDraft
from bot.errors import BadRequest
from bot.kernel.desk.staff import Role, StaffMember
from bot.records.conversation import transcript
from bot.records.conversation.tickets import find_ticket, find_waiting
from bot.wiring import Parts

tickets = typer.Typer(no_args_is_help=True, help=__doc__)

TicketId = Annotated[int, typer.Argument(help="The ticket's number, as `list` shows it.")]


@tickets.command("list")
def list_tickets() -> None:
    """Lists open tickets, the most urgent first."""

    async def show(parts: Parts) -> None:
        async with parts.base.database.begin() as session:
            for ticket in await find_waiting(session):
                holder = ticket.taken_by or "-"
                typer.echo(
                    f"{ticket.id}\t{ticket.reason}\t{ticket.desk}\t{ticket.state}\t{holder}\t{ticket.opened_at:%F %H:%M}Z"
                )
                if ticket.about:
                    typer.echo(f"\t{ticket.about}")

    run(show)


@tickets.command()
def show(ticket_id: TicketId) -> None:
    """Shows what was said in a ticket's conversation."""

    async def read(parts: Parts) -> None:
        async with parts.base.database.begin() as session:
            ticket = await find_ticket(session, ticket_id)
            if ticket is None:
                raise BadRequest(f"there is no ticket {ticket_id}")
            said = await transcript.find_said_before(session, ticket.conversation_id, None, 50)
        for one in said:
            typer.echo(f"{one.said_at:%H:%M} {BY_SPEAKER[one.speaker]}: {one.reply.text}")

    run(read)


Name = Annotated[str, typer.Option(help="The name that the member reads.")]


@tickets.command()
def take(ticket_id: TicketId, name: Name) -> None:
    """Takes a ticket; from now on the bot is silent in that conversation."""
    run(lambda parts: parts.desk.tickets.holding.take(ticket_id, _at_the_terminal(name)))


@tickets.command()
def reply(ticket_id: TicketId, text: str, name: Name) -> None:
    """Says something to the member; whoever is at the terminal has just read the conversation."""

    async def say(parts: Parts) -> None:
        seen = (await parts.desk.tickets.threads.read(ticket_id)).seen
        draft = StaffDraft(secrets.token_urlsafe(12), text, seen, hold=True)
        await parts.desk.tickets.replying.reply(ticket_id, _at_the_terminal(name), draft)

    run(say)


@tickets.command()
def close(ticket_id: TicketId, name: Name) -> None:
    """Gives the conversation back to the bot."""
    run(lambda parts: parts.desk.tickets.holding.resolve(ticket_id, _at_the_terminal(name), "continue"))


def _at_the_terminal(name: str) -> StaffMember:
    """Somebody without an account, known by name alone."""
    return StaffMember(0, f"terminal:{name}", name, Role.AGENT)
