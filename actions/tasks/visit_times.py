"""Which windows and half-days there are for a visit: why a wanted one cannot be had, and which is proposed instead."""

from dataclasses import dataclass, replace
from datetime import date

from actions.question import Answer, OfferedChoice
from actions.talk import Draft
from actions.tasks import visit
from actions.tasks.asking import ask
from actions.wording import say_list
from claims.access import find_windows
from claims.changes import find_free_slots
from claims.database import ClaimsDatabase

_NO_WINDOW = "名单上没有{district}区的窗口。能约的有：{others}。"
_FULL = "那个时间约满了。"
_ALL_FULL = "那个窗口这两周都约满了。"


@dataclass(frozen=True)
class VisitTimes:
    """Over the claims database, as it stands at this moment."""

    claims: ClaimsDatabase

    async def ask(self, draft: Draft, today: date) -> tuple[Answer, Draft]:
        """The form's next question; first of all why its place or its time cannot be had, and which can."""
        slots = await find_free_slots(self.claims, today)
        draft = visit.settle(draft, slots)
        if elsewhere := await self._refuse_place(draft):
            return elsewhere
        if reason := await self.find_reason(draft, today):
            return visit.propose_another(draft, slots, today, reason)
        return ask(visit.TASK, draft, today)

    async def find_reason(self, draft: Draft, today: date) -> str | None:
        """Why a named day or half-day cannot be had, before anything is asked about it."""
        values = draft.values
        if "day" not in values:
            return None
        if values["day"] == visit.ANY:
            return None if visit.TASK.next_field(draft) else _ALL_FULL
        reason = visit.say_obstacle(date.fromisoformat(values["day"]), today, self.claims.own_days)
        if reason or visit.TASK.next_field(draft):
            return reason
        slots = await find_free_slots(self.claims, today)
        wanted = (values.get("district"), values["day"], values.get("half"))
        free = {(one.district, one.day.isoformat(), one.half) for one in slots}
        return None if wanted in free else _FULL

    async def say_no_window(self, district: str | None) -> str:
        """A district without a window is said to have none, and those that have one are named; empty where it has one."""
        windows = await find_windows(self.claims)
        if district is None or any(one.district == district for one in windows):
            return ""
        others = say_list(
            f"市里的（{one.district}）" if one.place.startswith(visit.CITY) else one.district
            for one in windows
        )
        return _NO_WINDOW.format(district=district, others=others)

    async def _refuse_place(self, draft: Draft) -> tuple[Answer, Draft] | None:
        text = await self.say_no_window(draft.values.get("district"))
        if not text:
            return None
        kept = {name: value for name, value in draft.values.items() if name != "district"}
        windows = await find_windows(self.claims)
        choices = tuple(OfferedChoice(f"{one.district}区", f"{one.district}区") for one in windows)
        answer = Answer(f"{text}去哪个？", choices)
        return answer, replace(draft, values=kept, asked="district", misses=0)
