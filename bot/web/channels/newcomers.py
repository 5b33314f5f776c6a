"""Limits how many visitors and tickets one address may begin in the web chat, where a new visitor costs nothing."""

from dataclasses import dataclass

from fastapi import Request

from bot.coordination.rates import Rates
from bot.errors import TooManyNewcomers
from bot.kernel.conversation.danger import find_danger
from bot.kernel.conversation.person_wish import wants_person
from bot.web.addresses import find_address


@dataclass(frozen=True)
class Newcomers:
    """Counts new visitors and new tickets by address; words of danger are never held up."""

    visitors: Rates
    tickets: Rates

    def admit(self, request: Request, text: str, *, is_known: bool) -> None:
        """Raises TooManyNewcomers."""
        if find_danger(text):
            return
        address = find_address(request)
        if self.tickets.is_used_up(address) and (not is_known or wants_person(text)):
            raise TooManyNewcomers("tickets")
        if not is_known and not self.visitors.take(address):
            raise TooManyNewcomers("visitors")

    def note_ticket(self, request: Request) -> None:
        """Somebody of this address waits for a person now."""
        self.tickets.take(find_address(request))
