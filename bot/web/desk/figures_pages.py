"""The figures page, its live numbers, and the same figures as a CSV file."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from bot.conversation.wording import DESKS
from bot.desk.figures import DeskFigures
from bot.errors import StaffRefusal
from bot.kernel.conversation.tickets import REASONS
from bot.kernel.days import read_day
from bot.kernel.desk.figures import DayFigures, Figures
from bot.kernel.desk.staff import StaffAct
from bot.web.csv_cells import BYTE_ORDER_MARK, write_rows
from bot.web.desk.pages import show_page
from bot.web.desk.shapes import RATINGS
from bot.web.desk.signed_in import Guard, require
from bot.web.routing import Router
from vocabulary.tickets import TicketDesk

Asked = Annotated[str, Query(max_length=20)]
_HEAD = ("日期", "转人工", "办完", "首次回复中位数（分钟）", "首次回复九成以内（分钟）", "办完用时中位数（分钟）",
         "有会员说话的对话", "小助手自己办完的", *RATINGS.values())  # fmt: skip


@dataclass(frozen=True)
class FiguresPages:
    """`/console/figures` and what it calls."""

    guard: Guard
    figures: DeskFigures

    def router(self) -> APIRouter:
        page = [require(self.guard.page(StaffAct.SUPERVISE), StaffAct.SUPERVISE)]
        api = [require(self.guard.api(StaffAct.SUPERVISE), StaffAct.SUPERVISE)]
        router = Router(prefix="/console")
        router.add_api_route("/figures", self.show, methods=["GET"], dependencies=page)
        router.add_api_route("/figures.csv", self.export, methods=["GET"], dependencies=page)
        router.add_api_route("/api/figures/live", self.get_live, methods=["GET"], dependencies=api)
        return router

    async def show(self, request: Request, first: Asked = "", last: Asked = "", desk: Asked = "") -> Response:
        """Charts, and the tables that they are drawn from."""
        words = ""
        try:
            span = self.figures.choose_span(_parse_day(first), _parse_day(last))
        except StaffRefusal as refusal:
            words, span = refusal.words, self.figures.choose_span(None, None)
        found = await self.figures.read(*span, _parse_desk(desk))
        told: dict[str, Any] = {
            "live": await self.figures.read_live(),
            "first": span[0],
            "last": span[1],
            "desk": _parse_desk(desk),
            "desks": DESKS,
            "head": _HEAD,
            "rows": [_write_row(day) for day in found.days],
            "reasons": [(REASONS[reason], count) for reason, count in found.reasons.items()],
            "ratings": [(words, found.ratings.get(rating, 0)) for rating, words in RATINGS.items()],
            "unanswered": found.unanswered,
            "words": words,
        }
        return show_page(request, "desk/figures.html", told, 422 if words else 200)

    async def export(self, first: Asked = "", last: Asked = "", desk: Asked = "") -> Response:
        """The days as a file that a spreadsheet opens; nothing in it is taken for a formula."""
        span = self.figures.choose_span(_parse_day(first), _parse_day(last))
        found = await self.figures.read(*span, _parse_desk(desk))
        name = f"huzhu-{span[0]}-{span[1]}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(write_csv(found), media_type="text/csv; charset=utf-8", headers=headers)

    async def get_live(self) -> JSONResponse:
        """This moment."""
        return JSONResponse(asdict(await self.figures.read_live()))


def write_csv(found: Figures) -> bytes:
    """Days, reasons and questions, one table below the other; UTF-8 with the mark that spreadsheets look for."""
    rows: list[Sequence[object]] = [_HEAD, *map(_write_row, found.days), ()]
    rows += [
        ("转人工的原因", "次数"),
        *((REASONS[reason], count) for reason, count in found.reasons.items()),
        (),
    ]
    rows += [("没听懂的话（已隐去个人信息）", "次数"), *found.unanswered]
    return BYTE_ORDER_MARK + write_rows(rows).encode()


def _write_row(day: DayFigures) -> tuple[str | int | float, ...]:
    share = "" if day.solved_by_bot is None else f"{day.solved_by_bot:.0%}"
    minutes = (day.answer_median, day.answer_ninth_decile, day.closing_median)
    return (
        day.day.isoformat(),
        day.opened,
        day.closed,
        *("" if one is None else one for one in minutes),
        day.conversations,
        share,
        *(day.ratings.get(rating, 0) for rating in RATINGS),
    )


def _parse_day(typed: str) -> date | None:
    try:
        return read_day(typed) if typed else None
    except ValueError as fault:
        raise StaffRefusal("span", "日期看不懂，请写成 2026-11-01 这样。", 422) from fault


def _parse_desk(typed: str) -> TicketDesk | None:
    return TicketDesk(typed) if typed in set(TicketDesk) else None
