/** Failures of the control side as sentences, and at the fields that they concern. */
import { ErrorNotice, type Failure, useLanguage, useTexts } from '@kwit/ui';
import { failureOf } from '../../../api/failure.ts';
import { ControlRefusal } from './call-control.ts';
import { sideTexts } from './texts.ts';

export interface ControlFailureProps {
  /** Of the control side or of the API; nothing is shown for null. */
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** Shows what failed, at the place where it was done. */
export function ControlFailure({ error, title, onRetry }: ControlFailureProps) {
  const failure = useControlFailure(error);
  return failure ? (
    <ErrorNotice failure={failure} onRetry={onRetry} {...(title !== undefined && { title })} />
  ) : null;
}

function useControlFailure(error: unknown): Failure | undefined {
  const texts = useTexts(sideTexts);
  const { language } = useLanguage();
  if (error === null || error === undefined) return undefined;
  if (error instanceof ControlRefusal) {
    const [happened = '', ...reasons] = error.problems.map(({ detail }) => detail || texts.strange);
    const particulars: [string, string][] = [
      [texts.code, error.problems.map(({ code }) => code).join(', ')],
      [texts.status, String(error.status)],
    ];
    return { happened, reasons, particulars };
  }
  // How browsers tell that nobody answers.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message))
    return { happened: texts.noAnswer, remedy: texts.noAnswerRemedy };
  return failureOf(error, language);
}

/**
 * Puts refusals at the fields that they name.
 * @param fields names at the control side and names in the form
 * @returns errors by fields of the form; empty where the failure is to be shown as a whole
 */
export function controlFieldErrors<Field extends string>(
  error: unknown,
  fields: Readonly<Record<string, Field>>,
): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  if (!(error instanceof ControlRefusal)) return found;
  for (const { path, detail } of error.problems) {
    const field = path === undefined ? undefined : fields[path];
    if (field !== undefined) found[field] ??= detail;
  }
  return found;
}
