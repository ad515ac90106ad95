"""Addresses of organisations and of the people who act for them."""

from __future__ import annotations

from django.urls import path

from kadrost.region.views import (
    delegations,
    groups,
    invitations,
    journal,
    journal_export,
    organisations,
    people,
    people_list,
    reorganisations,
    territories,
)
from kadrost.region.views.personal import erasures, own, register

urlpatterns = [
    path("organisations/", organisations.list_organisations, name="region-organisations"),
    path("organisations/groups/", groups.list_groups, name="region-groups"),
    path("organisations/groups/<int:group_id>/", groups.edit_group, name="region-group-edit"),
    path("organisations/new/", organisations.new_organisation, name="region-organisation-new"),
    path("organisations/<int:organisation_id>/", organisations.show_organisation, name="region-organisation"),
    path("organisations/<int:organisation_id>/edit/", organisations.edit_organisation, name="region-organisation-edit"),
    path(
        "organisations/<int:organisation_id>/merge/", organisations.merge_organisation, name="region-organisation-merge"
    ),
    path(
        "organisations/<int:organisation_id>/reorganise/",
        reorganisations.reorganise_organisation,
        name="region-organisation-reorganise",
    ),
    path("organisations/<int:organisation_id>/names/", organisations.new_name, name="region-organisation-name-new"),
    path("organisations/names/<int:name_id>/remove/", organisations.drop_name, name="region-organisation-name-remove"),
    path("organisations/<int:organisation_id>/people/", people.people, name="region-organisation-people"),
    path("people/", people_list.list_people, name="region-people"),
    path("territories/", territories.list_territories, name="region-territories"),
    path("territories/new/", territories.new_territory, name="region-territory-new"),
    path("territories/<int:territory_id>/", territories.edit_territory, name="region-territory-edit"),
    path("delegations/", delegations.own_delegations, name="region-delegations"),
    path("delegations/<int:delegation_id>/withdraw/", delegations.withdraw, name="region-delegation-withdraw"),
    path("people/<int:person_id>/delegations/", delegations.delegations_of, name="region-delegations-of"),
    path("organisations/<int:organisation_id>/invitations/", invitations.invitations, name="region-invitations"),
    path("invitations/<int:invitation_id>/resend/", invitations.send_again, name="region-invitation-resend"),
    path("invitations/<int:invitation_id>/revoke/", invitations.take_back, name="region-invitation-revoke"),
    path("invitation/<str:token>", invitations.take, name="region-invitation"),
    path("appointments/<int:appointment_id>/end/", people.end, name="region-appointment-end"),
    path("journal/", journal.show_journal, name="region-journal"),
    path("journal/journal.xlsx", journal_export.download_sheet, name="region-journal-xlsx"),
    path("journal/journal.csv", journal_export.download_csv, name="region-journal-csv"),
    path("journal/chain/", journal.show_chain, name="region-journal-chain"),
    path("journal/<str:object_type>/<str:object_key>/", journal.show_history, name="region-history"),
    path("me/looks/", journal.show_looks, name="region-looks"),
    path("me/data/", own.my_data, name="region-my-data"),
    path("me/data/export/", own.my_export, name="region-my-export"),
    path("me/data/erasure/", own.my_erasure, name="region-my-erasure"),
    path("me/data/consent/", own.my_consent, name="region-my-consent"),
    path("people/<int:person_id>/data/", register.person_data, name="region-person-data"),
    path("people/<int:person_id>/data/consent/", register.person_consent, name="region-person-consent"),
    path("people/<int:person_id>/data/export/", register.person_export, name="region-person-export"),
    path("people/consents/", register.consents, name="region-consents"),
    path("erasures/", erasures.erasures, name="region-erasures"),
    path("erasures/<int:erasure_id>/", erasures.erasure, name="region-erasure"),
    path("erasures/<int:erasure_id>/answer.docx", erasures.answer, name="region-erasure-answer"),
]
