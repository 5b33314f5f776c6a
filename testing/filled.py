"""Fills the fields of a value by their types, and finds those whose change a mapping does not show."""

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import inspect

T = TypeVar("T")
_SIMPLE: Mapping[Any, tuple[Any, ...]] = {
    str: ("one", "two", ""),
    int: (1, 2),
    float: (1.0, 2.0),
    bool: (False, True),
    bytes: (b"one", b"two"),
    Decimal: (Decimal(1), Decimal(2)),
    date: (date(2026, 3, 18), date(2026, 3, 20)),
    datetime: (datetime(2026, 3, 18, 2, tzinfo=UTC), datetime(2026, 3, 20, 2, tzinfo=UTC)),
    timedelta: (timedelta(minutes=1), timedelta(hours=1)),
    Any: ("one", "two"),
    object: ("one", "two"),
}


def make(kind: type[T]) -> T:
    """A value of a dataclass, each field filled."""
    made: T = next(_values_of(kind))
    return made


def find_forgotten(
    kind: type[T], carry: Callable[[T], object], given: Mapping[str, Sequence[Any]] | None = None
) -> set[str]:
    """The fields that change nothing of what `carry` gives, whatever the others are.

    `given` are values of fields whose type does not tell which of them matter.
    """
    values = {name: list(_values_of(hint)) for name, hint in _hints(kind).items()} | dict(given or {})
    start = make(kind)
    bases = [start, *(replace(start, **{name: one}) for name in values for one in values[name])]  # type: ignore[type-var]
    forgotten = set(values)
    for base in bases:
        forgotten -= {name for name in forgotten if _is_shown(carry, base, name, values[name])}
    return forgotten


def find_forgotten_columns(
    row: type[Any], carry: Callable[[Any], object], target: type[Any], given: Mapping[str, Sequence[Any]]
) -> set[str]:
    """The same of a table's columns; `given` are values of those that no type tells."""
    hints = _hints(target)
    values = {
        column.key: list(given[column.key])
        if column.key in given
        else list(_values_of(hints.get(column.key, column.type.python_type)))
        for column in inspect(row).columns
    }
    start = {name: found[0] for name, found in values.items()}
    whole = carry(row(**start))
    return {
        name
        for name, found in values.items()
        if all(carry(row(**start | {name: other})) == whole for other in found[1:])
    }


def _is_shown(carry: Callable[[T], object], base: T, name: str, values: Sequence[Any]) -> bool:
    whole = carry(base)
    return any(carry(replace(base, **{name: one})) != whole for one in values)  # type: ignore[type-var]


def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _values_of(kind: Any) -> Iterator[Any]:
    """At least two values of a type; the first is a filled one."""
    kind = getattr(kind, "__supertype__", kind)
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _SIMPLE:
        yield from _SIMPLE[kind]
    elif origin is Literal:
        yield from inner
    elif origin in (Union, types.UnionType):
        yield from (value for one in inner if one is not type(None) for value in _values_of(one))
        yield from (None for one in inner if one is type(None))
    elif origin in (tuple, frozenset, Sequence, list):
        of = origin if origin in (frozenset, list) else tuple
        yield from _collections(of, origin, inner)
    elif origin in (dict, Mapping):
        yield from ({key: value} for key in ["one"] for value in _values_of(inner[1]))
    elif origin is Callable:
        yield from (partial(_answer, value) for value in _values_of(inner[-1]))
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield from kind
    elif is_dataclass(kind):
        yield from _dataclasses(kind)
    else:
        raise TypeError(f"no values are known of {kind}")


def _answer(value: Any, *_asked: Any) -> Any:
    return value


def _collections(of: Any, origin: Any, inner: tuple[Any, ...]) -> Iterator[Any]:
    if origin is tuple and Ellipsis not in inner:
        yield tuple(next(_values_of(one)) for one in inner)
        yield tuple(list(_values_of(one))[1] for one in inner)
    else:
        yield from (of([value]) for value in _values_of(inner[0]))
        yield of([])


def _dataclasses(kind: Any) -> Iterator[Any]:
    start = kind(**{name: next(_values_of(hint)) for name, hint in _hints(kind).items()})
    yield start
    for name, hint in _hints(kind).items():
        yield from (replace(start, **{name: one}) for one in _values_of(hint) if one != getattr(start, name))
