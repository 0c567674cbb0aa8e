"""`ksef2`: permissions of every kind, granted, listed and revoked."""

from __future__ import annotations

from ksef2.models import (
    AuthorizationPermissionsQuery,
    EntityPermission,
    EntityPermissionsQuery,
    EuEntityPermissionsQuery,
    PermissionOperationResumeState,
    PersonalPermissionsQuery,
    PersonPermissionsQuery,
    SubordinateEntityRolesQuery,
    SubUnit,
    SubunitPermissionsQuery,
)
from ksef2.raw import spec

from ksef2_account import POLL, new_client
from local_ksef import TASK, refusal, tell

GROUP, MEMBER, OFFICE, WORKER = TASK["group"], TASK["member"], TASK["office"], TASK["worker"]
PERSON = {"subject_type": "pesel", "subject_value": WORKER, "first_name": "Anna", "last_name": "Testowa"}
client = new_client()
client.testdata.create_subject(
    nip=GROUP,
    subject_type="vat_group",
    description="grupa VAT",
    subunits=[SubUnit(subject_nip=MEMBER, description="członek grupy")],
)
account = client.authentication.with_test_certificate(nip=GROUP, **POLL)
owner = account.permissions

granted = [
    owner.grant_person(permissions=["invoice_read"], description="praca w firmie", **PERSON),
    owner.grant_entity(
        subject_value=OFFICE,
        permissions=[EntityPermission(type="invoice_read", can_delegate=True)],
        description="obsługa faktur",
        entity_name="Biuro",
    ),
    owner.grant_indirect(
        permissions=["invoice_read"], description="praca dla klienta", target_type="all_partners", **PERSON
    ),
    owner.grant_subunit(
        context_type="internal_id",
        context_value=TASK["unit"],
        description="administrator jednostki",
        subunit_name="Przedszkole nr 1",
        **PERSON,
    ),
    owner.grant_subunit(
        context_type="nip",
        context_value=MEMBER,
        description="administrator członka",
        subunit_name="Firma",
        **PERSON,
    ),
    owner.grant_authorization(
        subject_type="nip",
        subject_value=OFFICE,
        permission="self_invoicing",
        description="samofakturowanie",
        entity_name="Biuro rachunkowe",
    ),
]


def grant_to_eu_entity() -> object:
    """Leaves out `subjectDetails.entityByFp`, which the contract requires with this type of details."""
    return owner.grant_eu_entity_administration(
        subject_value=TASK["fingerprint"],
        context_type="nip_vat_ue",
        context_value=f"{GROUP}-DE123456789",
        description="administrator podmiotu unijnego",
        eu_entity_name="Firma GmbH, Berlin",
    )


tell("EU entity without details", error=refusal(grant_to_eu_entity))
request = spec.EuEntityAdministrationPermissionsGrantRequest.model_validate(
    TASK["grants"]["euAdministration"]
)
started = account.raw.permissions.grant.grant_administered_eu_entity(request)
operation = owner.operation(PermissionOperationResumeState(reference_number=started.referenceNumber))
granted.append(operation)
tell("granted", codes=[operation.wait(**POLL).status.code for operation in granted])

persons = list(owner.list_persons(PersonPermissionsQuery(query_type="granted_in_context")))
tell("persons", found=sorted([one.permission_type, one.permission_state] for one in persons))
tell(
    "lists",
    subunits=len(list(owner.list_subunits(SubunitPermissionsQuery()))),
    euEntities=len(list(owner.list_eu_entities(EuEntityPermissionsQuery()))),
    roles=[one.role for one in owner.list_entity_roles()],
    subordinate=len(list(owner.list_subordinate_entities(SubordinateEntityRolesQuery()))),
    personal=len(list(owner.list_personal(PersonalPermissionsQuery()))),
)

home = client.authentication.with_test_certificate(nip=OFFICE, **POLL).permissions
received = AuthorizationPermissionsQuery(query_type="received")


def of_office() -> dict[str, int]:
    return {
        "entities": len(list(home.list_entities(EntityPermissionsQuery()))),
        "authorizations": len(list(home.list_authorizations(received))),
    }


tell("office", **of_office())
revoked = [owner.revoke(permission_id=one.id) for one in persons]
for one in owner.list_authorizations(AuthorizationPermissionsQuery(query_type="granted")):
    revoked.append(owner.revoke_authorization(permission_id=one.id))
tell(
    "revoked", codes=sorted({operation.wait(**POLL).status.code for operation in revoked}), office=of_office()
)
