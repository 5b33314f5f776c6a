"""Where rows come from: files, or tables that other programs write to."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from claims.importing.columns import Kind
from claims.importing.pool import RowsPortion


class RowSource(Protocol):
    """Rows of some kinds, each complete up to a moment; those of a log replace earlier ones of the same key."""

    @property
    def moments(self) -> Mapping[Kind, datetime]:
        """Up to when each kind that it holds is complete."""
        ...

    @property
    def size(self) -> int:
        """Of all its portions."""
        ...

    @property
    def is_large(self) -> bool:
        """Whether other processes are worth their start."""
        ...

    @property
    def is_log(self) -> bool:
        """Whether a later row of a key takes the place of an earlier one, or both are refused."""
        ...

    def digest(self) -> str:
        """The same for the same rows, at most 64 signs."""
        ...

    def names(self) -> Sequence[str]:
        """What the rejects file calls its parts."""
        ...

    def notes(self) -> Sequence[str]:
        """What whoever imports should know."""
        ...

    def portions(self) -> Iterator[RowsPortion]:
        """Its rows."""
        ...

    def is_whole(self, kind: Kind) -> bool:
        """Whether it may hold all rows of a kind."""
        ...

    def end(self) -> None:
        """All of it is in: part of that transaction."""
        ...
