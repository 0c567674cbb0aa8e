/** How many certificates a subject may ask for and have; changed by test data. */
import type { EffectiveSubjectLimits, SetSubjectLimitsRequest } from '@kwit/ksef-contract';
import { apiTexts } from '../../api-texts.ts';
import { refusal } from '../../errors.ts';
import type { Database, Queries } from '../../store/store.ts';
import type { SubjectIdentifier } from '../identifiers.ts';
import { defaultSubjectLimits, type SubjectLimits } from './default-limits.ts';

/** How the answer tells limits of a subject. */
export const subjectLimitsAnswer = ({
  enrollments,
  certificates,
}: SubjectLimits): EffectiveSubjectLimits => ({
  enrollment: { maxEnrollments: enrollments },
  certificate: { maxCertificates: certificates },
});

export async function subjectLimitsOf(
  db: Queries,
  { type, value }: SubjectIdentifier,
): Promise<SubjectLimits> {
  const own = await db
    .selectFrom('subject_limits')
    .selectAll()
    .where('type', '=', type)
    .where('value', '=', value)
    .executeTakeFirst();
  const { enrollments, certificates } = defaultSubjectLimits[type];
  return {
    enrollments: own?.max_enrollments ?? enrollments,
    certificates: own?.max_certificates ?? certificates,
  };
}

/** Throws `BadRequest` 21405 where the limits are meant for another kind of identifier than the caller's. */
export async function setSubjectLimits(
  db: Database,
  { type, value }: SubjectIdentifier,
  { subjectIdentifierType, enrollment, certificate }: SetSubjectLimitsRequest,
): Promise<void> {
  if (subjectIdentifierType !== undefined && subjectIdentifierType !== type) {
    throw refusal(21405, apiTexts.notAllowed('subjectIdentifierType', [type]));
  }
  const max_enrollments = enrollment?.maxEnrollments ?? undefined;
  const max_certificates = certificate?.maxCertificates ?? undefined;
  const changes = {
    ...(max_enrollments === undefined ? {} : { max_enrollments }),
    ...(max_certificates === undefined ? {} : { max_certificates }),
  };
  if (Object.keys(changes).length === 0) return;
  await db
    .insertInto('subject_limits')
    .values({ type, value, ...changes })
    .onConflict((conflict) => conflict.doUpdateSet(changes))
    .execute();
}

export async function resetSubjectLimits(db: Database, { type, value }: SubjectIdentifier): Promise<void> {
  await db.deleteFrom('subject_limits').where('type', '=', type).where('value', '=', value).execute();
}
