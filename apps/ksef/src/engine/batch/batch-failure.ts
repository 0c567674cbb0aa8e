/** Why a whole package is refused: the status that its session gets, with the sentences that tell more. */
import type { BatchSessionStatusName } from '@kwit/ksef-contract';

export interface BatchRefusal {
  readonly status: BatchSessionStatusName;
  readonly details: readonly string[];
}

export class BatchFailure extends Error {
  readonly refusal: BatchRefusal;

  constructor(status: BatchSessionStatusName, ...details: string[]) {
    super(details.join(' '));
    this.refusal = { status, details };
  }
}

/**
 * Sentences of refused packages. Those on the digests of a part and of the package, and on too many invoices, are
 * as the Ministry's own test scenarios expect them; the others are in their style (see `docs/deviations.md`).
 */
export const batchSentences = {
  partHash: (ordinal: number, declared: string) =>
    `Skrót SHA-256 części: '${ordinal}' nie zgadza się z zadeklarowanym skrótem: '${declared}'.`,
  partTooLarge: (ordinal: number, limit: number) =>
    `Rozmiar części: '${ordinal}' przed zaszyfrowaniem przekracza dopuszczalną wartość: '${limit}'.`,
  partUndecryptable: (ordinal: number) => `Nie można odszyfrować części: '${ordinal}'.`,
  packageHash: (declared: string) =>
    `Skrót SHA-256 przesłanej paczki faktur nie jest zgodny z zadeklarowanym skrótem: '${declared}'.`,
  packageSize: (declared: number) =>
    `Rozmiar przesłanej paczki faktur nie jest zgodny z zadeklarowanym rozmiarem: '${declared}'.`,
  unreadable: 'Nie można odczytać archiwum.',
  entryUnreadable: (name: string) => `Nie można odczytać pliku archiwum: '${name}'.`,
  entryEncrypted: (name: string) => `Plik archiwum jest zaszyfrowany: '${name}'.`,
  tooLarge: 'Rozmiar archiwum po rozpakowaniu jest niedopuszczalnie duży w stosunku do rozmiaru paczki.',
  entryTooLarge: (name: string, limit: number) =>
    `Rozmiar pliku archiwum: '${name}' przekracza dopuszczalną wartość: '${limit}'.`,
  entryName: (name: string) => `Niedozwolona nazwa pliku w archiwum: '${name}'.`,
  entryKind: (name: string) => `Niedozwolony rodzaj pliku w archiwum: '${name}'.`,
  tooMany: (limit: number, count: number) =>
    `Przekroczono dopuszczalną liczbę faktur w paczce: '${limit}'. Liczba faktur w paczce: '${count}'.`,
} as const;
