"""Every address × every role: who may look and who may act. A new address without a line here fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from pytest_django import Settings

from tests.web.access_scene import AccessScene, everything, make_scene

pytestmark = pytest.mark.django_db

PEOPLE = ["public", "nobody", "executor", "stranger", "controller", "coordinator", "auditor", "administrator"]
ALL = "200 200 200 200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200 200 200 200"
STAFF = "302 403 200 200 200 200 200 200"
STAFF_HIDDEN = "404 404 200 200 200 200 200 200"
MANAGERS = "302 403 403 403 403 200 403 200"
ADMINISTRATOR = "302 403 403 403 403 403 403 200"
EXECUTOR = "302 403 200 403 403 403 403 403"
CONTROLLER = "302 403 403 403 200 403 403 403"
# What a register keeps of a body: its coordinator keeps it, the responsible body changes its own.
RESPONSIBLE = "302 403 200 403 403 200 403 200"
# Pages of one's own sign-in: there is nothing of it in the scene, or the person has to prove again who they are.
OWN_ONLY = "302 404 404 404 404 404 404 404"
REDIRECTED = "302 302 302 302 302 302 302 302"
NOWHERE = "404 404 404 404 404 404 404 404"
# Councils are shown to the region; their composition is kept by coordinators, their meetings by their own secretary.
COUNCIL = "302 404 200 200 200 200 200 200"
COMPOSITION = "302 404 403 403 403 200 403 200"
AUTHORS = "302 404 200 403 403 200 403 200"
ROUTED = "302 404 302 403 403 302 403 302"
SECRETARIES = "302 404 403 403 403 403 403 200"
JOURNAL = "302 403 403 403 403 403 200 200"
POST_ONLY = "405 405 405 405 405 405 405 405"

# Who may look: the status of GET for each of PEOPLE.
LOOK = {
    "health-live": ALL,
    "health-ready": ALL,
    "ui-keys": ALL,
    "ui-preference": POST_ONLY,
    "ui-gallery": "404 404 404 404 404 404 404 404",
    "accounts-sign-in": "200 302 302 302 302 302 302 302",
    "accounts-sign-out": POST_ONLY,
    "accounts-password-change": SIGNED_IN,
    "account_login": "200 302 302 302 302 302 302 302",
    "mfa_authenticate": REDIRECTED,
    "accounts-passkey-sign-in": ALL,
    "accounts-provider": POST_ONLY,
    "accounts-provider-back": NOWHERE,
    "accounts-recovery": ALL,
    "accounts-recovery-set": NOWHERE,
    "accounts-me": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "accounts-protect": REDIRECTED,
    "accounts-contacts": SIGNED_IN,
    "accounts-email-confirm": OWN_ONLY,
    "accounts-session-end": POST_ONLY,
    "accounts-sessions-end": POST_ONLY,
    "account_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate": REDIRECTED,
    "mfa_reauthenticate_webauthn": REDIRECTED,
    "mfa_activate_totp": REDIRECTED,
    "accounts-application-picture": OWN_ONLY,
    "mfa_deactivate_totp": OWN_ONLY,
    "mfa_view_recovery_codes": OWN_ONLY,
    "mfa_generate_recovery_codes": REDIRECTED,
    "mfa_add_webauthn": REDIRECTED,
    "accounts-passkey-name": OWN_ONLY,
    "accounts-passkey-drop": OWN_ONLY,
    "accounts-person": ADMINISTRATOR,
    "accounts-rules": ADMINISTRATOR,
    "accounts-standing-choose": "302 405 405 405 405 405 405 405",
    "region-organisations": ALL,
    "region-organisation-new": MANAGERS,
    "region-organisation": ALL,
    "region-organisation-edit": MANAGERS,
    "region-organisation-merge": MANAGERS,
    "region-organisation-reorganise": MANAGERS,
    "region-organisation-name-new": POST_ONLY,
    "region-organisation-name-remove": POST_ONLY,
    "region-organisation-people": ADMINISTRATOR,
    "region-appointment-end": POST_ONLY,
    "region-journal": JOURNAL,
    "region-journal-xlsx": JOURNAL,
    "region-journal-csv": JOURNAL,
    "region-journal-chain": JOURNAL,
    "region-history": "302 403 200 200 200 200 200 200",
    "region-looks": SIGNED_IN,
    "region-my-data": SIGNED_IN,
    "region-my-export": POST_ONLY,
    "region-my-erasure": SIGNED_IN,
    "region-my-consent": OWN_ONLY,
    "region-person-data": ADMINISTRATOR,
    "region-person-consent": ADMINISTRATOR,
    "region-person-export": ADMINISTRATOR,
    "region-consents": ADMINISTRATOR,
    "region-erasures": ADMINISTRATOR,
    "region-erasure": ADMINISTRATOR,
    "region-erasure-answer": "302 403 403 403 403 403 403 404",
    "region-invitations": MANAGERS,
    "region-invitation-resend": POST_ONLY,
    "region-invitation-revoke": POST_ONLY,
    "region-invitation": NOWHERE,
    "region-people": MANAGERS,
    "region-delegations": SIGNED_IN,
    "region-territories": STAFF,
    "region-territory-new": ADMINISTRATOR,
    "region-territory-edit": "302 404 404 404 404 404 404 200",
    "region-delegations-of": "302 404 404 404 404 404 404 200",
    "region-delegation-withdraw": POST_ONLY,
    "region-groups": ALL,
    "region-group-edit": MANAGERS,
    "notices-settings": SIGNED_IN,
    "notices-feed-make": POST_ONLY,
    "notices-feed-revoke": POST_ONLY,
    "notices-stop": NOWHERE,
    "notices-feed": NOWHERE,
    "notices-jobs": ADMINISTRATOR,
    "notices-job": "302 404 404 404 404 404 404 200",
    "notices-job-repeat": POST_ONLY,
    "notices-schedule-now": POST_ONLY,
    "notices-letter-resend": POST_ONLY,
    "notices-mailbox": NOWHERE,
    "notices-letter": NOWHERE,
    "roadmaps-campaigns": STAFF,
    "roadmaps-campaign-new": MANAGERS,
    "roadmaps-campaign": "302 404 200 200 200 200 200 200",
    "roadmaps-campaign-close": "302 404 403 403 403 200 403 200",
    "roadmaps-campaign-remind": POST_ONLY,
    "roadmaps-campaign-body": "302 404 200 200 200 200 200 200",
    "roadmaps-plan-campaigns": "302 404 200 200 200 200 200 200",
    "roadmaps-plan-reminders": MANAGERS,
    "roadmaps-board": ALL,
    "roadmaps-board-executors": ALL,
    "roadmaps-board-xlsx": ALL,
    "roadmaps-board-ics": ALL,
    "roadmaps-view-list": SIGNED_IN,
    "roadmaps-view-save": POST_ONLY,
    "roadmaps-view-delete": POST_ONLY,
    "roadmaps-intake-list": MANAGERS,
    "roadmaps-intake-upload": MANAGERS,
    "roadmaps-intake-review": MANAGERS,
    "roadmaps-intake-mend": POST_ONLY,
    "roadmaps-intake-term": MANAGERS,
    "roadmaps-intake-questions": "302 403 403 403 403 302 403 302",
    "roadmaps-intake-question": MANAGERS,
    "roadmaps-intake-bodies": MANAGERS,
    "roadmaps-intake-confirm": MANAGERS,
    "roadmaps-intake-rulers": MANAGERS,
    "roadmaps-intake-territory": POST_ONLY,
    "roadmaps-intake-add": MANAGERS,
    "roadmaps-intake-file": MANAGERS,
    "roadmaps-intake-abandon": MANAGERS,
    "roadmaps-names": MANAGERS,
    "roadmaps-measure": ALL,
    "roadmaps-measure-edit": MANAGERS,
    "roadmaps-measure-assign": MANAGERS,
    "roadmaps-measure-event": MANAGERS,
    "roadmaps-duty-consent": MANAGERS,
    "roadmaps-consents": STAFF,
    "roadmaps-checkpoint-report": EXECUTOR,
    "roadmaps-checkpoint-accept": CONTROLLER,
    "roadmaps-checkpoint-return": CONTROLLER,
    "roadmaps-checkpoint-extend": CONTROLLER,
    "roadmaps-checkpoint-remove": CONTROLLER,
    "roadmaps-report-documents": "302 404 200 403 403 403 403 403",
    "roadmaps-my-work": ALL,
    "roadmaps-plans": ALL,
    "roadmaps-plan": ALL,
    "roadmaps-plan-timeline": ALL,
    "roadmaps-plan-schedules": ALL,
    "roadmaps-plan-calendar": ALL,
    "roadmaps-plan-edit": MANAGERS,
    "roadmaps-plan-turn": MANAGERS,
    "roadmaps-adaptations": MANAGERS,
    "roadmaps-adaptation": MANAGERS,
    "roadmaps-adaptation-abandon": MANAGERS,
    "roadmaps-adaptation-begin": MANAGERS,
    "roadmaps-adaptation-blanks": MANAGERS,
    "roadmaps-adaptation-executors": MANAGERS,
    "roadmaps-adaptation-preview": MANAGERS,
    "roadmaps-adaptation-term": MANAGERS,
    "roadmaps-adaptation-terms": MANAGERS,
    "roadmaps-plan-blanks": "302 404 200 200 200 200 200 200",
    "roadmaps-plan-template": "302 404 200 200 200 200 200 200",
    "roadmaps-plan-paper": ALL,
    "roadmaps-editions": ALL,
    "roadmaps-edition": ALL,
    "roadmaps-editions-compare": ALL,
    "roadmaps-edition-begin": POST_ONLY,
    "roadmaps-intake-edition": POST_ONLY,
    "roadmaps-edition-draft": "302 404 200 200 200 200 200 200",
    "roadmaps-edition-add": "302 404 403 403 403 200 403 200",
    "roadmaps-edition-accept-rest": POST_ONLY,
    "roadmaps-edition-take": "302 404 403 403 403 200 403 200",
    "roadmaps-edition-abandon": "302 404 403 403 403 200 403 200",
    "roadmaps-edition-row": "302 404 403 403 403 200 403 200",
    "roadmaps-edition-row-decide": POST_ONLY,
    "roadmaps-effectiveness": "302 404 200 200 200 200 200 200",
    "roadmaps-analysis-new": "302 404 403 403 403 200 403 200",
    "roadmaps-effectiveness-rules": "302 404 403 403 403 200 403 200",
    "roadmaps-analysis": "302 404 200 200 200 200 200 200",
    "roadmaps-analysis-recount": POST_ONLY,
    "roadmaps-analysis-approve": "302 404 403 403 403 200 403 200",
    "roadmaps-analysis-abandon": "302 404 403 403 403 200 403 200",
    "roadmaps-analysis-correct": POST_ONLY,
    "roadmaps-analysis-attach": POST_ONLY,
    "roadmaps-analysis-report": "302 404 403 403 200 200 200 200",
    "roadmaps-proposal": "302 404 403 403 403 200 403 200",
    "roadmaps-proposal-decide": POST_ONLY,
    "roadmaps-proposal-opinion": "302 404 200 403 403 403 403 403",
    "roadmaps-act-download": STAFF,
    "roadmaps-evidence-download": STAFF,
    "roadmaps-standard": ALL,
    "roadmaps-provision": ALL,
    "roadmaps-ties": MANAGERS,
    "roadmaps-assessments": ALL,
    "roadmaps-assessment-new": MANAGERS,
    "roadmaps-assessment": STAFF_HIDDEN,
    "roadmaps-assessment-bodies": "302 404 403 403 403 200 403 200",
    "roadmaps-assessment-questions": "302 404 403 403 403 200 403 200",
    "roadmaps-assessment-turn": "302 404 403 403 403 200 403 200",
    "roadmaps-assessment-provision": STAFF_HIDDEN,
    "roadmaps-assessment-answer": "302 404 200 403 403 403 403 403",
    "roadmaps-assessment-report": STAFF_HIDDEN,
    "roadmaps-comparison": ALL,
    "roadmaps-comparison-decide": POST_ONLY,
    "roadmaps-comparison-measure": ALL,
    "roadmaps-drafts": STAFF,
    "roadmaps-draft-new": MANAGERS,
    "roadmaps-draft-put": MANAGERS,
    "roadmaps-draft": STAFF,
    "roadmaps-draft-turn": POST_ONLY,
    "roadmaps-draft-download": STAFF,
    "roadmaps-draft-measure": MANAGERS,
    "roadmaps-draft-measure-remove": POST_ONLY,
    "roadmaps-projects": STAFF,
    "roadmaps-project-new": MANAGERS,
    "roadmaps-projects-docx": STAFF,
    "roadmaps-projects-xlsx": STAFF,
    "roadmaps-project": STAFF,
    "roadmaps-project-edit": RESPONSIBLE,
    "roadmaps-project-cancel": RESPONSIBLE,
    "roadmaps-project-condition": RESPONSIBLE,
    "roadmaps-agreement-new": RESPONSIBLE,
    "roadmaps-agreement-edit": RESPONSIBLE,
    "roadmaps-agreement-attach": EXECUTOR,
    "roadmaps-agreement-file": STAFF,
    "roadmaps-plan-projects": "302 404 200 200 200 200 200 200",
    "roadmaps-account-newest": "404 404 302 302 302 302 302 302",
    "roadmaps-account-show": STAFF_HIDDEN,
    "roadmaps-account-download": STAFF_HIDDEN,
    "council-bodies": STAFF,
    "council-body-new": MANAGERS,
    "council-body": COUNCIL,
    "council-body-edit": COMPOSITION,
    "council-member-new": COMPOSITION,
    "council-member-end": COMPOSITION,
    "council-protocol-adopt": POST_ONLY,
    "council-answer": POST_ONLY,
    "council-assignments": COUNCIL,
    "council-assignments-paper": COUNCIL,
    "council-assignments-attach": POST_ONLY,
    "council-measure-bind": COMPOSITION,
    "council-measure-unbind": POST_ONLY,
    "council-calendar": COUNCIL,
    "council-meeting-new": SECRETARIES,
    "council-meeting": COUNCIL,
    "council-meeting-edit": SECRETARIES,
    "council-meeting-cancel": SECRETARIES,
    "council-meeting-open": POST_ONLY,
    "council-attendance": SECRETARIES,
    "council-course": SECRETARIES,
    "council-item-new": SECRETARIES,
    "council-item-edit": SECRETARIES,
    "council-item-turn": POST_ONLY,
    "council-item-notes": POST_ONLY,
    "council-material-new": SECRETARIES,
    "council-votes": POST_ONLY,
    "council-votes-named": SECRETARIES,
    "council-vote": POST_ONLY,
    "council-decision-new": POST_ONLY,
    "council-decision-meaning": SECRETARIES,
    "council-decision-about": SECRETARIES,
    "council-material": COUNCIL,
    "council-material-remove": POST_ONLY,
    "council-decision": SECRETARIES,
    "council-decision-turn": POST_ONLY,
    "council-agenda": COUNCIL,
    "council-protocol": COUNCIL,
    "council-protocol-docx": COUNCIL,
    "council-signed-copy": OWN_ONLY,
    "council-extract": COUNCIL,
    "council-sign": SECRETARIES,
    "council-artefacts": STAFF,
    "council-artefact-new": STAFF,
    "council-artefact": COUNCIL,
    "council-artefact-route": ROUTED,
    "council-artefact-version-new": AUTHORS,
    "council-route-keep": AUTHORS,
    "council-artefact-file": COUNCIL,
    "council-stage-decide": "302 404 200 403 403 403 403 200",
    "council-stage-letter": "302 404 404 404 404 404 404 404",
    "council-sessions": SIGNED_IN,
    "council-session-new": COMPOSITION,
    "council-session": COUNCIL,
    "council-session-edit": COMPOSITION,
    "council-session-phase": COMPOSITION,
    "council-session-cancel": COMPOSITION,
    "council-session-presence": COMPOSITION,
    "council-expert-new": COMPOSITION,
    "council-expert-edit": COMPOSITION,
    "council-expert-remove": POST_ONLY,
    "council-expert-marks": COMPOSITION,
    "council-proposal-new": COMPOSITION,
    "council-proposal-edit": COMPOSITION,
    "council-proposal-join": COMPOSITION,
    "council-proposal-interest": COMPOSITION,
    "council-proposal-decide": COMPOSITION,
    "council-session-results": COUNCIL,
    "council-session-xlsx": COUNCIL,
    "council-session-docx": COUNCIL,
    "council-session-close": SECRETARIES,
    "council-session-agenda": POST_ONLY,
}

# Who may act: all others' POST is refused and leaves everything as it was.
ACT = {
    "notices-job-repeat": {"administrator"},
    "notices-schedule-now": {"administrator"},
    "notices-letter-resend": {"administrator"},
    "roadmaps-campaign-new": {"coordinator", "administrator"},
    "roadmaps-campaign-close": {"coordinator", "administrator"},
    "roadmaps-campaign-remind": {"coordinator", "administrator"},
    "roadmaps-campaign-body": {"executor"},
    "roadmaps-plan-reminders": {"coordinator", "administrator"},
    "region-organisation-new": {"coordinator", "administrator"},
    "region-organisation-edit": {"coordinator", "administrator"},
    "region-organisation-merge": {"coordinator", "administrator"},
    "region-organisation-reorganise": {"coordinator", "administrator"},
    "region-organisation-name-new": {"coordinator", "administrator"},
    "region-organisation-name-remove": {"coordinator", "administrator"},
    "region-group-edit": {"coordinator", "administrator"},
    "region-organisation-people": {"administrator"},
    "region-appointment-end": {"administrator"},
    "region-person-data": {"administrator"},
    "region-person-consent": {"administrator"},
    "region-person-export": {"administrator"},
    "region-erasure": {"administrator"},
    "region-invitations": {"coordinator", "administrator"},
    "region-invitation-resend": {"coordinator", "administrator"},
    "region-invitation-revoke": {"coordinator", "administrator"},
    "accounts-person": {"administrator"},
    "accounts-rules": {"administrator"},
    "region-delegations-of": {"administrator"},
    "region-territory-new": {"administrator"},
    "region-territory-edit": {"administrator"},
    "region-delegation-withdraw": {"executor", "administrator"},
    "roadmaps-view-delete": {"coordinator"},
    "roadmaps-intake-upload": {"coordinator", "administrator"},
    "roadmaps-intake-mend": {"coordinator", "administrator"},
    "roadmaps-intake-question": {"coordinator", "administrator"},
    "roadmaps-intake-bodies": {"coordinator", "administrator"},
    "roadmaps-intake-confirm": {"coordinator", "administrator"},
    "roadmaps-intake-territory": {"coordinator", "administrator"},
    "roadmaps-intake-add": {"coordinator", "administrator"},
    "roadmaps-intake-abandon": {"coordinator", "administrator"},
    "roadmaps-names": {"coordinator", "administrator"},
    "roadmaps-measure-edit": {"coordinator", "administrator"},
    "roadmaps-plan-edit": {"coordinator", "administrator"},
    "roadmaps-plan-turn": {"coordinator", "administrator"},
    "roadmaps-adaptation": {"coordinator", "administrator"},
    "roadmaps-adaptation-abandon": {"coordinator", "administrator"},
    "roadmaps-adaptation-begin": {"coordinator", "administrator"},
    "roadmaps-adaptation-blanks": {"coordinator", "administrator"},
    "roadmaps-adaptation-executors": {"coordinator", "administrator"},
    "roadmaps-adaptation-preview": {"coordinator", "administrator"},
    "roadmaps-adaptation-term": {"coordinator", "administrator"},
    "roadmaps-plan-blanks": {"coordinator", "administrator"},
    "roadmaps-edition-begin": {"coordinator", "administrator"},
    "roadmaps-intake-edition": {"coordinator", "administrator"},
    "roadmaps-edition-add": {"coordinator", "administrator"},
    "roadmaps-edition-accept-rest": {"coordinator", "administrator"},
    "roadmaps-edition-take": {"coordinator", "administrator"},
    "roadmaps-edition-abandon": {"coordinator", "administrator"},
    "roadmaps-edition-row": {"coordinator", "administrator"},
    "roadmaps-edition-row-decide": {"coordinator", "administrator"},
    "roadmaps-analysis-new": {"coordinator", "administrator"},
    "roadmaps-effectiveness-rules": {"coordinator", "administrator"},
    "roadmaps-analysis-recount": {"coordinator", "administrator"},
    "roadmaps-analysis-approve": {"coordinator", "administrator"},
    "roadmaps-analysis-abandon": {"coordinator", "administrator"},
    "roadmaps-analysis-correct": {"coordinator", "administrator"},
    "roadmaps-analysis-attach": {"coordinator", "administrator"},
    "roadmaps-proposal": {"coordinator", "administrator"},
    "roadmaps-proposal-decide": {"coordinator", "administrator"},
    "roadmaps-proposal-opinion": {"executor"},
    "roadmaps-measure-assign": {"coordinator", "administrator"},
    "roadmaps-measure-event": {"coordinator", "administrator"},
    "roadmaps-duty-consent": {"coordinator", "administrator"},
    "roadmaps-checkpoint-report": {"executor"},
    "roadmaps-checkpoint-accept": {"controller"},
    "roadmaps-checkpoint-return": {"controller"},
    "roadmaps-checkpoint-extend": {"controller"},
    "roadmaps-checkpoint-remove": {"controller"},
    "roadmaps-report-documents": {"executor"},
    "roadmaps-ties": {"coordinator", "administrator"},
    "roadmaps-assessment-new": {"coordinator", "administrator"},
    "roadmaps-assessment-bodies": {"coordinator", "administrator"},
    "roadmaps-assessment-questions": {"coordinator", "administrator"},
    "roadmaps-assessment-turn": {"coordinator", "administrator"},
    "roadmaps-assessment-answer": {"executor"},
    "roadmaps-comparison-decide": {"coordinator", "administrator"},
    "roadmaps-project-new": {"coordinator", "administrator"},
    "roadmaps-project-edit": {"executor", "coordinator", "administrator"},
    "roadmaps-project-cancel": {"executor", "coordinator", "administrator"},
    "roadmaps-project-condition": {"executor", "coordinator", "administrator"},
    "roadmaps-agreement-new": {"executor", "coordinator", "administrator"},
    "roadmaps-agreement-edit": {"executor", "coordinator", "administrator"},
    "roadmaps-agreement-attach": {"executor"},
    "roadmaps-plan-projects": {"coordinator", "administrator"},
    "roadmaps-draft-new": {"coordinator", "administrator"},
    "roadmaps-draft-put": {"coordinator", "administrator"},
    "roadmaps-draft-turn": {"coordinator", "administrator"},
    "roadmaps-draft-measure": {"coordinator", "administrator"},
    "roadmaps-draft-measure-remove": {"coordinator", "administrator"},
    "council-protocol-adopt": {"administrator"},
    "council-answer": {"administrator"},
    "council-assignments-attach": {"administrator"},
    "council-meeting-new": {"administrator"},
    "council-meeting-edit": {"administrator"},
    "council-meeting-cancel": {"administrator"},
    "council-meeting-open": {"administrator"},
    "council-attendance": {"administrator"},
    "council-item-new": {"administrator"},
    "council-item-edit": {"administrator"},
    "council-item-turn": {"administrator"},
    "council-item-notes": {"administrator"},
    "council-material-new": {"administrator"},
    "council-votes": {"administrator"},
    "council-votes-named": {"administrator"},
    "council-decision-new": {"administrator"},
    "council-decision-about": {"administrator"},
    "council-material-remove": {"administrator"},
    "council-decision": {"administrator"},
    "council-decision-turn": {"administrator"},
    "council-sign": {"administrator"},
    "council-body-new": {"coordinator", "administrator"},
    "council-body-edit": {"coordinator", "administrator"},
    "council-member-new": {"coordinator", "administrator"},
    "council-member-end": {"coordinator", "administrator"},
    "council-measure-bind": {"coordinator", "administrator"},
    "council-measure-unbind": {"coordinator", "administrator"},
    "council-vote": set(),
    "council-artefact-route": {"executor", "coordinator", "administrator"},
    "council-artefact-version-new": {"executor", "coordinator", "administrator"},
    "council-route-keep": {"executor", "coordinator", "administrator"},
    "council-stage-decide": {"executor", "administrator"},
    "council-session-new": {"coordinator", "administrator"},
    "council-session-edit": {"coordinator", "administrator"},
    "council-session-phase": {"coordinator", "administrator"},
    "council-session-cancel": {"coordinator", "administrator"},
    "council-session-presence": {"coordinator", "administrator"},
    "council-expert-new": {"coordinator", "administrator"},
    "council-expert-edit": {"coordinator", "administrator"},
    "council-expert-remove": {"coordinator", "administrator"},
    "council-expert-marks": {"coordinator", "administrator"},
    "council-proposal-new": {"coordinator", "administrator"},
    "council-proposal-edit": {"coordinator", "administrator"},
    "council-proposal-join": {"coordinator", "administrator"},
    "council-proposal-interest": {"coordinator", "administrator"},
    "council-proposal-decide": {"coordinator", "administrator"},
    "council-session-close": {"administrator"},
    "council-session-agenda": {"administrator"},
}
REFUSED = {302, 403, 404}


def addresses() -> Iterator[URLPattern]:
    """Every address of the site, as the url configuration names them."""
    waiting = list(get_resolver().url_patterns)
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, URLPattern):
            yield entry
        else:
            waiting += entry.url_patterns


def address_of(entry: URLPattern, scene: AccessScene) -> str:
    assert entry.name is not None
    return reverse(entry.name, kwargs={name: scene.keys[name] for name in entry.pattern.converters})


def client_of(scene: AccessScene, who: str) -> Client:
    client = Client()
    user = scene.people[who]
    if user is not None:
        client.force_login(user)
    return client


def read_whole(answer: HttpResponseBase) -> None:
    """Read a file to its end: so the client closes it without closing the test's connection to the database."""
    if answer.streaming:
        b"".join(answer)


