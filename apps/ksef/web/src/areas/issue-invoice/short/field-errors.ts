/** What is wrong in the form, by the names of its fields, for the fields wherever they stand. */
import { createContext, useContext } from 'react';
import type { FieldErrors } from './problem-fields.ts';

export interface FieldErrorsInForm {
  readonly errors: FieldErrors;
  /** The field was changed: what was wrong with it is no longer known. */
  readonly onChanged: (name: string) => void;
}

export const FieldErrorsContext = createContext<FieldErrorsInForm>({ errors: {}, onChanged: () => {} });

export const useFieldErrors = (): FieldErrorsInForm => useContext(FieldErrorsContext);
