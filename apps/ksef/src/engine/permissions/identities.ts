/** Who a subject is: one person may be known by NIP and by PESEL. */
import type { Queries } from '../../store/store.ts';
import { type SubjectIdentifier, same } from '../identifiers.ts';

/** A subject under all its identifiers: NIP and PESEL of one person stand for each other. */
export async function identitiesOf(db: Queries, subject: SubjectIdentifier): Promise<SubjectIdentifier[]> {
  if (subject.type === 'Fingerprint') return [subject];
  const person = await personOf(db, subject);
  if (!person) return [subject];
  const both: SubjectIdentifier[] = [
    { type: 'Nip', value: person.nip },
    { type: 'Pesel', value: person.pesel },
  ];
  return [subject, ...both.filter((identifier) => !same(identifier, subject))];
}

/** Whether the person behind an identifier is registered as dead. */
export async function isDeceased(db: Queries, subject: SubjectIdentifier): Promise<boolean> {
  const person = subject.type === 'Fingerprint' ? undefined : await personOf(db, subject);
  return person?.is_deceased === 1;
}

function personOf(db: Queries, subject: SubjectIdentifier) {
  return db
    .selectFrom('test_persons')
    .selectAll()
    .where(subject.type === 'Nip' ? 'nip' : 'pesel', '=', subject.value)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}
