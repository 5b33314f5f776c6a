"""A whole bot in one process, around a fake engine."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from testing.house import House


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator["House"]:
    """A bot around a fake engine."""
    from testing.house import build_house  # Not above: the process that hands tests out builds none.

    async with build_house(tmp_path) as built:
        yield built
