"""`ksef2`: online sessions for the forms that it can log in for, receipts, collective identifiers."""

from __future__ import annotations

from ksef2 import FormSchema, KSeFInvoiceRejectedError
from ksef2.clients import AuthenticatedClient
from ksef2.models import CollectiveIdentifierInvoice, CollectiveIdentifiersQuery, InvoicesFilter

from ksef2_account import POLL, new_client
from local_ksef import TASK, tell, tomorrow, yesterday

login = new_client().authentication
owner = login.with_test_certificate(nip=TASK["nip"], **POLL)
numbers: list[str] = []


def send(account: AuthenticatedClient, form: FormSchema, document: str) -> str:
    """Sends a document in a session of its own. Returns its number, which every receipt names."""
    session = account.online_session(form_code=form)
    submission = session.send_invoice(document.encode())
    status = submission.wait(**POLL)
    number = status.ksef_number or ""
    receipts = [submission.download_upo(), session.download_invoice_upo(ksef_number=number)]
    session.close()
    ended = session.wait(**POLL)
    receipts.extend(session.download_upo())
    tell(
        form.system_code,
        session=ended.status.code,
        receipts=[number.encode() in receipt for receipt in receipts],
        same=account.invoices.download(number, timeout=20, **POLL) == document.encode(),
    )
    return number


for document in TASK["FA (3)"]:
    numbers.append(send(owner, FormSchema.FA3, document))
send(owner, FormSchema.FA2, TASK["FA (2)"])

farmer = login.with_test_certificate(nip=TASK["farmer"], **POLL)
farmer.permissions.grant_authorization(
    subject_type="nip",
    subject_value=TASK["nip"],
    permission="rr_invoicing",
    description="faktury w moim imieniu",
    entity_name="Skup owoców",
).wait(**POLL)
send(owner, FormSchema.FA_RR1, TASK["FA_RR (1)"])

with owner.online_session(form_code=FormSchema.FA3) as session:
    submission = session.send_invoice(TASK["FA (3)"][0].encode())
    try:
        submission.wait(**POLL)
    except KSeFInvoiceRejectedError:
        tell("duplicate", code=submission.get_status().status.code)

own = InvoicesFilter(role="seller", date_type="permanent_storage", date_from=yesterday())
found = list(owner.invoices.search(own))
tell(
    "metadata",
    forms=sorted(one.form_code_system for one in found),
    all=set(numbers) <= {one.ksef_number for one in found},
)

identifiers = owner.collective_identifiers
made = identifiers.generate(invoices=[CollectiveIdentifierInvoice(ksef_number=number) for number in numbers])
number = made.collective_identifier_number
today = CollectiveIdentifiersQuery(date_created_from=yesterday(), date_created_to=tomorrow())
tell(
    "collective identifier",
    listed=[one.invoice_count for one in identifiers.list(today)],
    invoices=sorted(one.ksef_number for one in identifiers.list_invoices([number])) == sorted(numbers),
    ofInvoice=[one.collective_identifier_number for one in identifiers.list_for_invoice(numbers[0])]
    == [number],
)
