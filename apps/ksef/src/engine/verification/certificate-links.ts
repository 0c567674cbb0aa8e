/**
 * Code II: whether a link proves who issued an invoice offline, and that they might. Every check is made on its own,
 * so that whoever looks at a refusal sees all that is wrong. Source: the official page on QR codes.
 */
import { judgeLinkSignature, type LinkSignatureVerdict, readCertificate } from '@kwit/crypto';
import type { Permission } from '@kwit/ksef-contract';
import type { CertificateRow } from '../../store/identity.ts';
import type { Queries } from '../../store/store.ts';
import type { Engine } from '../engine.ts';
import type { ContextIdentifier, SubjectIdentifier } from '../identifiers.ts';
import { permissionsOf } from '../permissions/permissions-of.ts';
import { mayIssueFor } from './seller-rights.ts';

/** A link of code II, taken apart. */
export interface CertificateLink {
  context: ContextIdentifier;
  sellerNip: string;
  /** 16 hexadecimal digits, upper case. */
  serialNumber: string;
  /** Base64 SHA-256 of the document. */
  hash: string;
  signature: Uint8Array;
  /** The link up to the signature, in each form that may have been signed. */
  signedTexts: readonly string[];
}

export type CertificateState =
  | 'active'
  | 'unknown'
  | 'notYetValid'
  | 'expired'
  | 'revoked'
  /** A certificate for logging in. */
  | 'wrongType';

/** The outcome of each check; null where an earlier one leaves nothing to look at. */
export interface CertificateLinkVerdict {
  certificate: CertificateState;
  validFromMs: number | null;
  validToMs: number | null;
  signature: LinkSignatureVerdict | null;
  /** Whether the subject of the certificate may issue invoices in the context. */
  subjectMayIssue: boolean | null;
  /** Whether the context may issue invoices of the seller. */
  contextMayIssueForSeller: boolean;
  /** Whether everything is right. */
  isRight: boolean;
}

/** Permissions by which invoices are issued. */
const issuing = [
  'InvoiceWrite',
  'PefInvoiceWrite',
  'EnforcementOperations',
] as const satisfies readonly Permission[];

/** Makes all checks, by the clock of this KSeF. */
export async function verifyCertificateLink(
  { store, clock }: Pick<Engine, 'store' | 'clock'>,
  link: CertificateLink,
): Promise<CertificateLinkVerdict> {
  const { db } = store;
  const row = await db
    .selectFrom('certificates')
    .selectAll()
    .where('serial_number', '=', link.serialNumber)
    .executeTakeFirst();
  const certificate = stateOf(row, clock.nowMs());
  const signature = row
    ? judgeLinkSignature(readCertificate(row.der).publicKey, link.signedTexts, link.signature)
    : null;
  const subjectMayIssue = row ? await subjectMay(db, row, link.context) : null;
  const contextMayIssueForSeller = await mayIssueFor(db, link.context, link.sellerNip);
  return {
    certificate,
    validFromMs: row?.valid_from ?? null,
    validToMs: row?.valid_to ?? null,
    signature,
    subjectMayIssue,
    contextMayIssueForSeller,
    isRight:
      certificate === 'active' &&
      signature === 'right' &&
      subjectMayIssue === true &&
      contextMayIssueForSeller,
  };
}

function stateOf(row: CertificateRow | undefined, nowMs: number): CertificateState {
  if (!row) return 'unknown';
  if (row.type !== 'Offline') return 'wrongType';
  if (row.revoked_at !== null) return 'revoked';
  if (row.valid_from > nowMs) return 'notYetValid';
  return row.valid_to <= nowMs ? 'expired' : 'active';
}

async function subjectMay(
  db: Queries,
  { subject_type, subject_value, common_name }: CertificateRow,
  context: ContextIdentifier,
): Promise<boolean> {
  // A Peppol provider is known by the common name of its certificate, as when it logs in.
  if (context.type === 'PeppolId') return common_name === context.value;
  const subject = { type: subject_type as SubjectIdentifier['type'], value: subject_value };
  const { permissions } = await permissionsOf(db, subject, context);
  return issuing.some((permission) => permissions.has(permission));
}
