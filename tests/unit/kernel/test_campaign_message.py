"""What an approval is bound to: it outlives a new version of the program, and nothing that staff would call a change."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.outreach.audiences import Audience
from bot.kernel.outreach.campaign_message import hash_campaign
from bot.kernel.outreach.campaigns import Campaign, CampaignContent, CampaignState, SendingWay

CONTENT = CampaignContent(
    NoticeKind.NEWS, SendingWay.TEMPLATE, "T1", {"thing1": "{姓名}，您好"}, "https://a.example/"
)
AUDIENCE = Audience(3, 7, "list", {"file": "a.csv"}, ("姓名",), 2, "d1", (), 0, True)
CAMPAIGN = Campaign(
    7, "续保", CampaignState.PAUSED, CONTENT, 4, 3, 1, "周岚", datetime(2026, 11, 1, tzinfo=UTC)
)


def test_an_approval_from_before_an_upgrade_still_holds() -> None:
    assert (
        hash_campaign(CAMPAIGN, AUDIENCE)
        == "07761ca8ebec7a20787ea07ce5f2fd205b89a271191f0ca88001cb0f03ef28cd"
    )


def test_every_change_of_what_is_sent_or_to_whom_makes_another_hash() -> None:
    changed = [
        (replace(CAMPAIGN, content=replace(CONTENT, url="")), AUDIENCE),
        (replace(CAMPAIGN, repeats=5), AUDIENCE),
        (CAMPAIGN, replace(AUDIENCE, digest="d2")),
    ]
    hashes = {hash_campaign(*one) for one in [(CAMPAIGN, AUDIENCE), *changed]}
    assert len(hashes) == 4
    assert hash_campaign(replace(CAMPAIGN, name="改名", state=CampaignState.DRAFT), AUDIENCE) in hashes
