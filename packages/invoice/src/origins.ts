/** Leads from a place of the built document back to the field of the input that it came from. */
import type { InvoiceInput } from './input.ts';
import type { JsonPath } from './problems.ts';

type Origin = (numbers: readonly number[], input: InvoiceInput) => JsonPath;

const party = (pattern: string, base: Origin): (readonly [RegExp, Origin])[] => [
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/NIP$`), (n, i) => [...base(n, i), 'nip']],
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/IDWew$`), (n, i) => [...base(n, i), 'internalId']],
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/NrVatUE$`), (n, i) => [...base(n, i), 'euVat']],
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/NrID$`), (n, i) => [...base(n, i), 'foreignId', 'id']],
  [new RegExp(`^${pattern}/JST$`), (n, i) => [...base(n, i), 'localGovernmentUnit']],
  [new RegExp(`^${pattern}/GV$`), (n, i) => [...base(n, i), 'vatGroupMember']],
  [new RegExp(`^${pattern}`), base],
];

const index = (numbers: readonly number[]): number => (numbers[0] ?? 1) - 1;

function dueDate(numbers: readonly number[], { payment }: InvoiceInput): JsonPath {
  if (payment?.dueDates !== undefined) return ['payment', 'dueDates', index(numbers)];
  return ['payment', payment?.dueDate === undefined ? 'dueInDays' : 'dueDate'];
}

/** The first pattern that fits decides; a number in brackets is the position of a repeated element. */
const origins: readonly (readonly [RegExp, Origin])[] = [
  ...party('/Faktura/Podmiot1', () => ['seller']),
  ...party('/Faktura/Podmiot2', () => ['buyer']),
  ...party('/Faktura/Podmiot3\\[(\\d+)\\]', (numbers) => ['thirdParties', index(numbers)]),
  ...party('/Faktura/PodmiotUpowazniony', () => ['authorizedParty']),
  [/^\/Faktura\/Fa\/P_1$/, () => ['issueDate']],
  [/^\/Faktura\/Fa\/P_6$/, () => ['saleDate']],
  [/^\/Faktura\/Fa\/OkresFa\/P_6_Do$/, () => ['period', 'to']],
  [/^\/Faktura\/Fa\/P_14_\dW$/, () => ['exchangeRate']],
  [/^\/Faktura\/Fa\/FaWiersz\[(\d+)\]\/P_6A$/, (numbers) => ['lines', index(numbers), 'saleDate']],
  [/^\/Faktura\/Fa\/FaWiersz\[(\d+)\]/, (numbers) => ['lines', index(numbers)]],
  [/^\/Faktura\/Fa\/FaWiersz/, () => ['lines']],
  [/^\/Faktura\/Fa\/Adnotacje\/P_18A$/, () => ['splitPayment']],
  [/^\/Faktura\/Fa\/Adnotacje\/P_18$/, () => ['reverseCharge']],
  [/^\/Faktura\/Fa\/Adnotacje\/Zwolnienie/, () => ['exemption']],
  [/^\/Faktura\/Fa\/Adnotacje\/PMarzy/, () => ['margin']],
  [
    /^\/Faktura\/Fa\/Platnosc\/RachunekBankowy\[(\d+)\]/,
    (numbers) => ['payment', 'accounts', index(numbers), 'number'],
  ],
  [
    /^\/Faktura\/Fa\/Platnosc\/RachunekBankowyFaktora\[(\d+)\]/,
    (numbers) => ['payment', 'factorAccounts', index(numbers), 'number'],
  ],
  [/^\/Faktura\/Fa\/Platnosc\/TerminPlatnosci\[(\d+)\]/, dueDate],
  [/^\/Faktura\/Fa\/P_1[345]/, () => ['lines']],
];

/** The field of the input behind a path of the document; the whole input where none is known. */
export function originOf(path: string, input: InvoiceInput): JsonPath {
  for (const [pattern, origin] of origins) {
    const match = pattern.exec(path);
    if (match !== null) return origin(match.slice(1).map(Number), input);
  }
  return [];
}
