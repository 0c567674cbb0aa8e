/** The QR codes of a document. */
import { createHash } from 'node:crypto';
import type { DocumentLanguage, QrCode } from '@kwit/documents';
import type { DocumentOf, FormatName } from '@kwit/formats';
import type { DrawJob, OfflineIssuer } from './draw.ts';

/** `invoice`: KOD I; `issuer`: KOD II; `transfer`: for the bank. */
export type CodeKind = 'invoice' | 'issuer' | 'transfer';

interface Manner {
  readonly language: DocumentLanguage;
  readonly offline: OfflineIssuer | null;
}

/**
 * KOD I where KSeF has the invoice or is to get it from offline, KOD II beside it while it is offline, and the code for the
 * transfer. A preview has no code of KSeF: it would lead nowhere. Throws `DocumentError` for parts that no link can have.
 */
export async function documentCodes(
  document: DocumentOf<FormatName>,
  { xml, ksefNumber, address }: DrawJob,
  { language, offline }: Manner,
): Promise<{ kind: CodeKind; code: QrCode }[]> {
  const { documentIdentity, invoiceCode, issuerCode, transferCode } = await import('@kwit/documents');
  const identity = documentIdentity(document);
  if (identity === undefined) return [];
  const codes: { kind: CodeKind; code: QrCode }[] = [];
  const isKnown = ksefNumber !== null;
  if (address !== null && (isKnown || offline)) {
    const data = { ...identity, address, sha256: createHash('sha256').update(xml).digest('hex') };
    codes.push({ kind: 'invoice', code: invoiceCode({ ...data, ksefNumber }, language) });
    if (!isKnown && offline) {
      const { signLink } = await import('@kwit/crypto');
      const { key, certificateSerialNumber } = offline;
      const context = { type: 'Nip', value: identity.issuerNip } as const;
      const issuer = { ...data, context, certificateSerialNumber };
      codes.push({
        kind: 'issuer',
        code: await issuerCode(issuer, (bytes) => signLink(key, bytes), language),
      });
    }
  }
  if (document.format !== 'FA(3)' && document.format !== 'FA(2)') return codes;
  const transfer = transferCode(document, language);
  return transfer.kind === 'code' ? [...codes, { kind: 'transfer', code: transfer.code }] : codes;
}
