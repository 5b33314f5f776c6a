"""A house whose console is open."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from testing.house import House, build_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The whole application over fakes of the last inch."""
    async with build_house(tmp_path) as built:
        yield built
