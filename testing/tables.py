"""One test for a whole table of cases: as quick as one, and each case that fails is named with its fault."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def each(cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Lets a test check every case of a table, which is read when the test runs; a tuple is several arguments.

    For tables of many small cases: pytest's own parameters make a test of each, which costs more than most of them.
    """

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            table = [case if isinstance(case, tuple) else (case,) for case in cases]
            assert table, "a table without cases checks nothing"
            faults = [fault for case in table if (fault := _find_fault(check, case))]
            if faults:
                raise BaseExceptionGroup(f"{len(faults)} of {len(table)} cases fail", faults)

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return decorate


def _find_fault(check: Callable[..., None], case: tuple[Any, ...]) -> BaseException | None:
    try:
        check(*case)
    except (Exception, pytest.fail.Exception) as fault:
        fault.add_note(f"case {case!r}")
        return fault
    return None
