"""`ksef-client`: log-in with certificates of both kinds and with a token, KSeF certificates, tokens."""

from __future__ import annotations

import base64

from ksef_client import models as m
from ksef_client.services import generate_csr_ec

from ksef_client_account import client, log_in, log_in_with_token
from local_ksef import TASK, refusal, tell, until

NIP: str = TASK["nip"]
for kind in ("RSA", "EC"):
    owner = log_in(TASK["pairs"][kind], NIP).access_token
    tell(f"certificate {kind}")

tokens = client.tokens
made = tokens.generate_token(
    m.GenerateTokenRequest.from_dict(
        {"description": "Token of the test", "permissions": ["InvoiceWrite", "InvoiceRead"]}
    ),
    access_token=owner,
)


def token_status() -> str:
    return tokens.get_token_status(made.reference_number, access_token=owner).status.value


def listed_tokens() -> list[str]:
    return [one.status.value for one in tokens.list_tokens(access_token=owner).tokens]


until(lambda: token_status() == "Active")
by_token = log_in_with_token(made.token, NIP)
refreshed = client.auth.refresh_access_token(by_token.refresh_token).access_token.token
tell("token log-in", refreshed=refreshed != by_token.access_token, listed=listed_tokens())
tell(
    "token may not enrol",
    error=refusal(lambda: client.certificates.get_enrollment_data(by_token.access_token)),
)
sessions = client.auth.get_active_sessions(access_token=owner)
tell("log-ins", count=len(sessions.items))
client.auth.revoke_current_session(by_token.access_token)
tokens.revoke_token(made.reference_number, access_token=owner)
until(lambda: token_status() == "Revoked")
tell("revoked token", error=refusal(lambda: log_in_with_token(made.token, NIP)), listed=listed_tokens())

certificates = client.certificates
before = certificates.get_limits(owner)
csr = generate_csr_ec(certificates.get_enrollment_data(owner).to_dict())
enrollment = certificates.send_enrollment(
    m.EnrollCertificateRequest.from_dict(
        {"certificateName": "Certyfikat testowy", "certificateType": "Authentication", "csr": csr.csr_base64}
    ),
    access_token=owner,
)


def issued() -> str | None:
    return certificates.get_enrollment_status(
        enrollment.reference_number, access_token=owner
    ).certificate_serial_number


def listed_certificates() -> list[str]:
    query = m.QueryCertificatesRequest.from_dict({"name": "Certyfikat testowy"})
    return [
        one.status.value for one in certificates.query_certificates(query, access_token=owner).certificates
    ]


def pem(label: str, der: str) -> str:
    lines = base64.encodebytes(base64.b64decode(der)).decode()
    return f"-----BEGIN {label}-----\n{lines}-----END {label}-----\n"


serial = until(issued)
wanted = m.RetrieveCertificatesRequest(certificate_serial_numbers=[serial])
[fetched] = certificates.retrieve_certificate(wanted, access_token=owner).certificates
log_in(
    {
        "certificate": pem("CERTIFICATE", fetched.certificate),
        "key": pem("PRIVATE KEY", csr.private_key_base64),
    },
    NIP,
)
after = certificates.get_limits(owner)
tell(
    "certificate of KSeF",
    name=fetched.certificate_name,
    used=before.certificate.remaining - after.certificate.remaining,
    listed=listed_certificates(),
)
certificates.revoke_certificate(
    serial, m.RevokeCertificateRequest.from_dict({"revocationReason": "Superseded"}), access_token=owner
)
tell("revoked certificate", listed=listed_certificates())
