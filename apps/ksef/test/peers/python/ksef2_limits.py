"""`ksef2`: limits and test data."""

from __future__ import annotations

from ksef2.models import AuthContextIdentifier, Identifier, Permission, PersonalPermissionsQuery
from ksef2.xades import XAdESCredentials

from ksef2_account import POLL, new_client
from local_ksef import TASK, refusal, tell

NIP: str = TASK["nip"]
client = new_client()
owner = client.authentication.with_test_certificate(nip=NIP, **POLL)
limits = owner.limits

usual = limits.get_context_limits()
changed = usual.model_copy(deep=True)
changed.online_session.max_invoices = 7
limits.set_session_limits(limits=changed)
tell("session", changed=limits.get_context_limits().online_session.max_invoices)
limits.reset_session_limits()
tell("session reset", same=limits.get_context_limits() == usual)

subject = limits.get_subject_limits()
fewer = subject.model_copy(deep=True)
assert fewer.certificate
fewer.certificate.max_certificates = 3
limits.set_subject_limits(limits=fewer)
tell("subject", changed=owner.certificates.get_limits().certificate_limit)
limits.reset_subject_limits()
tell("subject reset", same=limits.get_subject_limits() == subject)

rates = limits.get_api_rate_limits()
faster = rates.model_copy(deep=True)
faster.invoice_send.per_minute = 31
limits.set_api_rate_limits(limits=faster)
tell("rates", changed=limits.get_api_rate_limits().invoice_send.per_minute)
limits.set_production_rate_limits()
tell("rates of production", sends=limits.get_api_rate_limits().invoice_send.per_minute)
limits.reset_api_rate_limits()
tell("rates reset", same=limits.get_api_rate_limits() == rates)

data = client.testdata
data.create_person(nip=TASK["person"], pesel=TASK["pesel"], description="komornik", is_bailiff=True)
data.grant_permissions(
    permissions=[Permission(type="invoice_read", description="praca")],
    grant_to=Identifier(type="nip", value=TASK["person"]),
    in_context_of=Identifier(type="nip", value=NIP),
)
credentials = XAdESCredentials.from_pem(
    TASK["personPair"]["certificate"].encode(), TASK["personPair"]["key"].encode()
)
by_person = client.authentication.with_xades(nip=NIP, credentials=credentials, **POLL)
tell(
    "person",
    granted=[one.permission_type for one in by_person.permissions.list_personal(PersonalPermissionsQuery())],
)
data.revoke_permissions(
    revoke_from=Identifier(type="nip", value=TASK["person"]), in_context_of=Identifier(type="nip", value=NIP)
)
data.delete_person(nip=TASK["person"])
data.enable_attachments(nip=NIP)
tell("attachments", allowed=owner.permissions.get_attachment_permission_status().is_attachment_allowed)
data.revoke_attachments(nip=NIP)

context = AuthContextIdentifier(type="nip", value=NIP)
data.block_context(context=context)
tell("blocked", error=refusal(lambda: client.authentication.with_test_certificate(nip=NIP, **POLL)))
data.unblock_context(context=context)
client.authentication.with_test_certificate(nip=NIP, **POLL)
