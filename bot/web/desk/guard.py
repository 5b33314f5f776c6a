"""The guard at each door of the console: who is signed in, what they may do, and whose form it is."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import HTTPException, Request
from sqlalchemy.exc import SQLAlchemyError

from bot.desk.accounts.sign_in import SignedIn, SignedInState, SignIn, is_same
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct, StaffMember

COOKIE = "huzhu_staff"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BY_ITSELF = ("/presence", "/progress", "/missed")
"""What a page sends by itself; it does not count as somebody being there."""
_OPEN: tuple[SignedInState, ...] = ("open",)
_FIRST: Mapping[SignedInState, str] = {
    "signed_out": "/console/sign-in",
    "locked": "/console/locked",
    "second_step": "/console/code",
    "enrol": "/console/second-step",
    "open": "/console",
}
"""What somebody must do before anything else; whoever has nothing left to do is sent to the console."""


@dataclass(frozen=True)
class SessionGuard:
    """Each dependency gives whoever is signed in, and keeps them in `request.state.staff`."""

    sign_in: SignIn

    def page(
        self, act: StaffAct | None, states: Collection[SignedInState] = _OPEN
    ) -> Callable[..., Awaitable[StaffMember]]:
        """For pages: sends whoever is in none of `states` to what they must do first."""

        async def find(request: Request) -> StaffMember:
            signed_in = await self._find(request)
            if signed_in.state not in states:
                place = f"{_FIRST[signed_in.state]}?next={quote(request.url.path)}"
                raise HTTPException(303, headers={"Location": place})
            form = await request.form() if request.method not in _SAFE else {}
            return _let_through(request, signed_in, act, str(form.get("csrf", "")))

        return find

    def api(self, act: StaffAct | None) -> Callable[..., Awaitable[StaffMember]]:
        """For JSON and streams: 401 for whoever is signed out or locked; acts need the page's own token."""

        async def find(request: Request) -> StaffMember:
            signed_in = await self._find(request)
            if signed_in.state == "locked":
                raise StaffRefusal("locked", "离开有一会儿了，请输入密码接着用。", 401)
            if signed_in.state == "enrol":
                raise StaffRefusal("enrol", "您的角色要先设好两步验证，请打开“两步验证”页。", 401)
            if signed_in.state != "open":
                raise StaffRefusal("signed_out", "请先登录。", 401)
            return _let_through(request, signed_in, act, request.headers.get("x-csrf-token", ""))

        return find

    async def peek(self, request: Request) -> StaffMember | None:
        """Whoever is signed in, for a page that anybody may see; nobody where the database does not say."""
        try:
            signed_in = await self.sign_in.find_signed_in(request.cookies.get(COOKIE, ""), is_act=False)
        except SQLAlchemyError:
            return None
        if signed_in.state != "open" or signed_in.session is None:
            return None
        request.state.csrf = signed_in.session.csrf
        return signed_in.session.staff

    async def _find(self, request: Request) -> SignedIn:
        is_page = not request.url.path.startswith("/console/api/")
        is_asked_for = is_page or request.method not in _SAFE
        is_act = is_asked_for and not request.url.path.endswith(_BY_ITSELF)
        return await self.sign_in.find_signed_in(request.cookies.get(COOKIE, ""), is_act=is_act)


def _let_through(request: Request, signed_in: SignedIn, act: StaffAct | None, csrf: str) -> StaffMember:
    assert signed_in.session is not None
    staff = signed_in.session.staff
    if act is not None and not staff.may(act):
        raise StaffRefusal("not_allowed", "您的角色不能做这一步，请找班长或管理员。", 403)
    if request.method not in _SAFE and not is_same(csrf, signed_in.session.csrf):
        raise StaffRefusal("stale_page", "这一页放久了，请刷新再试，写的内容先复制一下。", 403)
    request.state.csrf = signed_in.session.csrf
    request.state.signed_in_at = signed_in.session.begun_at
    request.state.must_enrol = signed_in.state == "enrol"
    return staff
