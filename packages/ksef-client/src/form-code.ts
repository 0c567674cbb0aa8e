/** The schema of the invoices of a session, named shortly or in full. */
import { formCodes, type Operations, type RequestOf, type SystemCode } from '@kwit/ksef-contract';

export type FormCode = RequestOf<Operations['openOnlineSession']>['body']['formCode'];

export interface OpenSessionOptions {
  /** Schema of the invoices: its name as KSeF lists it (`FA (3)` by default), or the whole triple. */
  readonly formCode?: SystemCode | FormCode | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function formCodeOf(formCode: SystemCode | FormCode = 'FA (3)'): FormCode {
  if (typeof formCode !== 'string') return formCode;
  const known = formCodes.find(({ systemCode }) => systemCode === formCode);
  // An unknown name goes out as it is: KSeF refuses it in its own words.
  return { systemCode: formCode, schemaVersion: known?.schemaVersion ?? '', value: known?.value ?? '' };
}

/** Whether KSeF takes invoices of this schema in packages; of one that is not known, KSeF decides. */
export function goesInPackages(formCode: SystemCode | FormCode | undefined): boolean {
  const { systemCode } = formCodeOf(formCode);
  return formCodes.find((known) => known.systemCode === systemCode)?.batch ?? true;
}
