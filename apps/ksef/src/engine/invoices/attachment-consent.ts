/** Whose invoices may have attachments. Source: the official page on the verification of invoices. */
import type {
  AttachmentPermissionRevokeRequest,
  CheckAttachmentPermissionStatusResponse,
} from '@kwit/ksef-contract';
import type { Queries } from '../../store/store.ts';
import { type Instant, instantText, parseInstant, warsawDay } from './instants.ts';
import type { Invoicing, Sender } from './invoicing.ts';
import { verdictSentences } from './verdict-sentences.ts';

export interface AttachmentRefusal {
  readonly status: 'attachmentNotAllowed' | 'noPermission';
  readonly sentence: string;
}

/**
 * Says of a seller why their invoices may have no attachments: this way does not take any, or there is no consent.
 * Source of the status and the sentence for the latter: the Ministry's own test scenarios.
 * @param at when the invoice was taken
 * @param isAllowed whether invoices with attachments may be sent this way at all
 */
export async function attachmentRefusals(
  db: Queries,
  at: Instant,
  isAllowed: boolean,
): Promise<(sellerNip: string) => AttachmentRefusal | undefined> {
  if (!isAllowed) return () => ({ status: 'attachmentNotAllowed', sentence: verdictSentences.attachment });
  const today = warsawDay(at);
  const rows = await db
    .selectFrom('attachment_consents')
    .select('nip')
    .where((on) => on.or([on('ends_on', 'is', null), on('ends_on', '>', today)]))
    .execute();
  const consenting = new Set(rows.map(({ nip }) => nip));
  return (sellerNip) =>
    consenting.has(sellerNip)
      ? undefined
      : { status: 'noPermission', sentence: verdictSentences.noAttachmentConsent(sellerNip) };
}

/** Lets a company send invoices with attachments from now on. */
export async function grantAttachmentConsent({ engine, instants }: Invoicing, nip: string): Promise<void> {
  await engine.store.db
    .insertInto('attachment_consents')
    .values({ nip, granted_at: instants.clock(), ends_on: null })
    .onConflict((conflict) => conflict.column('nip').doUpdateSet({ ends_on: null }))
    .execute();
}

/** Ends the consent, at once or on the given Polish day. There need not be one; one that is over stays over. */
export async function revokeAttachmentConsent(
  { engine, instants }: Invoicing,
  { nip, expectedEndDate }: AttachmentPermissionRevokeRequest,
): Promise<void> {
  const today = warsawDay(instants.clock());
  await engine.store.db
    .updateTable('attachment_consents')
    .set({ ends_on: expectedEndDate ?? today })
    .where('nip', '=', nip)
    .where((on) => on.or([on('ends_on', 'is', null), on('ends_on', '>', today)]))
    .execute();
}

/** Whether the company of the caller's context may send attachments, and until when where it ends. */
export async function attachmentConsent(
  { engine, instants }: Invoicing,
  { context }: Pick<Sender, 'context'>,
): Promise<CheckAttachmentPermissionStatusResponse> {
  const row = await engine.store.db
    .selectFrom('attachment_consents')
    .select('ends_on')
    .where('nip', '=', context.value.slice(0, 10))
    .executeTakeFirst();
  if (!row) return { isAttachmentAllowed: false };
  const { ends_on } = row;
  if (ends_on === null) return { isAttachmentAllowed: true };
  const isAttachmentAllowed = ends_on > warsawDay(instants.clock());
  return { isAttachmentAllowed, revokedDate: instantText(parseInstant(ends_on) ?? 0) };
}
