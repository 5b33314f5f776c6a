"""Beijing's districts, to find the one that a place sent by a member lies in or next to."""

from collections.abc import Mapping
from math import cos, hypot, radians

CENTRES: Mapping[str, tuple[float, float]] = {
    "东城": (39.93, 116.42),
    "西城": (39.91, 116.37),
    "朝阳": (39.92, 116.44),
    "丰台": (39.86, 116.29),
    "石景山": (39.91, 116.22),
    "海淀": (39.96, 116.30),
    "门头沟": (39.94, 116.10),
    "房山": (39.75, 116.14),
    "通州": (39.91, 116.66),
    "顺义": (40.13, 116.65),
    "昌平": (40.22, 116.23),
    "大兴": (39.73, 116.34),
    "怀柔": (40.32, 116.63),
    "平谷": (40.14, 117.12),
    "密云": (40.38, 116.84),
    "延庆": (40.46, 115.97),
}
"""Latitude and longitude of each district's seat, as maps have them."""


def find_district(label: str, latitude: str, longitude: str) -> str | None:
    """The district that the address names, else the one whose seat is nearest; None without either."""
    named = next((name for name in CENTRES if f"{name}区" in label), None)
    if named:
        return named
    try:
        here = float(latitude), float(longitude)
    except ValueError:
        return None
    if not (-90 <= here[0] <= 90 and -180 <= here[1] <= 180):
        return None
    return sort_by_distance(here, CENTRES)[0]


def sort_by_distance(here: tuple[float, float], places: Mapping[str, tuple[float, float]]) -> list[str]:
    """The places, the nearest first: degrees of longitude are shorter than those of latitude."""
    scale = cos(radians(here[0]))

    def distance(name: str) -> float:
        there = places[name]
        return hypot(there[0] - here[0], (there[1] - here[1]) * scale)

    return sorted(places, key=distance)
