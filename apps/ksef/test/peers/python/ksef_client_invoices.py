"""`ksef-client`: online sessions for every form, receipts, metadata, collective identifiers, links."""

from __future__ import annotations

import base64
import hashlib
import re

import httpx
from ksef_client import models as m
from ksef_client.services import OnlineSessionWorkflow, VerificationLinkService

from ksef_client_account import client, log_in, options, session_key
from local_ksef import TASK, tell, tomorrow, until, yesterday

NIP: str = TASK["nip"]
workflow = OnlineSessionWorkflow(client.sessions)
owner = log_in(TASK["pair"], NIP).access_token


def send(access_token: str, form: dict[str, str], document: str) -> m.SessionInvoiceStatusResponse:
    """Sends a document in a session of its own; the firm reads it back. Returns what became of it."""
    session = workflow.open_session(
        form_code=m.FormCode.from_dict(form), access_token=access_token, **session_key()
    )
    reference = session.send_invoice(document.encode()).reference_number

    def judged() -> m.SessionInvoiceStatusResponse | None:
        status = session.get_invoice_status(reference)
        return status if status.status.code >= 200 else None

    state = until(judged)
    session.close()
    if state.status.code != 200:
        tell("duplicate", code=state.status.code)
        return state

    def closed() -> m.SessionStatusResponse | None:
        status = session.get_status()
        return status if status.upo else None

    ended = until(closed)
    pages = ended.upo.pages if ended.upo else []
    number = state.ksef_number or ""
    receipts = [
        session.get_invoice_upo_by_ref(reference),
        session.get_invoice_upo_by_ksef(number),
        *(session.get_upo(page.reference_number) for page in pages),
    ]
    content = client.invoices.get_invoice_bytes(number, access_token=owner).content
    tell(
        form["systemCode"],
        session=ended.status.code,
        receipts=[number.encode() in receipt for receipt in receipts],
        same=content == document.encode(),
    )
    return state


forms: dict[str, dict[str, str]] = TASK["forms"]
numbers = [send(owner, forms["FA (3)"], document).ksef_number or "" for document in TASK["FA (3)"]]
send(owner, forms["FA (2)"], TASK["FA (2)"])
send(owner, forms["FA (3)"], TASK["FA (3)"][0])


def authorize(granter: dict[str, str], nip: str, request: dict[str, object]) -> None:
    """Grants an authorization in a context of a NIP, and waits for it."""
    token = log_in(granter, nip).access_token
    grant = m.EntityAuthorizationPermissionsGrantRequest.from_dict(request)
    started = client.permissions.grant_authorization(grant, access_token=token)
    until(
        lambda: (
            client.permissions.get_operation_status(started.reference_number, access_token=token).status.code
            == 200
        )
    )


authorize(TASK["farmerPair"], TASK["farmer"], TASK["farmerGrants"])
send(owner, forms["FA_RR (1)"], TASK["FA_RR (1)"])

provider = log_in(TASK["providerPair"], TASK["provider"], "peppolId").access_token
authorize(TASK["pair"], NIP, TASK["sellerGrants"])
corrected = send(provider, forms["PEF (3)"], TASK["PEF (3)"]).ksef_number or ""
send(provider, forms["PEF_KOR (3)"], TASK["PEF_KOR (3)"].replace("KSEF-NUMBER", corrected))
tell("providers", found=[one.id for one in client.peppol.list_providers().peppol_providers])

found = list(
    client.invoices.iter_invoice_metadata_by_date_range(
        subject_type=m.InvoiceQuerySubjectType.SUBJECT1,
        date_type=m.InvoiceQueryDateType.PERMANENTSTORAGE,
        date_from=yesterday().isoformat(),
        date_to=tomorrow().isoformat(),
        access_token=owner,
        page_size=10,
    )
)
tell(
    "metadata",
    forms=sorted(one.form_code.system_code for one in found if one.form_code),
    all=set(numbers) <= {one.ksef_number for one in found},
)

identifiers = client.collective_identifiers
made = identifiers.generate_for_ksef_numbers(numbers, access_token=owner).collective_identifier_number
tell(
    "collective identifier",
    listed=[
        one.invoice_count
        for one in identifiers.query_by_created_range(
            yesterday().isoformat(), tomorrow().isoformat(), access_token=owner
        ).collective_identifiers
    ],
    invoices=sorted(one.ksef_number for one in identifiers.iter_invoices([made], access_token=owner))
    == sorted(numbers),
    ofInvoice=[
        one.collective_identifier_number
        for one in identifiers.iter_by_ksef_number(numbers[0], access_token=owner)
    ]
    == [made],
)


def digest_of(document: str) -> str:
    return base64.b64encode(hashlib.sha256(document.encode()).digest()).decode()


def send_offline(document: str, corrected: str | None = None) -> list[object]:
    session = workflow.open_session(
        form_code=m.FormCode.from_dict(forms["FA (3)"]), access_token=owner, **session_key()
    )
    sent = session.send_invoice(
        document.encode(), offline_mode=True, hash_of_corrected_invoice=corrected and digest_of(corrected)
    )

    def judged() -> m.SessionInvoiceStatusResponse | None:
        status = session.get_invoice_status(sent.reference_number)
        return status if status.status.code >= 200 else None

    state = until(judged)
    return [state.status.code, state.invoicing_mode.value if state.invoicing_mode else None]


refused: str = TASK["refused"]
tell("offline", refused=send_offline(refused), corrected=send_offline(TASK["corrected"], refused))

links = VerificationLinkService(options)
document: str = TASK["FA (3)"][0]
digest = digest_of(document)
day = re.search("<P_1>([^<]*)<", document)
assert day


def opened(url: str) -> str:
    return httpx.get(url, params={"lang": "en"}).text


tell(
    "code I",
    known="The invoice is in KSeF" in opened(links.build_invoice_verification_url(NIP, day[1], digest)),
)
for kind, offline in TASK["offline"].items():
    for signature_format in ("p1363", "der"):
        url = links.build_certificate_verification_url(
            seller_nip=NIP,
            context_identifier_type="nip",
            context_identifier_value=NIP,
            certificate_serial=offline["serialNumber"],
            invoice_hash=digest,
            private_key_pem=offline["key"],
            signature_format=signature_format,
        )
        tell(f"code II {kind} {signature_format}", confirmed="The issuer is confirmed" in opened(url))
