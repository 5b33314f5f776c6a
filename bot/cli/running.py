"""Runs a command: joins the parts, does the work, closes them, and says in words what was refused."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer

from bot.errors import BadRequest, StaffRefusal
from bot.settings import load_settings
from bot.wiring import Parts, join_parts

Result = TypeVar("Result")


def run(work: Callable[[Parts], Awaitable[Result]]) -> Result:
    """What the work gives; a refusal is printed and ends the command with 1."""
    try:
        return asyncio.run(_run(work))
    except StaffRefusal as refusal:
        raise refuse(refusal.words) from refusal
    except BadRequest as fault:
        raise refuse(f"{fault.code}: {fault.detail}") from fault


def refuse(words: str) -> typer.Exit:
    """Says what was wrong, to be raised: `raise refuse(…)`."""
    typer.echo(words, err=True)
    return typer.Exit(1)


async def _run(work: Callable[[Parts], Awaitable[Result]]) -> Result:
    parts = join_parts(load_settings())
    try:
        return await work(parts)
    finally:
        await parts.close()
