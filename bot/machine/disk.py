"""Whether the folder of the databases and logs can be written, and has room."""

import asyncio
import errno
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_LEAST_FREE_BYTES = 8 * 1024 * 1024
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_PROBE = b"0" * 4096


@dataclass(frozen=True)
class Disk:
    """The one that holds `folder`."""

    folder: Path

    async def is_ready(self) -> bool:
        """Whether more can be written now."""
        return await asyncio.to_thread(self.find_fault) is None

    def close_to_others(self) -> None:
        """Leaves databases, keys and logs to this user alone, also those that an earlier start left open."""
        for path, mode in ((self.folder, 0o700), *((file, 0o600) for file in self._list_private())):
            with suppress(OSError):
                path.chmod(mode)

    def _list_private(self) -> list[Path]:
        patterns = ("*.db", "*.db-wal", "*.db-shm", "*.env", "log/*", "*.lock")
        return [file for pattern in patterns for file in self.folder.glob(pattern) if file.is_file()]

    def find_fault(self) -> Literal["full", "unwritable"] | None:
        """What is wrong with it, found by writing a little: quotas and rights show in no figure."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(self.folder).free < _LEAST_FREE_BYTES:
                return "full"
            with tempfile.TemporaryFile(dir=self.folder) as probe:
                probe.write(_PROBE)
                probe.flush()
        except OSError as fault:
            return "full" if fault.errno in _NO_ROOM else "unwritable"
        return None
