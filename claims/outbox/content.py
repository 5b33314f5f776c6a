"""What a row of the outbox carries: the member's identity number and the event, sealed until it is delivered."""

import json
from typing import Any

from claims.outbox.events import ChangeEvent
from claims.sealing import Sealer


def seal_content(sealer: Sealer, id_number_sealed: str, event: ChangeEvent) -> str:
    """The sealed content of one change; the identity number is how the centre's systems know the member."""
    return seal_data(sealer, sealer.unseal(id_number_sealed), event.model_dump(mode="json"))


def seal_data(sealer: Sealer, id_number: str, data: dict[str, Any]) -> str:
    """The same of an event's data."""
    return sealer.seal(json.dumps({"id_number": id_number, "data": data}, ensure_ascii=False))


def unseal_content(sealer: Sealer, sealed: str) -> tuple[str, dict[str, Any]]:
    """The identity number, and the event's data as JSON has them."""
    content = json.loads(sealer.unseal(sealed))
    return content["id_number"], content["data"]
