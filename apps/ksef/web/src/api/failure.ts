/** Failures of the API as sentences, and at the fields that they concern. */
import { KsefError } from '@kwit/ksef-client';
import { operations } from '@kwit/ksef-contract';
import { defineTexts, type Failure, type Language, useLanguage } from '@kwit/ui';

const texts = defineTexts({
  pl: {
    unexpected: 'Coś w aplikacji zawiodło i czynność nie została wykonana.',
    unexpectedRemedy:
      'Należy odświeżyć stronę; wpisane dane zostaną. Jeśli to się powtarza, pomogą szczegóły.',
    noAnswer: 'KSeF nie odpowiada.',
    noAnswerRemedy: 'Połączenie jest sprawdzane co 2 sekundy. Po jego powrocie można spróbować ponownie.',
    answeredError: (status: number) => `KSeF odpowiedział błędem ${status}.`,
    answeredErrorRemedy: 'Można spróbować ponownie za chwilę; wpisane dane zostaną.',
    reload: 'Po powrocie połączenia należy spróbować ponownie albo odświeżyć stronę; wpisane dane zostaną.',
    maybeDone: 'Nie wiadomo, czy czynność została wykonana: przed powtórzeniem należy sprawdzić na liście.',
    over: 'Sesja w KSeF wygasła.',
    overRemedy: 'Należy zalogować się ponownie; wpisane dane zostaną.',
    code: 'Kod',
    traceId: 'Identyfikator żądania',
    httpStatus: 'Status HTTP',
    operation: 'Operacja API',
    message: 'Komunikat',
    required: 'Wymagane jedno z uprawnień',
    present: 'Posiadane uprawnienia',
  },
  en: {
    unexpected: 'Something in the application failed, and the action was not carried out.',
    unexpectedRemedy: 'Reload the page; what was typed will stay. If it happens again, the details help.',
    noAnswer: 'KSeF does not answer.',
    noAnswerRemedy: 'The connection is checked every 2 seconds. Once it is back, try again.',
    answeredError: (status: number) => `KSeF answered with the error ${status}.`,
    answeredErrorRemedy: 'Try again in a moment; what was typed will stay.',
    reload: 'Once the connection is back, try again or reload the page; what was typed will stay.',
    maybeDone: 'It is not known whether the action was carried out: look at the list before repeating it.',
    over: 'The session in KSeF has ended.',
    overRemedy: 'Log in again; what was typed will stay.',
    code: 'Code',
    traceId: 'Trace identifier',
    httpStatus: 'HTTP status',
    operation: 'API operation',
    message: 'Message',
    required: 'One of these permissions is needed',
    present: 'Permissions held',
  },
});

/** Anything that was thrown, as a page shows it. */
export function failureOf(error: unknown, language: Language): Failure {
  const words = texts[language];
  if (!(error instanceof KsefError)) return ofOthers(error, language);
  const particulars = particularsOf(error, language);
  if (error.kind === 'unreachable' || error.kind === 'timeout') {
    const { status } = error;
    const [happened, otherwise] =
      status === undefined
        ? [words.noAnswer, words.noAnswerRemedy]
        : [words.answeredError(status), words.answeredErrorRemedy];
    return { happened, remedy: mayHaveChanged(error) ? words.maybeDone : otherwise, particulars };
  }
  if (error.kind === 'unauthorized') return { happened: words.over, remedy: words.overRemedy, particulars };
  const remedy = error.remedy?.[language];
  const [reason, ...others] = error.codes.map(sentenceOf);
  if (reason === undefined) return { happened: error.happened[language], remedy, particulars };
  return others.length === 0
    ? { happened: reason, remedy, particulars }
    : { happened: error.codes[0]?.description ?? reason, reasons: [reason, ...others], remedy, particulars };
}

/** Whether something may have been done before the answer was lost: not by what only reads. */
const mayHaveChanged = ({ mayHaveBeenAccepted, operation }: KsefError): boolean =>
  mayHaveBeenAccepted &&
  !Object.entries(operations).some(
    ([name, { method, repeatable }]) => name === operation && method !== 'DELETE' && repeatable,
  );

/** A reason of KSeF as one sentence: particulars say more than the fixed description, where there are any. */
const sentenceOf = ({ description, details }: KsefError['codes'][number]): string =>
  details.length === 0
    ? description
    : `${description.replace(/\.$/, '')}: ${details.map((detail) => detail.replace(/\.$/, '')).join('; ')}.`;

/** How browsers say that a part of the application could not be fetched: the server is away, or has newer parts. */
const notFetched = /dynamically imported module|importing a module script|preload CSS/i;

/** Errors of `@kwit/crypto` and `@kwit/formats` have their sentence in both languages. */
function ofOthers(error: unknown, language: Language): Failure {
  const words = texts[language];
  const text = (error as { text?: Partial<Record<Language, unknown>> } | undefined)?.text?.[language];
  if (typeof text === 'string') return { happened: text };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (notFetched.test(message)) return { happened: words.noAnswer, remedy: words.reload };
  return {
    happened: words.unexpected,
    remedy: words.unexpectedRemedy,
    particulars: [[words.message, message]],
  };
}

function particularsOf(error: KsefError, language: Language): [string, string][] {
  const words = texts[language];
  const codes = error.codes.map(({ code }) => code).join(', ');
  const list = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : '');
  const rows: [string, string | undefined][] = [
    [words.code, codes || error.reasonCode],
    [words.httpStatus, error.status?.toString()],
    [words.operation, error.operation],
    [words.required, list(error.security?.requiredAnyOfPermissions)],
    [words.present, list(error.security?.presentPermissions)],
    [words.traceId, error.traceId],
    [words.message, error.happened[language]],
  ];
  return rows.filter((row): row is [string, string] => Boolean(row[1]));
}

/** The failure of what was tried last, in the language of the page; undefined where there is none. */
export function useFailure(error: unknown): Failure | undefined {
  const { language } = useLanguage();
  return error === null || error === undefined ? undefined : failureOf(error, language);
}

/**
 * Puts reasons at the fields that they name: KSeF names a field of the body at the beginning of a detail.
 * @param fields names in the API and names in the form: `{ subjectIdentifier: 'nip' }`
 * @returns errors by fields of the form; empty where none is named, and the failure is to be shown as a whole
 */
export function fieldErrorsOf<Field extends string>(
  error: unknown,
  fields: Readonly<Record<string, Field>>,
): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  if (!(error instanceof KsefError)) return found;
  for (const detail of error.codes.flatMap(({ details }) => details)) {
    const name = Object.keys(fields).find((known) =>
      new RegExp(`(^|[\\W_])${known}([\\W_]|$)`, 'i').test(detail),
    );
    const field = name === undefined ? undefined : fields[name];
    if (field !== undefined) found[field] ??= detail;
  }
  return found;
}
