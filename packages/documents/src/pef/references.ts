/** Documents that a UBL document refers to, and the files that it carries. */
import type {
  UblBillingReferenceType,
  UblDocumentReferenceType,
  UblOrderReferenceType,
  UblProjectReferenceType,
} from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import type { Datum, Field } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { fieldsOf, inlineText, leafDatum } from './leaf.ts';
import { elementLabel } from './naming.ts';
import { leavesOf, partOf, partsOf } from './ubl.ts';

const factsOfReference = [
  'ID',
  'IssueDate',
  'IssueTime',
  'DocumentTypeCode',
  'DocumentType',
  'DocumentDescription',
] as const;

/** «Umowa: 12/2026, 01.02.2026, o dostawę», then the files that belong to it. */
export function referenceFields(reference: Cursor<UblDocumentReferenceType>, voice: Voice): Field[] {
  const value = joined(reference, factsOfReference, voice);
  return [
    ...(value === null ? [] : [{ label: elementLabel(reference.name, voice), value }]),
    ...attachmentFields(reference, voice),
  ];
}

function joined<Shape extends object>(
  cursor: Cursor<Shape>,
  names: readonly (keyof Shape & string)[],
  voice: Voice,
): Datum | null {
  const texts = names.flatMap((name) =>
    leavesOf(cursor, name).map((leaf) => inlineText(leafDatum(leaf, voice))),
  );
  return texts.length === 0 ? null : { text: texts.join(', ') };
}

function attachmentFields(reference: Cursor<UblDocumentReferenceType>, voice: Voice): Field[] {
  const attachment = partOf(reference, 'Attachment');
  const files = fieldsOf(attachment, ['EmbeddedDocumentBinaryObject'], voice);
  const external = partOf(attachment, 'ExternalReference');
  return [
    ...files,
    ...fieldsOf(
      external,
      ['URI', 'FileName', 'Description', 'MimeCode', 'DocumentHash', 'HashAlgorithmMethod'],
      voice,
    ),
  ];
}

export function orderFields(order: Cursor<UblOrderReferenceType> | undefined, voice: Voice): Field[] {
  return fieldsOf(
    order,
    ['ID', 'SalesOrderID', 'IssueDate', 'IssueTime', 'CustomerReference', 'OrderTypeCode'],
    voice,
  );
}

const billingDocuments = [
  'InvoiceDocumentReference',
  'SelfBilledInvoiceDocumentReference',
  'CreditNoteDocumentReference',
  'SelfBilledCreditNoteDocumentReference',
  'DebitNoteDocumentReference',
  'ReminderDocumentReference',
  'AdditionalDocumentReference',
] as const;

/** The documents that this one follows, or corrects. */
export const billingFields = (billing: Cursor<UblBillingReferenceType>, voice: Voice): Field[] =>
  billingDocuments.flatMap((name) =>
    partsOf(billing, name).flatMap((reference) => referenceFields(reference, voice)),
  );

export function projectFields(project: Cursor<UblProjectReferenceType>, voice: Voice): Field[] {
  const value = joined(project, ['ID', 'IssueDate'], voice);
  return value === null ? [] : [{ label: elementLabel(project.name, voice), value }];
}
