"""What members' questions need of the system of record, whichever system that is."""

from datetime import date
from typing import Literal, Protocol

from claims.values import Claim, Enrolment, MemberId, Payment, Profile, ReliefApplication

Detail = Literal["name", "id_number", "phone", "card"]


class ClaimsSource(Protocol):
    """One member's records. Of somebody unknown or gone there are none; what is somebody else's is as if it were not.

    A source that cannot say raises SourceUnavailable: no records and no answer are two things.
    """

    async def find_profile(self, member: MemberId) -> Profile:
        """The member as shown to themselves; raises UnknownMember if there is none by that id."""
        ...

    async def find_enrolments(self, member: MemberId, today: date) -> tuple[Enrolment, ...]:
        """What the member is, was or will be enrolled in, newest first, each as it stands `today`."""
        ...

    async def find_claims(self, member: MemberId) -> tuple[Claim, ...]:
        """The member's claims, newest first."""
        ...

    async def find_claim(self, member: MemberId, number: str) -> Claim | None:
        """The member's claim of that number, in whatever case it is typed."""
        ...

    async def find_payments(self, member: MemberId) -> tuple[Payment, ...]:
        """Every payment to the member, newest first, also those that came back."""
        ...

    async def find_relief_applications(self, member: MemberId) -> tuple[ReliefApplication, ...]:
        """The member's applications to a relief fund, newest first."""
        ...

    async def find_relief_application(self, member: MemberId, number: str) -> ReliefApplication | None:
        """The member's application of that number, in whatever case it is typed."""
        ...


class MemberIdentity(Protocol):
    """Who somebody is. Tells nothing of which part was wrong, neither in words nor by the time it takes."""

    async def find(self, name: str, id_number: str, card_tail: str) -> MemberId | None:
        """The one member whom all three fit."""
        ...

    async def prove(self, member: MemberId, id_number: str, known_number: str, *, phones: bool) -> bool:
        """Whether somebody knows the identity number, and the whole card number or, with `phones`, the phone."""
        ...

    async def reveal(self, member: MemberId, detail: Detail) -> str:
        """A detail in clear, for staff who gave a reason; raises UnknownMember."""
        ...


class SystemOfRecord(ClaimsSource, MemberIdentity, Protocol):
    """A system that answers both, and says whether it can."""

    async def hold_claim(self, member: MemberId, number: str) -> str:
        """Holds the member's claim ready in the claims database, for papers to hang on; its number there."""
        ...

    async def is_ready(self) -> bool:
        """Whether it answers now."""
        ...

    async def close(self) -> None:
        """Gives its connections back."""
        ...
