"""Merges portions on several connections at once: a family of kinds once all of the one before is in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from itertools import groupby

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from claims.importing.merging.merger import Merger
from claims.importing.merging.portions import FAMILIES, MergePortion
from claims.importing.merging.statements import Family
from claims.importing.report import Report

_PAUSE_SECONDS = 0.2


@contextmanager
def open_connections(own: Connection, number: int) -> Iterator[list[Connection]]:
    """The import's own, and others beside it where a database can have several that write."""
    with ExitStack() as opened:
        others = number - 1 if own.dialect.name == "postgresql" else 0
        yield [own, *(opened.enter_context(own.engine.connect()) for _ in range(others))]


def merge_portions(
    mergers: Sequence[Merger],
    portions: Iterable[MergePortion],
    tell: Callable[[Report], None],
    end_family: Callable[[Family], None],
) -> None:
    """`tell` hears what came of each portion, `end_family` that all of a family is in; raises the first fault."""
    for place, of_family in groupby(portions, key=lambda one: FAMILIES.index(one.family)):
        if len(mergers) == 1:
            for portion in of_family:
                tell(mergers[0].merge(portion))
        else:
            _merge_at_once(mergers, of_family, tell)
        end_family(FAMILIES[place])


def _merge_at_once(
    mergers: Sequence[Merger], portions: Iterator[MergePortion], tell: Callable[[Report], None]
) -> None:
    free, under_way = list(mergers), dict[Future[Report], Merger]()
    with ThreadPoolExecutor(len(mergers)) as threads:
        try:
            while True:
                while free and (portion := next(portions, None)):
                    merger = free.pop()
                    under_way[threads.submit(merger.merge, portion)] = merger
                if not under_way:
                    return
                ended, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for one in ended:
                    free.append(under_way.pop(one))
                    tell(one.result())
        except BaseException:
            _stop(under_way)
            raise


def _stop(under_way: dict[Future[Report], Merger]) -> None:
    """What the others do is taken back; asked again and again, for one that is between statements hears nothing."""
    while True:
        _, working = wait(under_way, _PAUSE_SECONDS)
        if not working:
            return
        for one in working:
            with suppress(psycopg.Error, SQLAlchemyError):
                under_way[one].cancel()
