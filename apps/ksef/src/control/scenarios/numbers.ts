/** Identifiers of scenarios: right by their check digits, and always the same for a scenario and its variant. */
import { isInternalId, isNip, isPesel } from '@kwit/invoice/facts';
import { type ScenarioName, scenarioNames } from './operations.ts';

const digits = (value: number, length: number) => String(value).padStart(length, '0');

export interface Numbers {
  /** @param index of the company in its scenario, up to 999 */
  nip(index: number): string;
  pesel(index: number): string;
  peppolId(): string;
  /** VAT number of a German company. */
  euVatNumber(): string;
}

export function numbersOf(name: ScenarioName, variant: number): Numbers {
  const kind = scenarioNames.indexOf(name) + 1;
  return {
    // Not every nine digits have a check digit: one of the ninth and the tenth is free.
    nip: (index) =>
      firstRight((rest) => `5${kind}${digits(variant, 3)}${digits(index, 3)}${digits(rest, 2)}`, 100, isNip),
    pesel: (index) =>
      firstRight(
        (check) =>
          `7${kind}${digits(1 + (index % 12), 2)}15${digits(variant * 4 + Math.floor(index / 12), 4)}${check}`,
        10,
        isPesel,
      ),
    peppolId: () => `PPL${digits(kind * 100_000 + variant, 6)}`,
    euVatNumber: () => `DE${digits(kind * 10_000_000 + variant, 9)}`,
  };
}

/** The internal identifier of a unit of a company. */
export const internalIdOf = (nip: string, index: number): string =>
  firstRight((check) => `${nip}-${digits(index, 4)}${check}`, 10, isInternalId);

function firstRight(
  candidate: (number: number) => string,
  count: number,
  isRight: (text: string) => boolean,
): string {
  for (let number = 0; number < count; number += 1) if (isRight(candidate(number))) return candidate(number);
  throw new Error(`no check digit fits ${candidate(0)}`);
}
