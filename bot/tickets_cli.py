"""`python -m bot tickets`: who waits for a person, and answering them from a terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from bot.conversation.wording import BY_SPEAKER
from bot.errors import BadRequest
from bot.records import transcript
from bot.records.tickets import find_ticket, find_waiting
from bot.settings import load_settings
from bot.wiring import Parts, join_parts

tickets = typer.Typer(no_args_is_help=True, help=__doc__)

TicketId = Annotated[int, typer.Argument(help="The ticket's number, as `list` shows it.")]


@tickets.command("list")
def list_tickets() -> None:
    """Lists open tickets, the most urgent first."""

    async def show(parts: Parts) -> None:
        async with parts.database.begin() as session:
            for ticket in await find_waiting(session):
                holder = ticket.taken_by or "-"
                typer.echo(
                    f"{ticket.id}\t{ticket.reason}\t{ticket.desk}\t{ticket.state}\t{holder}\t{ticket.opened_at:%F %H:%M}Z"
                )
                if ticket.about:
                    typer.echo(f"\t{ticket.about}")

    _run(show)


@tickets.command()
def show(ticket_id: TicketId) -> None:
    """Shows what was said in a ticket's conversation."""

    async def read(parts: Parts) -> None:
        async with parts.database.begin() as session:
            ticket = await find_ticket(session, ticket_id)
            if ticket is None:
                raise BadRequest(f"there is no ticket {ticket_id}")
            said = await transcript.find_said_before(session, ticket.conversation_id, None, 50)
        for one in said:
            typer.echo(f"{one.said_at:%H:%M} {BY_SPEAKER[one.speaker]}: {one.reply.text}")

    _run(read)


@tickets.command()
def take(
    ticket_id: TicketId, name: Annotated[str, typer.Option(help="The name that the member sees.")]
) -> None:
    """Takes a ticket; from now on the bot is silent in that conversation."""
    _run(lambda parts: parts.desk.take(ticket_id, name))


@tickets.command()
def reply(ticket_id: TicketId, text: str) -> None:
    """Says something to the member."""
    _run(lambda parts: parts.desk.reply(ticket_id, text))


@tickets.command()
def close(ticket_id: TicketId) -> None:
    """Gives the conversation back to the bot."""
    _run(lambda parts: parts.desk.close(ticket_id))


def _run(work: Callable[[Parts], Awaitable[None]]) -> None:
    async def run() -> None:
        parts = join_parts(load_settings())
        try:
            await work(parts)
        finally:
            await parts.close()

    try:
        asyncio.run(run())
    except BadRequest as fault:
        typer.echo(f"{fault.code}: {fault.detail}", err=True)
        raise typer.Exit(1) from fault
