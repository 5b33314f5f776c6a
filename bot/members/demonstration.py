"""The invented members of a demonstration: who they are, and which of them somebody is."""

from claims.access import access_profile
from claims.database import ClaimsDatabase
from claims.demo import DemoPerson, demo_people, find_demo_member, load_demo
from claims.values import MemberId

__all__ = ["DemoPerson", "demo_people", "find_demo_key", "find_demo_member", "load_demo"]


async def find_demo_key(claims: ClaimsDatabase, member_id: int) -> str | None:
    """Each invented person has a card of their own, so its last digits tell who it is."""
    profile = await access_profile(claims, MemberId(member_id))
    return next((person.key for person in demo_people() if person.card_tail == profile.card_tail), None)
