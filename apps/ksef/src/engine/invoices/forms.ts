/** The forms whose invoices this KSeF can judge, each with the format that does. Other threads load this file. */
import type { SystemCode } from '@kwit/ksef-contract';

export const judgedForms = { 'FA (2)': 'FA(2)', 'FA (3)': 'FA(3)' } as const satisfies Partial<
  Record<SystemCode, string>
>;
export type JudgedForm = keyof typeof judgedForms;

/** The form of a session's row. */
export function judgedForm(systemCode: string): JudgedForm {
  if (systemCode in judgedForms) return systemCode as JudgedForm;
  throw new Error(`no format judges ${systemCode}`);
}