def test_every_address_has_its_line() -> None:
    assert {entry.name for entry in addresses()} == set(LOOK)
    assert set(ACT) <= set(LOOK)


def test_who_may_look() -> None:
    scene = make_scene()
    assert list(scene.people) == PEOPLE
    clients = {who: client_of(scene, who) for who in PEOPLE}
    seen = {}
    for entry in addresses():
        statuses = []
        for who in PEOPLE:
            answer = clients[who].get(address_of(entry, scene))
            read_whole(answer)
            statuses.append(str(answer.status_code))
        seen[entry.name] = " ".join(statuses)
    assert seen == LOOK


def test_who_may_act(settings: Settings) -> None:
    scene = make_scene()
    folder = Path(settings.MEDIA_ROOT)
    clients = {who: client_of(scene, who) for who in PEOPLE}
    before = everything(folder)
    wrong = []
    for entry in addresses():
        for who in PEOPLE:
            if entry.name not in ACT or who in ACT[entry.name]:
                continue
            answer = clients[who].post(address_of(entry, scene), {"version": "1", "ground": "Основание"})
            read_whole(answer)
            if answer.status_code not in REFUSED:
                wrong.append((entry.name, who, answer.status_code))
            if answer.status_code == 302 and "/sign-in" not in answer.headers["Location"]:
                wrong.append((entry.name, who, answer.headers["Location"]))
    assert wrong == []
    assert everything(folder) == before
