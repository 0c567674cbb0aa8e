const characters = (count: number) => counted(count, 'znak', 'znaki', 'znaków');
const elements = (count: number) => counted(count, 'element', 'elementy', 'elementów');

/** A number with its noun in the form that Polish asks for: 1 znak, 2 znaki, 5 znaków, 22 znaki. */
function counted(count: number, one: string, few: string, many: string): string {
  const isFew = count % 10 >= 2 && count % 10 <= 4 && !(count % 100 >= 12 && count % 100 <= 14);
  return `${count} ${count === 1 ? one : isFew ? few : many}`;
}

const lastNameOf = (field: string) => field.slice(field.lastIndexOf('.') + 1);

/**
 * Sentences of the API that the contract does not fix: a validator's own words and refusals outside the
 * official tables. In Polish, as everything the real API says; see docs/deviations.md.
 */
export const apiTexts = {
  noSuchAddress: 'Nie znaleziono zasobu o podanym adresie.',
  methodNotAllowed: (allowed: readonly string[]) =>
    `Metoda żądania nie jest dozwolona dla podanego adresu. Dozwolone metody: ${allowed.join(', ')}.`,
  unsupportedMediaType: 'Typ treści żądania nie jest obsługiwany przez tę operację.',
  diskFull: 'Na dysku lokalnego KSeF brakuje miejsca. Żądanie nie zostało zapisane.',
  internal: 'Wystąpił nieoczekiwany błąd lokalnego KSeF.',

  signatureProfile: 'Format podpisu niezgodny z akceptowanymi profilami XAdES.',
  createdDateTooEarly:
    "Pole 'createdDate' musi być późniejsze niż przy poprzednim utworzeniu danych z tym identyfikatorem.",
  contextNotWellFormed: (field: string) => `Pole '${field}' ma wartość niezgodną z typem identyfikatora.`,
  missingTokenPermissions: (missing: readonly string[]) => `Brakujące uprawnienia: ${missing.join(', ')}.`,
  csrDiffers: (attributes: readonly string[]) => `Niezgodne atrybuty podmiotu: ${attributes.join(', ')}.`,
  contextTypeForToken: (current: string) =>
    `Bieżący typ kontekstu: ${current}. Dozwolone typy kontekstu: Nip, InternalId.`,

  bodyNotJson: 'Treść żądania nie jest poprawnym dokumentem JSON.',
  bodyNotObject: 'Treść żądania musi być obiektem JSON.',
  wrongType: (field: string, expected: string) =>
    `Pole '${field}' ma nieprawidłowy typ. Oczekiwany typ: ${expected}.`,
  required: (field: string) => `Pole '${field}' jest wymagane.`,
  tooShort: (field: string, limit: number) => `Pole '${field}' musi mieć co najmniej ${characters(limit)}.`,
  tooLong: (field: string, limit: number) => `Pole '${field}' może mieć co najwyżej ${characters(limit)}.`,
  tooFew: (field: string, limit: number) => `Pole '${field}' musi zawierać co najmniej ${elements(limit)}.`,
  tooMany: (field: string, limit: number) => `Pole '${field}' może zawierać co najwyżej ${elements(limit)}.`,
  // As the Ministry's own test scenarios expect it of the size of a package: the last name of the field alone.
  tooSmall: (field: string, limit: number) =>
    `'${lastNameOf(field)}' must be greater than or equal to '${limit}'.`,
  tooLarge: (field: string, limit: number) =>
    `'${lastNameOf(field)}' must be less than or equal to '${limit}'.`,
  notInOrder: (first: string, second: string) => `'${first}' must be less than or equal to '${second}'.`,
  tooLongRange: (field: string, days: number) => `'${field}' must not exceed ${days} days.`,
  outside: (field: string, minimum: number, maximum: number, given: unknown) =>
    `'${field}' must be between ${minimum} and ${maximum}. You entered ${given}.`,
  // As they expect it, too; the description differs by a letter from the official table.
  tooManyParts: (limit: number) => `Liczba części pliku musi być mniejsza lub równa niż ${limit}.`,
  tooManyPartsDescription: 'Przekroczono dozwoloną liczbę części pakietów.',
  notAllowed: (field: string, allowed: readonly string[]) =>
    `Pole '${field}' ma niedozwoloną wartość. Dozwolone wartości: ${allowed.join(', ')}.`,
  mustBeEmpty: (field: string) => `Pole '${field}' musi pozostać puste.`,
  notUnique: (field: string) => `Każda wartość pola '${field}' może wystąpić tylko raz.`,
  noSuchPermissionOperation: 'Nie znaleziono operacji o podanym numerze referencyjnym.',
  tooLate: (field: string) => `Wartość pola '${field}' jest zbyt późna.`,
  wrongFormat: (field: string) => `Pole '${field}' ma nieprawidłowy format.`,
} as const;
