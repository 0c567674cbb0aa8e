/** KSeF's refusal of an invoice as a problem: what it says, and what to do about it. */
import type { Problem } from '@kwit/formats';
import { type MessageKey, textOf } from './messages.ts';
import type { OutboxRow, Refusal } from './outbox.ts';

const remedies: Readonly<Record<number, MessageKey>> = {
  410: 'refusal.410',
  430: 'refusal.430',
  435: 'refusal.435',
  440: 'refusal.440',
  450: 'refusal.450',
};

/**
 * What to do; one status means two things: no right to issue, and no consent to attachments. Which invoice is
 * duplicated is not known of refusals that an older version wrote down.
 */
function remedyOf({ code, details, original }: Refusal): MessageKey {
  if (code === 410 && details.some((detail) => detail.includes('załącznik'))) return 'refusal.attachment';
  if (code === 440 && !original) return 'refusal.440-unknown';
  return remedies[code ?? 0] ?? 'refusal.other';
}

/** KSeF ends its sentences now with a full stop, now without. */
const sentence = (text: string): string => (/[.?!…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** Nothing where the row was not refused. */
export function refusalProblems(row: OutboxRow): Problem[] {
  const { refusal } = row;
  if (!refusal) return [];
  const { code } = refusal;
  const { details, original = '' } = refusal;
  // The particulars of some statuses begin with the sentence of the status itself.
  const isRepeated = details.some((detail) => detail.startsWith(refusal.description));
  const description = (isRepeated ? details : [refusal.description, ...details]).map(sentence).join(' ');
  return [
    {
      code: code === null ? 'ksef-refused' : `ksef-${code}`,
      severity: 'error',
      path: '',
      line: null,
      column: null,
      message:
        code === null
          ? textOf('refusal.what-uncoded', { description })
          : textOf('refusal.what', { code, description }),
      remedy: textOf(remedyOf(refusal), { original }),
    },
  ];
}
