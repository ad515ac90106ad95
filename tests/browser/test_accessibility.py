"""Every page as people meet it who do not see it, do not point at it, or hold it in a hand: rules of WCAG 2.2 AA.

Our own rules (`accessibility.js`) hold on every page, size and theme; axe-core, which takes longer, looks once at
each page for what is serious or critical.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from kadrost.accounts.models import User
from kadrost.roadmaps.models import AssessmentRound, Checkpoint, PlanDraft, Requirement, Target
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.web.access_scene import AccessScene, make_scene
from tests.web.factories import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = (Path(__file__).parent / "accessibility.js").read_text(encoding="utf-8")
SECRET = "ключ-от-сада-27"
NARROW = (320, 640)
LONG_AGO = date(2026, 1, 1)
SCANNER = Axe()
SCANNED = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
GRAVE = ("serious", "critical")
PAGES = {
    "public": ("/", "/plans/", "/plans/{plan_id}/", "/plans/{plan_id}/timeline/", "/plans/{plan_id}/schedules/",
               "/control/", "/control/executors/", "/control/?standing=silent", "/measures/{measure_id}/",
               "/organisations/", "/organisations/{organisation_id}/", "/sign-in", "/ui/keys", "/recovery",
               "/plans/{plan_id}/editions/", "/plans/{plan_id}/editions/1/", "/plans/{plan_id}/editions/compare/",
               "/standard/", "/standard/1/", "/standard/assessments/",
               "/standard/comparison/?plan={plan_id}&plan={other_id}"),
    "coordinator": ("/", "/control/", "/control/views/", "/plans/{plan_id}/edit/", "/plans/{plan_id}/account/2027/",
                    "/measures/{measure_id}/", "/measures/{measure_id}/edit/", "/measures/{measure_id}/assign/",
                    "/consents/", "/organisations/new/", "/organisations/{organisation_id}/edit/",
                    "/organisations/groups/", "/organisations/unresolved/", "/intakes/", "/intakes/new/", "/people/",
                    "/standard/plans/{plan_id}/", "/standard/assessments/{round_id}/",
                    "/standard/assessments/{round_id}/bodies/", "/standard/assessments/{round_id}/questions/",
                    "/standard/assessments/{round_id}/turn/", "/standard/comparison/{measure_id}/{other_id}/",
                    "/standard/drafts/", "/standard/drafts/{draft_id}/", "/standard/drafts/put/",
                    "/standard/assessments/new/", "/standard/drafts/new/", "/standard/comparison/",
                    "/editions/{edition_draft_id}/", "/editions/{edition_draft_id}/add/",
                    "/editions/{edition_draft_id}/take/", "/editions/{edition_draft_id}/abandon/",
                    "/editions/rows/{edition_row_id}/", "/campaigns/", "/campaigns/new/", "/campaigns/{campaign_id}/",
                    "/campaigns/{campaign_id}/close/", "/plans/{plan_id}/campaigns/", "/plans/{plan_id}/reminders/",
                    "/plans/{plan_id}/control/", "/organisations/{organisation_id}/invitations/",
                    "/organisations/{organisation_id}/merge/", "/organisations/{organisation_id}/reorganise/",
                    "/delegations/", "/territories/", "/notices/", "/duties/{duty_id}/consent/"),
    "controller": ("/", "/checkpoints/{checkpoint_id}/accept/", "/checkpoints/{checkpoint_id}/extend/",
                   "/checkpoints/{checkpoint_id}/return/", "/checkpoints/{checkpoint_id}/remove/"),
    "executor": ("/", "/checkpoints/{checkpoint_id}/report/", "/standard/assessments/{round_id}/provisions/1/",
                 "/standard/assessments/{round_id}/questions/{question_id}/",
                 "/campaigns/{campaign_id}/bodies/{organisation_id}/", "/me/", "/me/contacts", "/me/data/",
                 "/me/data/erasure/", "/me/looks/", "/password"),
    "administrator": ("/people/", "/organisations/{organisation_id}/people/", "/people/{person_id}/sign-in",
                      "/people/{person_id}/data/", "/people/{person_id}/delegations/", "/people/consents/",
                      "/people/sign-in-rules", "/erasures/", "/erasures/{erasure_id}/", "/territories/new/",
                      "/jobs/", "/jobs/{job_id}/", "/journal/", "/journal/chain/", "/journal/roadmaps.plan/{plan_id}/",
                      "/council/", "/council/new/", "/council/{body_id}/", "/council/{body_id}/edit/",
                      "/council/{body_id}/members/new/", "/council/{body_id}/measures/",
                      "/council/{body_id}/meetings/new/", "/council/meetings/{meeting_id}/",
                      "/council/meetings/{meeting_id}/edit/", "/council/meetings/{meeting_id}/attendance/",
                      "/council/meetings/{meeting_id}/course/", "/council/meetings/{meeting_id}/protocol/",
                      "/council/meetings/{meeting_id}/sign/", "/council/decisions/{decision_id}/",
                      "/council/questions/{item_id}/about/", "/council/approvals/", "/council/approvals/new/",
                      "/council/approvals/{artefact_id}/", "/council/approvals/stages/{stage_id}/"),
}  # fmt: skip


@pytest.fixture
def scene() -> AccessScene:
    with time_machine.travel(TODAY, tick=False):
        made = make_scene()
    # The browser's day is the real one, and what was made later is not there yet.
    AssessmentRound.objects.update(made_on=LONG_AGO, opened_on=LONG_AGO)
    PlanDraft.objects.update(made_on=LONG_AGO)
    checkpoint = Checkpoint.objects.get(pk=made.keys["checkpoint_id"])
    Requirement.objects.create(measure=checkpoint.measure, position=1, text="Приказ о мастерских")
    Target.objects.create(
        measure=checkpoint.measure,
        position=1,
        text="не менее 12 мастерских",
        operator=">=",
        value=12,
        unit="мастерских",
    )
    return made


def signed_in(open_page: OpenPage, live_server: LiveServer, user: User | None, **looks: object) -> Page:
    """A browser in which the person has signed in; the public's where there is none."""
    page = open_page(**looks)
    if user is not None:
        user.set_password(SECRET)
        user.save()
        page.goto(f"{live_server.url}/sign-in")
        page.locator("input[name=username], input[name=login]").first.fill(user.login)
        page.locator("input[name=password]").fill(SECRET)
        page.locator("main form button").first.click()
        page.wait_for_load_state("load")
    return page


