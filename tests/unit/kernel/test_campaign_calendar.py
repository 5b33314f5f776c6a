"""The calendar of campaigns: whole weeks, each campaign on each of its days."""

from datetime import UTC, date, datetime

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.outreach.campaign_calendar import CampaignSpan, find_next_month, lay_out_month, read_month
from bot.kernel.outreach.campaigns import Campaign, CampaignContent, CampaignState, SendingWay

CAMPAIGN = Campaign(
    7,
    "续保提醒",
    CampaignState.RUNNING,
    CampaignContent(NoticeKind.NEWS, SendingWay.TEMPLATE),
    1,
    None,
    1,
    "周岚",
    datetime(2026, 11, 1, tzinfo=UTC),
)


def test_a_month_is_whole_weeks_and_a_campaign_stands_on_each_of_its_days() -> None:
    span = CampaignSpan(CAMPAIGN, date(2026, 11, 28), date(2026, 12, 2))
    weeks = lay_out_month(date(2026, 11, 1), [span])
    assert [len(week) for week in weeks] == [7] * len(weeks)
    assert weeks[0][0].day.weekday() == 0
    days = [one for week in weeks for one in week]
    assert [one.day.day for one in days if one.spans] == [28, 29, 30, 1, 2]
    assert [one.day for one in days if one.is_of_month] == [date(2026, 11, day) for day in range(1, 31)]


def test_months_go_on_over_the_year_and_what_is_no_month_is_this_one() -> None:
    today = date(2026, 11, 28)
    assert find_next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert find_next_month(date(2027, 1, 1), -1) == date(2026, 12, 1)
    assert read_month("2026-12", today) == date(2026, 12, 1)
    for written in ("", "2026-13", "abc", "9999999", "9999-12", "0001-01"):
        assert read_month(written, today) == date(2026, 11, 1)
