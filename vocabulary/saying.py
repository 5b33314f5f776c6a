"""How days and money are said and written, to members, to staff and in notices alike."""

from datetime import date, datetime
from decimal import Decimal

from vocabulary.beijing import BEIJING


def say_full_date(day: date) -> str:
    """`2026年3月5日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_date(day: date, today: date) -> str:
    """`3月5日`, with the year where it is another one."""
    return f"{day.month}月{day.day}日" if day.year == today.year else say_full_date(day)


def say_full_moment(moment: datetime) -> str:
    """`2026年3月5日 09:05`, in Beijing's time."""
    there = moment.astimezone(BEIJING)
    return f"{say_full_date(there)} {there:%H:%M}"


def say_money(amount: Decimal) -> str:
    """`1,234.50 元`, without cents where there are none."""
    return say_round_money(amount) if amount == amount.to_integral_value() else say_exact_money(amount)


def say_exact_money(amount: Decimal) -> str:
    """`1,234.00 元`: to the cent, as in an account."""
    return f"{amount:,.2f} 元"


def say_round_money(amount: Decimal) -> str:
    """`1,234 元`: to the yuan."""
    return f"{amount:,.0f} 元"
