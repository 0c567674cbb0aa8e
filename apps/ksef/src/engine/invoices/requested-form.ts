/** Which form the invoices of a new session have. */
import { type FormCode, formCodes } from '@kwit/ksef-contract';
import { refusal } from '../../errors.ts';
import type { Profile } from '../../options.ts';
import { forms } from './forms.ts';

/**
 * The form that a request names. Throws `BadRequest` 21405 for one that this kind of session does not take.
 * @param profile not every environment takes every form
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
  const profiles: readonly Profile[] = form ? forms[form.systemCode].profiles : [];
  if (form && isTaken && profiles.includes(profile)) return form;
  throw refusal(21405, 'Wskazany kod formularza nie jest wspierany.');
}
