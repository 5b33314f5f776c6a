"""Invented members for trying things out: one person per case worth showing."""

from claims.demo.loading import find_demo_member, load_demo
from claims.demo.people import DemoPerson, demo_people

__all__ = ["DemoPerson", "demo_people", "find_demo_member", "load_demo"]
