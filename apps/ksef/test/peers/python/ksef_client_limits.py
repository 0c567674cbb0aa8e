"""`ksef-client`: limits, test data, Latarnia."""

from __future__ import annotations

from ksef_client import models as m

from ksef_client_account import client, log_in
from local_ksef import TASK, refusal, tell

NIP: str = TASK["nip"]
owner = log_in(TASK["pair"], NIP).access_token
data = client.testdata

usual = client.limits.get_context_limits(owner)
changed = usual.to_dict()
changed["onlineSession"]["maxInvoices"] = 7
data.change_session_limits(m.SetSessionLimitsRequest.from_dict(changed), access_token=owner)
tell("session", changed=client.limits.get_context_limits(owner).online_session.max_invoices)
data.reset_session_limits(access_token=owner)
tell("session reset", same=client.limits.get_context_limits(owner) == usual)

subject = client.limits.get_subject_limits(owner)
data.change_certificate_limits(
    m.SetSubjectLimitsRequest.from_dict({"certificate": {"maxCertificates": 3}}), access_token=owner
)
tell("subject", changed=client.certificates.get_limits(owner).certificate.limit)
data.reset_certificate_limits(access_token=owner)
tell("subject reset", same=client.limits.get_subject_limits(owner) == subject)

rates = client.rate_limits.get_rate_limits(owner)
faster = rates.to_dict()
faster["invoiceSend"]["perMinute"] = 31
data.set_rate_limits(m.SetRateLimitsRequest.from_dict({"rateLimits": faster}), access_token=owner)
tell("rates", changed=client.rate_limits.get_rate_limits(owner).invoice_send.per_minute)
data.restore_production_rate_limits(access_token=owner)
tell("rates of production", sends=client.rate_limits.get_rate_limits(owner).invoice_send.per_minute)
data.reset_rate_limits(access_token=owner)
tell("rates reset", same=client.rate_limits.get_rate_limits(owner) == rates)

data.create_person(
    m.PersonCreateRequest.from_dict(
        {"nip": TASK["person"], "pesel": TASK["pesel"], "isBailiff": True, "description": "komornik"}
    )
)
parties = {
    "contextIdentifier": {"type": "Nip", "value": NIP},
    "authorizedIdentifier": {"type": "Nip", "value": TASK["person"]},
}
granted = [{"permissionType": "InvoiceRead", "description": "praca"}]
data.grant_permissions(m.TestDataPermissionsGrantRequest.from_dict({**parties, "permissions": granted}))
person = log_in(TASK["personPair"], NIP).access_token
personal = client.permissions.query_personal_grants(m.PersonalPermissionsQueryRequest(), access_token=person)
tell("person", granted=[one.permission_scope.value for one in personal.permissions])
data.revoke_permissions(m.TestDataPermissionsRevokeRequest.from_dict(parties))
data.remove_person(m.PersonRemoveRequest.from_dict({"nip": TASK["person"]}))
data.enable_attachment(m.AttachmentPermissionGrantRequest.from_dict({"nip": NIP}))
allowed = client.permissions.check_attachment_permission_status(owner).is_attachment_allowed
tell("attachments", allowed=allowed)
data.disable_attachment(m.AttachmentPermissionRevokeRequest.from_dict({"nip": NIP}))

context = {"contextIdentifier": {"type": "Nip", "value": NIP}}
data.block_context_authentication(m.BlockContextAuthenticationRequest.from_dict(context))
tell("blocked", error=refusal(lambda: log_in(TASK["pair"], NIP)))
data.unblock_context_authentication(m.UnblockContextAuthenticationRequest.from_dict(context))
log_in(TASK["pair"], NIP)

tell(
    "Latarnia",
    status=client.lighthouse.get_status().status.value,
    messages=[[one.category.value, one.title] for one in client.lighthouse.get_messages()],
)
