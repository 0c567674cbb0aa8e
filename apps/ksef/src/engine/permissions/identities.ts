/** Who a subject is: one person may be known by NIP and by PESEL. */
import type { Queries } from '../../store/store.ts';
import { type SubjectIdentifier, same } from '../identifiers.ts';

/**
 * A subject under all its identifiers: NIP and PESEL of one person stand for each other. Test data may give a PESEL several
 * NIPs: it stands for all of them, each of them for it.
 */
export async function identitiesOf(db: Queries, subject: SubjectIdentifier): Promise<SubjectIdentifier[]> {
  if (subject.type === 'Fingerprint') return [subject];
  const persons = await db
    .selectFrom('test_persons')
    .select(['nip', 'pesel'])
    .where(subject.type === 'Nip' ? 'nip' : 'pesel', '=', subject.value)
    .where('removed_at', 'is', null)
    .orderBy('nip')
    .execute();
  const known = persons.flatMap(({ nip, pesel }): SubjectIdentifier[] => [
    { type: 'Nip', value: nip },
    { type: 'Pesel', value: pesel },
  ]);
  return [subject, ...known.filter((identifier) => !same(identifier, subject))];
}

/** Whether the person behind an identifier is registered as dead, under whichever. */
export async function isDeceased(db: Queries, subject: SubjectIdentifier): Promise<boolean> {
  const identities = await identitiesOf(db, subject);
  const valuesOf = (wanted: SubjectIdentifier['type']) =>
    identities.flatMap(({ type, value }) => (type === wanted ? [value] : []));
  const dead = await db
    .selectFrom('test_persons')
    .select('nip')
    .where('is_deceased', '=', 1)
    .where('removed_at', 'is', null)
    .where(({ eb, or }) => or([eb('nip', 'in', valuesOf('Nip')), eb('pesel', 'in', valuesOf('Pesel'))]))
    .executeTakeFirst();
  return dead !== undefined;
}