@pytest.mark.parametrize("who", PAGES)
@pytest.mark.parametrize(
    ("size", "theme"),
    [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (NARROW, "dark")],
    ids=["desktop-light", "desktop-dark", "phone-light", "narrow-dark"],
)
def test_pages_can_be_used_by_everybody(
    open_page: OpenPage, live_server: LiveServer, scene: AccessScene, who: str, size: tuple[int, int], theme: str
) -> None:
    page = signed_in(open_page, live_server, scene.people[who], size=size, theme=theme)
    wrong: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for template in PAGES[who]:
        address = template.format(**scene.keys)
        answer = page.goto(f"{live_server.url}{address}")
        found = page.evaluate(RULES) + (scanned(page) if (size, theme) == (DESKTOP, "light") else [])
        if answer is not None and answer.status != 200:
            found.append(f"answered {answer.status}")
        title = page.title()
        if title in titles and titles[title].split("?")[0] != address.split("?")[0]:
            found.append(f"the same title as {titles[title]}: {title}")
        titles[title] = address
        if found:
            wrong[address] = found
    assert wrong == {}


def scanned(page: Page) -> list[str]:
    """What axe-core finds serious or critical, with the first place of each."""
    found = SCANNER.run(page, options=SCANNED).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in GRAVE]


def test_keys_reach_everything_and_show_where_they_are(
    open_page: OpenPage, live_server: LiveServer, scene: AccessScene
) -> None:
    page = signed_in(open_page, live_server, scene.people["coordinator"])
    page.goto(f"{live_server.url}/plans/{scene.keys['plan_id']}/edit/")
    reachable = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
          && one.tabIndex >= 0 && !one.disabled && !one.closest("[hidden]")).length"""
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen, unseen = set(), []
    for _ in range(reachable * 2):
        place, outline = page.evaluate(
            """() => { const one = document.activeElement; one.dataset.place ??= String(Math.random());
            const style = getComputedStyle(one);
            return [one === document.body ? "" : one.dataset.place,
              style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || one.outerHTML.slice(0, 100)]; }"""
        )
        if place in seen or not place:
            break
        seen.add(place)
        if outline is not True:
            unseen.append(outline)
        page.keyboard.press("Tab")
    assert unseen == []
    assert len(seen) >= reachable


def test_a_day_is_typed_or_chosen(open_page: OpenPage, live_server: LiveServer, scene: AccessScene) -> None:
    page = signed_in(open_page, live_server, scene.people["coordinator"])
    page.goto(f"{live_server.url}/plans/{scene.keys['plan_id']}/edit/")
    day = page.locator("input[name=period_from]")
    assert day.get_attribute("type") == "text"
    native = page.locator(".day:has(input[name=period_from]) .day-native")
    native.evaluate("one => { one.value = '2027-02-15'; one.dispatchEvent(new Event('change')); }")
    assert day.input_value() == date(2027, 2, 15).strftime("%d.%m.%Y")
    assert page.locator(".day:has(input[name=period_from]) [data-day]").is_visible()
