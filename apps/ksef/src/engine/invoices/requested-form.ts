/** Which form the invoices of a new session have. */
import { type FormCode, formCodes } from '@kwit/ksef-contract';
import { refusal } from '../../errors.ts';
import type { Profile } from '../../options.ts';
import { judgedForms } from './forms.ts';

/**
 * The form that a request names. Throws `BadRequest` 21405 for one that this kind of session does not take.
 * @param profile FA (2) is taken on `test` alone
 */
export function formOf(
  { systemCode, schemaVersion, value }: FormCode,
  session: 'Online' | 'Batch',
  profile: Profile,
): (typeof formCodes)[number] {
  const form = formCodes.find(
    (known) =>
      known.systemCode === systemCode && known.schemaVersion === schemaVersion && known.value === value,
  );
  const isTaken = session === 'Online' ? form?.online : form?.batch;
  const isOld = systemCode === 'FA (2)' && profile !== 'test';
  if (form && isTaken && !isOld && form.systemCode in judgedForms) return form;
  throw refusal(21405, 'Wskazany kod formularza nie jest wspierany.');
}
