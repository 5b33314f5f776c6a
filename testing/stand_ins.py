"""Who stands at a bot's doors in the tests, in place of Rasa, WeChat, the claims database and the clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.members.database import ClaimsDatabase
from bot.members.feeds import ClaimsFeeds
from bot.members.outbox import ClaimsOutbox
from bot.settings import Settings
from bot.wiring import Doors
from bot.wiring.channels import REGISTERED, RegisteredChannel
from bot.wiring.member_doors import MemberDoors
from bot.wiring.wechat_parts import WeChatParts, join_envelopes
from testing.audience import FakeAudience
from testing.fakes import (
    FakeClock,
    FakeDetails,
    FakeEngine,
    FakeMembership,
    FakeMessenger,
    FakeOAuth,
    FakePaperStore,
    FakePictures,
    FakeTemplateSender,
    FakeUploads,
    FakeVisitBook,
)
from testing.member_fakes import FakeMembers, NoClaims, NoReliefFiles
from testing.staff import QUICK_HASHER, HeaderGuard


@dataclass
class StandIns:
    """Each does as little as it can, and remembers what was asked of it."""

    clock: FakeClock = field(default_factory=FakeClock)
    engine: FakeEngine = field(default_factory=FakeEngine)
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    pictures: FakePictures = field(default_factory=FakePictures)
    uploads: FakeUploads = field(default_factory=FakeUploads)
    template_sender: FakeTemplateSender = field(default_factory=FakeTemplateSender)
    wechat: FakeOAuth = field(default_factory=FakeOAuth)
    details: FakeDetails = field(default_factory=FakeDetails)
    store: FakePaperStore = field(default_factory=FakePaperStore)
    visits: FakeVisitBook = field(default_factory=FakeVisitBook)
    audience: FakeAudience = field(default_factory=FakeAudience)
    members: FakeMembers = field(default_factory=FakeMembers)
    channels: Sequence[RegisteredChannel] = REGISTERED

    def __post_init__(self) -> None:
        """What is known of members is known as of now."""
        self.members.now = self.clock

    def doors(self) -> Doors:
        """The doors at which they stand, and a way in for staff that asks for no password."""
        return Doors(
            clock=self.clock,
            open_engine=lambda settings, claims, clock: self.engine,
            open_members=lambda claims, clock, today: self.member_doors(claims),
            open_wechat=lambda settings, redis, contents, clock: self.wechat_parts(settings),
            channels=self.channels,
            open_guard=HeaderGuard,
            hasher=QUICK_HASHER,
            outreach_timeout=(1.0, 2.0),
        )

    def member_doors(self, claims: ClaimsDatabase) -> MemberDoors:
        """What the claims database would answer."""
        return MemberDoors(
            membership=FakeMembership(),
            details=self.details,
            papers=self.store,
            windows=self.visits,
            facts=self.members,
            personal_data=NoClaims(),
            relief=NoReliefFiles(),
            audience=self.audience,
            changes=self.visits,
            outbox=ClaimsOutbox(claims, self.clock),
            feeds=ClaimsFeeds(claims),
        )

    def wechat_parts(self, settings: Settings) -> WeChatParts:
        """WeChat's real bytes, and nobody behind them."""
        return WeChatParts(
            envelopes=join_envelopes(settings),
            messenger=self.messenger,
            pictures=self.pictures,
            sent_pictures=self.uploads,
            templates=self.template_sender,
            sign_ins=self.wechat,
        )
