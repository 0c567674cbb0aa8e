"""`ksef2`: packages of invoices in several parts, and exports of them."""

from __future__ import annotations

import base64
import io
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from ksef2.models import (
    BatchFileInfo,
    BatchFilePart,
    BatchInvoice,
    BatchPreparedPart,
    InvoicesFilter,
    PreparedBatch,
)
from ksef2.raw import encrypt_invoice, sha256_b64

from ksef2_account import POLL, new_client
from local_ksef import TASK, tell, yesterday

owner = new_client().authentication.with_test_certificate(nip=TASK["nip"], **POLL)
documents: dict[str, str] = TASK["documents"]


def as_tar_gz(zipped: PreparedBatch) -> PreparedBatch:
    """The same invoices in the other kind of archive, which `ksef2` sends, but does not pack itself."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for name, text in documents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            tar.addfile(entry, io.BytesIO(text.encode()))
    content = archive.getvalue()
    size = -(-len(content) // 3)
    key, iv = (base64.b64decode(one) for one in (zipped.encryption.aes_key, zipped.encryption.iv))
    encrypted = [
        encrypt_invoice(content[start : start + size], key, iv) for start in range(0, len(content), size)
    ]
    facts: list[dict[str, Any]] = [
        {"ordinal_number": ordinal, "file_size": len(part), "file_hash": sha256_b64(part)}
        for ordinal, part in enumerate(encrypted, 1)
    ]
    file = BatchFileInfo(
        file_size=len(content),
        file_hash=sha256_b64(content),
        compression_type="tar_gz",
        parts=[BatchFilePart(**one) for one in facts],
    )
    parts = [BatchPreparedPart(content=part, **one) for part, one in zip(encrypted, facts, strict=True)]
    return zipped.model_copy(update={"batch_file": file, "parts": parts})


def send(kind: str, prepared: PreparedBatch) -> None:
    session = owner.batch_session(prepared_batch=prepared)
    session.upload_parts()
    session.close()
    ended = session.wait(**POLL)
    listed = session.list_invoices(page_size=100).invoices
    tell(
        f"package {kind}",
        parts=len(prepared.parts),
        status=ended.status.code,
        taken=ended.successful_invoice_count,
        named=sorted(one.invoice_file_name or "" for one in listed) == sorted(documents),
        receipts=[upo.count(b"<NumerKSeFDokumentu>") for upo in session.download_upo()],
    )


def prepared_zip() -> PreparedBatch:
    files = [BatchInvoice(file_name=name, content=text.encode()) for name, text in documents.items()]
    return owner.batch.prepare(files, max_part_size=9000)


send("Zip", prepared_zip())
documents = TASK["otherDocuments"]
send("TarGz", as_tar_gz(prepared_zip()))
documents = {**TASK["documents"], **documents}

own = InvoicesFilter(role="seller", date_type="permanent_storage", date_from=yesterday())
for kind, compression in (("Zip", "zip"), ("TarGz", "tar_gz")):
    with tempfile.TemporaryDirectory() as folder:
        job = owner.invoices.export(own, compression_type=compression)
        exported = job.download(Path(folder) / "package", timeout=20, **POLL)
        texts = [content.decode() for _, content in exported.invoices()]
        tell(
            f"export {kind}",
            same=sorted(texts) == sorted(documents.values()),
            metadata=len(exported.metadata or []),
        )

job = owner.invoices.export(own, only_metadata=True)
with tempfile.TemporaryDirectory() as folder:
    exported = job.download(Path(folder) / "package", timeout=20, **POLL)
    tell("export of metadata", invoices=len(list(exported.invoices())), metadata=len(exported.metadata or []))
