"""`ksef2`: log-in with certificates of both kinds and with a token, KSeF certificates, tokens."""

from __future__ import annotations

import base64

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from ksef2.clients import AuthenticatedClient
from ksef2.xades import XAdESCredentials

from ksef2_account import POLL, new_client
from local_ksef import TASK, refusal, tell

NIP: str = TASK["nip"]
client = new_client()
login = client.authentication


def with_pem(pair: dict[str, str]) -> AuthenticatedClient:
    return login.with_xades(
        nip=NIP,
        credentials=XAdESCredentials.from_pem(pair["certificate"].encode(), pair["key"].encode()),
        **POLL,
    )


owner = login.with_test_certificate(nip=NIP, **POLL)
for kind in ("RSA", "EC"):
    with_pem(TASK["pairs"][kind])
    tell(f"certificate {kind}")

token = owner.tokens.generate(permissions=["invoice_write", "invoice_read"], description="Token of the test")
token.wait(**POLL)
by_token = login.with_token(ksef_token=token.token, nip=NIP, **POLL)
refreshed = login.refresh(refresh_token=by_token.refresh_token)
listed_tokens = [one.status for one in owner.tokens.list()]
tell("token log-in", refreshed=refreshed.access_token.token != by_token.access_token, listed=listed_tokens)
tell("log-ins", count=len(list(owner.sessions.list())))
tell("token may not enrol", error=refusal(by_token.certificates.get_enrollment_data))
by_token.sessions.terminate_current()
owner.tokens.revoke(reference_number=token.reference_number)
error = refusal(lambda: login.with_token(ksef_token=token.token, nip=NIP, **POLL))
tell("revoked token", error=error, listed=[one.status for one in owner.tokens.list()])

before = owner.certificates.get_limits()
asked = owner.certificates.get_enrollment_data()
names = {
    NameOID.COMMON_NAME: asked.common_name,
    NameOID.COUNTRY_NAME: asked.country_name,
    NameOID.ORGANIZATION_NAME: asked.organization_name,
    NameOID.ORGANIZATION_IDENTIFIER: asked.organization_identifier,
}
key = ec.generate_private_key(ec.SECP256R1())
subject = x509.Name([x509.NameAttribute(oid, value) for oid, value in names.items() if value])
request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
enrolled = owner.certificates.enroll(
    certificate_name="Certyfikat testowy",
    certificate_type="authentication",
    csr=base64.b64encode(request.public_bytes(serialization.Encoding.DER)).decode(),
).wait(**POLL)
serial = enrolled.certificate_serial_number
assert serial
[fetched] = owner.certificates.retrieve(certificate_serial_numbers=[serial]).certificates
certificate = x509.load_der_x509_certificate(base64.b64decode(fetched.base64_encoded_certificate))
login.with_xades(nip=NIP, credentials=XAdESCredentials(certificate, key), **POLL)
after = owner.certificates.get_limits()
tell(
    "certificate of KSeF",
    name=fetched.name,
    used=before.certificate_remaining - after.certificate_remaining,
    listed=[one.status for one in owner.certificates.list(name="Certyfikat testowy")],
)
owner.certificates.revoke(certificate_serial_number=serial, reason="superseded")
tell("revoked certificate", listed=[one.status for one in owner.certificates.list(name="Certyfikat testowy")])
