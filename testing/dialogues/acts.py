"""What a turn did to the rows of both databases, by plain names."""

from collections.abc import Mapping

from sqlalchemy import text

from testing.house import House

_CLAIMS: Mapping[str, str] = {
    "claim": "SELECT number FROM claims",
    "relief": "SELECT number FROM relief_applications",
    "visit": "SELECT number, starts_at, place FROM appointments WHERE state = 'booked'",
    "visit_cancelled": "SELECT number FROM appointments WHERE state = 'cancelled'",
    "activity": "SELECT member_id, activity_id FROM activity_sign_ups WHERE state IN ('signed_up', 'waiting')",
    "activity_left": "SELECT member_id, activity_id FROM activity_sign_ups WHERE state = 'cancelled'",
    "paper": "SELECT id FROM papers",
    "phone": "SELECT id FROM profile_changes WHERE field = 'phone'",
    "card": "SELECT id FROM card_changes WHERE state <> 'stopped'",
    "draft": "SELECT flow, content_sealed FROM drafts",
}
_BOT: Mapping[str, str] = {
    "link": "SELECT conversation_id, member_id FROM identity_links",
    "unlink": "SELECT id FROM conversations WHERE id NOT IN (SELECT conversation_id FROM identity_links)",
    "news_off": "SELECT conversation_id FROM notice_choices WHERE kind = 'news' AND NOT is_wanted",
    "news_on": "SELECT conversation_id FROM notice_choices WHERE kind = 'news' AND is_wanted",
    "service_off": "SELECT conversation_id FROM notice_choices WHERE kind = 'service' AND NOT is_wanted",
    "service_on": "SELECT conversation_id FROM notice_choices WHERE kind = 'service' AND is_wanted",
    "ticket": "SELECT id FROM tickets",
    "ticket_closed": "SELECT id FROM tickets WHERE state = 'closed'",
    "urgent": "SELECT id FROM tickets WHERE reason IN ('crisis', 'relief_urgent')",
    "dispute": "SELECT id FROM tickets WHERE reason = 'dispute'",
    "wish": "SELECT id FROM tickets WHERE reason = 'interest'",
}
ACTS = (*_CLAIMS, *_BOT)
ANYTHING = "anything"
"""Any act that has consequences."""
_WITHOUT_CONSEQUENCES = {"draft", "link", "ticket", "urgent", "wish", "ticket_closed"}

Rows = frozenset[tuple[object, ...]]


async def read_rows(house: House) -> Mapping[str, Rows]:
    """For each act the rows that tell of it."""
    found: dict[str, Rows] = {}
    for database, queries in ((house.parts.base.claims, _CLAIMS), (house.database, _BOT)):
        async with database.begin() as session:
            for act, query in queries.items():
                found[act] = frozenset(tuple(row) for row in await session.execute(text(query)))
    return found


def find_acts(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> tuple[str, ...]:
    """What happened in between: there is a row that was not there."""
    return tuple(act for act in ACTS if after[act] - before[act])


def find_wrong_acts(expected: Mapping[str, bool], happened: tuple[str, ...]) -> list[str]:
    """What had to happen and did not, or may not and did."""
    faults = []
    for act, must in expected.items():
        did = [one for one in happened if one not in _WITHOUT_CONSEQUENCES] if act == ANYTHING else []
        did = did or [one for one in happened if one == act]
        if must and not did:
            faults.append(f"not done: {act}")
        if not must and did:
            faults.append(f"done, and must not be: {', '.join(did)}")
    return faults
