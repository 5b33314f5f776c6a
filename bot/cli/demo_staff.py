"""Invented staff for a demonstration, with one password that each installation makes for itself."""

import secrets
from pathlib import Path

from bot.desk.accounts.accounts import Accounts
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import Role

_STAFF = (
    ("chenjie", "陈洁", Role.AGENT),
    ("zhaoyu", "赵宇", Role.AGENT),
    ("sunmin", "孙敏", Role.REVIEWER),
    ("zhoulan", "周岚", Role.SUPERVISOR),
    ("admin", "管理员", Role.ADMIN),
)


async def add_demo_staff(accounts: Accounts, data_dir: Path) -> None:
    """Adds those who are not there yet, and lets in again those whom a start without DEMO turned away."""
    await accounts.let_demo_in()
    there = {one.login for one in await accounts.find_all()}
    password = _make_password(data_dir)
    for login, name, role in _STAFF:
        if login not in there:
            try:
                await accounts.add(login, name, role, password, by="system", is_demo=True)
            except StaffRefusal:
                continue  # Another process was first.


def demo_logins() -> str:
    """The logins, for whoever starts the demonstration."""
    return "、".join(f"{login}（{name}）" for login, name, _ in _STAFF)


def demo_password_file(data_dir: Path) -> Path:
    """Where the password stands, readable by this user alone."""
    return data_dir / "demo-staff-password"


def read_demo_password(data_dir: Path) -> str:
    """The password of this installation; empty where it made none."""
    path = demo_password_file(data_dir)
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _make_password(data_dir: Path) -> str:
    path = demo_password_file(data_dir)
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9) + "\n", encoding="utf-8")
    return read_demo_password(data_dir)
