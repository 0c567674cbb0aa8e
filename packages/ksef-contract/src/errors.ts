/**
 * Error codes of the KSeF API with the sentence that the real system sends as their description.
 * Source: the tables of codes in the official OpenAPI 2.7.0 and `ksef-behaviour`.
 */
export const errorDescriptions = {
  21001: 'Nieczytelna treść.',
  21111: 'Nieprawidłowe wyzwanie autoryzacyjne.',
  21405: 'Błąd walidacji danych wejściowych.',
} as const;
export type ErrorCode = keyof typeof errorDescriptions;
