"""Staff at the console's JSON doors."""

from typing import Any

import httpx

from testing.house import House


async def get(house: House, path: str, who: str = "chen") -> Any:
    """What the console answers."""
    answer = await house.http.get(f"/console/api/{path}", headers={"x-staff": who})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def post(house: House, path: str, body: Any = None, who: str = "chen") -> httpx.Response:
    """An act, whatever comes of it."""
    return await house.http.post(f"/console/api/{path}", json=body or {}, headers={"x-staff": who})


async def reply(house: House, ticket: int, text: str, who: str = "chen", **more: Any) -> httpx.Response:
    """Says something, having seen everything, unless `seen` says otherwise."""
    seen = (await get(house, f"tickets/{ticket}/messages", who))["seen"]
    return await post(
        house, f"tickets/{ticket}/replies", {"key": "k" * 12, "text": text, "seen": seen, **more}, who
    )


def refusal(answer: httpx.Response) -> str:
    """The code of a refused act."""
    assert answer.status_code >= 400, answer.text
    return str(answer.json()["error"]["code"])
