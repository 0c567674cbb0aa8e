"""`ksef-client`: packages of invoices in several parts, and exports of them."""

from __future__ import annotations

from typing import Any

from ksef_client import models as m
from ksef_client.services import (
    BatchUploadHelper,
    EncryptionData,
    ExportWorkflow,
    build_encryption_data,
    encrypt_batch_parts,
    get_effective_start_date,
    update_continuation_point,
)
from ksef_client.utils.zip_utils import build_tar_gz, build_zip

from ksef_client_account import client, log_in, session_key
from local_ksef import TASK, tell, until, yesterday

owner = log_in(TASK["pair"], TASK["nip"]).access_token
key = session_key()
upload = BatchUploadHelper(client.http_client)


def encryption_info(encryption: EncryptionData) -> dict[str, Any]:
    assert encryption.encryption_info
    return encryption.encryption_info.to_dict()


def send(kind: str, archive: bytes, documents: dict[str, str]) -> None:
    """Sends an archive in three parts: the workflow of this client cuts none of less than 100 MB."""
    encryption = build_encryption_data(**key)
    parts, file = encrypt_batch_parts(
        archive, encryption.key, encryption.iv, max_part_size=-(-len(archive) // 3)
    )
    opened = client.sessions.open_batch_session(
        m.OpenBatchSessionRequest.from_dict(
            {
                "formCode": TASK["form"],
                "batchFile": {**file.to_dict(), "compressionType": kind},
                "encryption": encryption_info(encryption),
            }
        ),
        access_token=owner,
    )
    upload.upload_parts(opened.part_upload_requests, parts, parallelism=2)
    client.sessions.close_batch_session(opened.reference_number, access_token=owner)

    def ended() -> m.SessionStatusResponse | None:
        status = client.sessions.get_session_status(opened.reference_number, access_token=owner)
        return status if status.status.code >= 200 else None

    state = until(ended)
    listed = client.sessions.get_session_invoices(
        opened.reference_number, page_size=100, access_token=owner
    ).invoices
    pages = state.upo.pages if state.upo else []
    receipts = [
        client.sessions.get_session_upo(opened.reference_number, page.reference_number, access_token=owner)
        for page in pages
    ]
    tell(
        f"package {kind}",
        parts=len(parts),
        status=state.status.code,
        taken=state.successful_invoice_count,
        named=sorted(one.invoice_file_name or "" for one in listed) == sorted(documents),
        receipts=[receipt.count(b"<NumerKSeFDokumentu>") for receipt in receipts],
    )


def encoded(documents: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in documents.items()}


send("Zip", build_zip(encoded(TASK["documents"])), TASK["documents"])
send("TarGz", build_tar_gz(encoded(TASK["otherDocuments"])), TASK["otherDocuments"])

everything = sorted([*TASK["documents"].values(), *TASK["otherDocuments"].values()])
exports = ExportWorkflow(client.invoices, client.http_client)


def fetch(kind: str) -> None:
    encryption = build_encryption_data(**key)
    request = m.InvoiceExportRequest.from_dict(
        {
            "encryption": encryption_info(encryption),
            "compressionType": kind,
            "filters": {
                "subjectType": "Subject1",
                "dateRange": {"dateType": "PermanentStorage", "from": yesterday().isoformat()},
            },
        }
    )
    reference = client.invoices.export_invoices(request, access_token=owner).reference_number
    package = until(lambda: client.invoices.get_export_status(reference, access_token=owner).package)
    result = exports.download_and_process_package(package, encryption)
    points: dict[str, str | None] = {}
    update_continuation_point(points, "Subject1", package)
    tell(
        f"export {kind}",
        same=sorted(result.invoice_xml_files.values()) == everything,
        metadata=len(result.metadata_summaries),
    )
    tell(
        "mark", goesOn=get_effective_start_date(points, "Subject1", "") == package.permanent_storage_hwm_date
    )


for kind in ("Zip", "TarGz"):
    fetch(kind)
