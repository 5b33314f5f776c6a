"""Joins the pages of members, and the door before them."""

from fastapi import APIRouter

from bot.web.members.form_page import FormPage
from bot.web.members.forms import FormPages
from bot.web.members.identity_page import IdentityPage
from bot.web.members.page_door import PageDoor
from bot.web.members.papers_page import PapersPage
from bot.web.members.privacy_page import PrivacyPage
from bot.web.members.profile_page import ProfileForm
from bot.web.members.undo_page import UndoPage
from bot.wiring.parts import Parts


def join_door(parts: Parts) -> PageDoor:
    """What every page of a member asks first."""
    key = bytes.fromhex(parts.members.openers.pages.signer.sign("notes"))
    return PageDoor(parts.members.openers, FormPages.from_key(key))


def member_routers(parts: Parts, door: PageDoor) -> list[APIRouter]:
    """The routes of the pages that members open from a link."""
    return [
        IdentityPage(parts.members.identity, parts.conversation.turns, door).router(),
        ProfileForm(parts.members.profile, door).router(),
        FormPage(parts.conversation.forms, door).router(),
        PapersPage(parts.members.papers, door).router(),
        UndoPage(parts.members.undoing, door).router(),
        PrivacyPage().router(),
        door.router(),
    ]
