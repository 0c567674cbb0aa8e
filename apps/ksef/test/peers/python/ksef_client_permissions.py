"""`ksef-client`: permissions of every kind, granted, listed and revoked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ksef_client import models as m

from ksef_client_account import client, log_in
from local_ksef import TASK, tell, until

client.testdata.create_subject(m.SubjectCreateRequest.from_dict(TASK["createGroup"]))
owner = log_in(TASK["groupPair"], TASK["group"]).access_token
home = log_in(TASK["officePair"], TASK["office"]).access_token
permissions = client.permissions


def outcome(started: m.PermissionsOperationResponse, access_token: str = owner) -> int:
    """The code with which an operation ends."""

    def ended() -> int | None:
        status = permissions.get_operation_status(started.reference_number, access_token=access_token).status
        return None if status.code == 100 else status.code

    return until(ended)


grants: dict[str, tuple[Callable[..., m.PermissionsOperationResponse], type[Any]]] = {
    "person": (permissions.grant_person, m.PersonPermissionsGrantRequest),
    "entity": (permissions.grant_entity, m.EntityPermissionsGrantRequest),
    "indirect": (permissions.grant_indirect, m.IndirectPermissionsGrantRequest),
    "subunit": (permissions.grant_subunit, m.SubunitPermissionsGrantRequest),
    "member": (permissions.grant_subunit, m.SubunitPermissionsGrantRequest),
    "authorization": (permissions.grant_authorization, m.EntityAuthorizationPermissionsGrantRequest),
    "euAdministration": (permissions.grant_eu_entity_admin, m.EuEntityAdministrationPermissionsGrantRequest),
}
tell(
    "granted",
    codes=[
        outcome(grant(model.from_dict(TASK["grants"][name]), access_token=owner))
        for name, (grant, model) in grants.items()
    ],
)
abroad = log_in(
    TASK["administratorPair"], TASK["euContext"]["value"], "nipVatUe", "certificateFingerprint"
).access_token
deputy = m.EuEntityPermissionsGrantRequest.from_dict(TASK["grants"]["euEntity"])
started = permissions.grant_eu_entity(deputy, access_token=abroad)
tell("EU deputy", code=outcome(started, abroad))

persons = permissions.query_persons_grants(
    m.PersonPermissionsQueryRequest.from_dict({"queryType": "PermissionsGrantedInCurrentContext"}),
    access_token=owner,
).permissions
tell("persons", found=sorted([one.permission_scope.value, one.permission_state.value] for one in persons))
tell(
    "lists",
    subunits=len(
        permissions.query_subunits_grants(m.SubunitPermissionsQueryRequest(), access_token=owner).permissions
    ),
    euEntities=len(
        permissions.query_eu_entities_grants(
            m.EuEntityPermissionsQueryRequest(), access_token=owner
        ).permissions
    ),
    roles=[one.role.value for one in permissions.query_entities_roles(access_token=owner).roles],
    subordinate=len(
        permissions.query_subordinate_entities_roles(
            m.SubordinateEntityRolesQueryRequest(), access_token=owner
        ).roles
    ),
    personal=len(
        permissions.query_personal_grants(m.PersonalPermissionsQueryRequest(), access_token=owner).permissions
    ),
)


def authorizations(query_type: str, access_token: str) -> list[m.EntityAuthorizationGrant]:
    query = m.EntityAuthorizationPermissionsQueryRequest.from_dict({"queryType": query_type})
    return permissions.query_authorizations_grants(query, access_token=access_token).authorization_grants


def of_office() -> dict[str, int]:
    entities = permissions.query_entities_grants(
        m.EntityPermissionsQueryRequest(), access_token=home
    ).permissions
    return {"entities": len(entities), "authorizations": len(authorizations("Received", home))}


tell("office", **of_office())
revoked = [outcome(permissions.revoke_common_permission(one.id, access_token=owner)) for one in persons]
for one in authorizations("Granted", owner):
    revoked.append(outcome(permissions.revoke_authorization(one.id, access_token=owner)))
tell("revoked", codes=sorted(set(revoked)), office=of_office())
