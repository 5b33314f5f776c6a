"""The menu of the console: one row for each place that staff may go to, in the order shown."""

from dataclasses import dataclass

from bot.kernel.desk.staff import StaffAct


@dataclass(frozen=True)
class Place:
    """One entry of the menu; whoever may do the `act` sees it."""

    address: str
    title: str
    act: StaffAct
    list_title: str = ""
    """What the page is called where staff are led back to it, unless by its title."""

    def contains(self, path: str) -> bool:
        """Whether a page at `path` belongs to this place; only the conversations have nothing below them."""
        return path == self.address or (self.address != HOME and path.startswith(f"{self.address}/"))


HOME = "/console"
OWN_ACCOUNT = "/console/me"
MENU = (
    Place(HOME, "会话", StaffAct.ANSWER),
    Place("/console/relief", "救助", StaffAct.CHECK_RELIEF, "救助列表"),
    Place("/console/corrections", "纠错", StaffAct.REVIEW_CORRECTIONS),
    Place("/console/outreach", "群发", StaffAct.WRITE_OUTREACH),
    Place("/console/figures", "统计", StaffAct.SUPERVISE),
    Place("/console/canned", "常用语", StaffAct.SUPERVISE),
    Place("/console/hours", "上班时间", StaffAct.SUPERVISE),
    Place("/console/outgoing", "业务系统", StaffAct.SUPERVISE),
    Place("/console/accounts", "账号", StaffAct.ADMINISTER),
    Place("/console/unlocking", "解锁", StaffAct.SUPERVISE),
    Place("/console/members", "会员资料", StaffAct.MEMBER_DATA),
    Place("/console/audit", "审计", StaffAct.READ_AUDIT),
)


def find_way_back(path: str) -> tuple[str, str] | None:
    """The address and the name of the list that a page at `path` belongs to; the conversations are always offered."""
    if path == OWN_ACCOUNT or path.startswith(f"{OWN_ACCOUNT}/"):
        return OWN_ACCOUNT, "我的账号"
    for place in MENU:
        if place.address != HOME and place.contains(path):
            return place.address, place.list_title or place.title
    return None
