import type { JournalQuery } from '../side/operations.ts';

/** What of the journal is shown. */
export type JournalSearch = Pick<JournalQuery, 'operation' | 'context' | 'problem' | 'status'>;

const text = (value: unknown): string | undefined => {
  const given = typeof value === 'number' ? String(value) : value;
  return typeof given === 'string' && given.trim() !== '' && given.length <= 100 ? given.trim() : undefined;
};

export function journalSearch(given: Readonly<Record<string, unknown>>): JournalSearch {
  const [operation, context, problem] = [text(given.operation), text(given.context), text(given.problem)];
  const status = Number(text(given.status));
  return {
    ...(operation !== undefined && { operation }),
    ...(context !== undefined && { context: context.slice(0, 50) }),
    ...(problem !== undefined && { problem }),
    ...(Number.isInteger(status) && status >= 100 && status <= 599 && { status }),
  };
}
