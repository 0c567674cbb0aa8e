"""The client `ksef-client`, unchanged, as the scripts use it: by one account after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ksef_client import KsefClient, KsefClientOptions, models
from ksef_client.services import AuthCoordinator, AuthResult

from local_ksef import TASK

options = KsefClientOptions(
    base_url=TASK["httpsUrl"],
    base_qr_url=TASK["httpsUrl"],
    base_lighthouse_url=TASK["httpsUrl"],
    allowed_presigned_hosts=["storage.ksef.test"],
)
client = KsefClient(options)
_login = AuthCoordinator(client.auth)
_PATIENCE: dict[str, Any] = {"poll_interval_seconds": 0.02, "max_attempts": 500}


@dataclass(frozen=True)
class Key:
    """A published key under which callers encrypt."""

    public_certificate: str
    public_key_id: str | None


def key_for(usage: models.PublicKeyCertificateUsage) -> Key:
    found = client.security.get_public_key_certificate(usage)
    pem = f"-----BEGIN CERTIFICATE-----\n{found.certificate}\n-----END CERTIFICATE-----\n"
    return Key(public_certificate=pem, public_key_id=found.public_key_id)


def log_in(
    pair: dict[str, str], context: str, kind: str = "nip", subject: str = "certificateSubject"
) -> AuthResult:
    """Logs in with a certificate and its key, both PEM."""
    return _login.authenticate_with_xades(
        context_identifier_type=kind,
        context_identifier_value=context,
        subject_identifier_type=subject,
        certificate_pem=pair["certificate"],
        private_key_pem=pair["key"],
        **_PATIENCE,
    )


def log_in_with_token(token: str, context: str) -> AuthResult:
    key = key_for(models.PublicKeyCertificateUsage.KSEFTOKENENCRYPTION)
    return _login.authenticate_with_ksef_token(
        token=token,
        public_certificate=key.public_certificate,
        public_key_id=key.public_key_id,
        context_identifier_type="nip",
        context_identifier_value=context,
        **_PATIENCE,
    )


def session_key() -> dict[str, Any]:
    """The key for symmetric keys, as the workflows of sessions take it."""
    return vars(key_for(models.PublicKeyCertificateUsage.SYMMETRICKEYENCRYPTION))
