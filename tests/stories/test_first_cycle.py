"""A factory's first cycle at the pages: from its registration to the reports that a buyer downloads.

Real web server, worker and beat; nothing is done behind the pages' back, save that the demo's clock
is moved, at its page. The tests are the steps of one story, in their order.
"""

import re
import time
from dataclasses import dataclass, field

import pytest

from tests.stories.browser import OWN_PASSWORD, Person, Stage

pytestmark = pytest.mark.usefixtures("in_order")


@dataclass
class Tale:
    """What the story has come to know so far; addresses were read on the pages."""

    stage: Stage
    name: str = field(default_factory=lambda: f"Amber Loom {time.time_ns() // 10**6 % 10**7}")
    factory: str = ""  # the address of its page
    code: str = ""
    manager_mail: str = field(default_factory=lambda: f"sok.dara.{time.time_ns() // 10**6}@amber.example")

    @property
    def pk(self) -> str:
        return re.sub(r".*/factories/([^/]+)/.*", r"\1", self.factory)

    @property
    def admin(self) -> Person:
        return self.stage.demo("admin")

    @property
    def leader(self) -> Person:
        return self.stage.demo("leader")

    @property
    def advisor(self) -> Person:
        return self.stage.demo("advisor")

    @property
    def manager(self) -> Person:
        return self.stage.person(self.manager_mail, OWN_PASSWORD)

    @property
    def buyer(self) -> Person:
        return self.stage.demo("buyer")

    @property
    def rival(self) -> Person:
        return self.stage.demo("rival")


@pytest.fixture(scope="module")
def tale(stage: Stage) -> Tale:
    return Tale(stage)


def test_the_administrator_registers_a_factory(tale: Tale) -> None:
    admin = tale.admin
    admin.go("/")
    admin.follow("Factories").follow("Register a factory").shows("register")
    admin.types(name=tale.name, city="Phnom Penh", workers=1200, women=1000, unions=1, products="Shirts")
    admin.presses("Register").sees("Registered as")
    tale.factory = admin.page.url
    admin.sees("From registration to the first visit").shows("factory-registered")


def test_its_manager_is_invited_and_chooses_a_password(tale: Tale) -> None:
    tale.admin.go(tale.factory)
    tale.admin.follow("Invite the factory manager").shows("invite")
    tale.admin.types(email=tale.manager_mail, name="Sok Dara", role="factory_manager")
    tale.admin.presses("Send the invitation")
    newcomer = tale.stage.newcomer()
    newcomer.go(link_in_mail(tale, tale.manager_mail))
    newcomer.shows("choose-password").types(password1=OWN_PASSWORD, password2=OWN_PASSWORD)
    newcomer.page.locator("main form button").first.click()
    tale.manager.go("/our-factory/")
    tale.manager.sees(tale.name)


def link_in_mail(tale: Tale, address: str) -> str:
    """The newest link mailed to that address, read on the demo's mail page."""
    tale.admin.go(f"/demo/mail/?q={address}")
    mails = tale.admin.page.locator("article", has_text=address)
    tale.admin.waits_for(lambda: mails.count() > 0, f"a mail to {address}").shows("demo-mail")
    return str(mails.first.get_by_role("link").first.get_attribute("href"))


def test_the_manager_signs_the_anti_bribery_policy(tale: Tale) -> None:
    tale.manager.go(tale.factory)
    tale.manager.follow("Read and sign the policy").shows("policy")
    tale.manager.types(signed_name="Sok Dara").presses("Sign for the factory").sees("You signed")


def test_the_opening_meeting_is_held_and_an_advisor_assigned(tale: Tale) -> None:
    leader = tale.leader
    leader.go(tale.factory)
    leader.follow("Record the opening meeting").shows("opening-meeting")
    leader.types(attended_by="Factory manager, HR, union chair", policy_gone_through=True)
    leader.presses("Record the meeting").sees("The opening meeting is recorded")
    leader.follow("Assign an advisor").shows("assign-advisor")
    leader.types(advisor=tale.advisor.own_name).presses("Assign").sees("The advisor is assigned")
    tale.advisor.go("/factories/?mine=1")
    tale.advisor.sees(tale.name)
