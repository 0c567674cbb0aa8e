/** Leads from a place of the built document back to the field of the input that it came from. */
import type { InvoiceInput } from './input.ts';
import type { JsonPath } from './problems.ts';

type Origin = (numbers: readonly number[], input: InvoiceInput) => JsonPath;

const party = (pattern: string, base: Origin): (readonly [RegExp, Origin])[] => [
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/NIP$`), (n, i) => [...base(n, i), 'nip']],
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/IDWew$`), (n, i) => [...base(n, i), 'internalId']],
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/NrVatUE$`), (n, i) => [...base(n, i), 'euVat']],
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/NrID$`), (n, i) => [...base(n, i), 'foreignId', 'id']],
  [new RegExp(`^${pattern}/DaneIdentyfikacyjne/Nazwa$`), (n, i) => [...base(n, i), 'name']],
  [new RegExp(`^${pattern}/Adres/GLN$`), (n, i) => [...base(n, i), 'address', 'gln']],
  [new RegExp(`^${pattern}/Adres$`), (n, i) => [...base(n, i), 'address']],
  [new RegExp(`^${pattern}/Rola$`), (n, i) => [...base(n, i), 'role']],
  [new RegExp(`^${pattern}/Udzial$`), (n, i) => [...base(n, i), 'share']],
  [new RegExp(`^${pattern}/JST$`), (n, i) => [...base(n, i), 'localGovernmentUnit']],
  [new RegExp(`^${pattern}/GV$`), (n, i) => [...base(n, i), 'vatGroupMember']],
  [new RegExp(`^${pattern}`), base],
];

const index = (numbers: readonly number[]): number => (numbers[0] ?? 1) - 1;

function dueDate(numbers: readonly number[], { payment }: InvoiceInput): JsonPath {
  if (payment?.dueDates !== undefined) return ['payment', 'dueDates', index(numbers)];
  return ['payment', payment?.dueDate === undefined ? 'dueInDays' : 'dueDate'];
}

/** Leads to a field of the input, or of an item of a list of it: `at('lines', 'n', 'gtin')`, where n is the number in brackets. */
const at =
  (...steps: readonly string[]): Origin =>
  (numbers) =>
    steps.map((step) => (step === 'n' ? index(numbers) : step));

const body = (pattern: string, ...steps: readonly string[]): readonly [RegExp, Origin] => [
  new RegExp(`^/Faktura/Fa/${pattern}`),
  at(...steps),
];

/** The first pattern that fits decides; a number in brackets is the position of a repeated element. */
const origins: readonly (readonly [RegExp, Origin])[] = [
  ...party('/Faktura/Podmiot1', () => ['seller']),
  ...party('/Faktura/Podmiot2', () => ['buyer']),
  ...party('/Faktura/Podmiot3\\[(\\d+)\\]', (numbers) => ['thirdParties', index(numbers)]),
  ...party('/Faktura/PodmiotUpowazniony', () => ['authorizedParty']),
  body('P_1$', 'issueDate'),
  body('P_6$', 'saleDate'),
  body('OkresFa/P_6_Do$', 'period', 'to'),
  body('P_14_\\dW$', 'exchangeRate'),
  body('KursWalutyZ$', 'exchangeRate'),
  body('P_15$', 'grossTotal'),
  body('P_15ZK$', 'correction', 'amountBefore'),
  body('RodzajFaktury$', 'kind'),
  body('DaneFaKorygowanej\\[(\\d+)\\]/NrKSeFFaKorygowanej$', 'correction', 'invoices', 'n', 'ksefNumber'),
  body('DaneFaKorygowanej\\[(\\d+)\\]/DataWystFaKorygowanej$', 'correction', 'invoices', 'n', 'issueDate'),
  body('DaneFaKorygowanej\\[(\\d+)\\]', 'correction', 'invoices', 'n'),
  body('DaneFaKorygowanej', 'correction'),
  body('Podmiot1K', 'correction', 'seller'),
  body('Podmiot2K\\[(\\d+)\\]', 'correction', 'buyers', 'n'),
  body('ZaliczkaCzesciowa\\[(\\d+)\\]/P_6Z$', 'advancePayments', 'n', 'date'),
  body('ZaliczkaCzesciowa', 'advancePayments'),
  body('FakturaZaliczkowa\\[(\\d+)\\]/NrKSeFFaZaliczkowej$', 'advanceInvoices', 'n', 'ksefNumber'),
  body('FakturaZaliczkowa', 'advanceInvoices'),
  body('DodatkowyOpis\\[(\\d+)\\]/NrWiersza$', 'details', 'n', 'line'),
  body('FaWiersz\\[(\\d+)\\]/P_6A$', 'lines', 'n', 'saleDate'),
  body('FaWiersz\\[(\\d+)\\]/StanPrzed$', 'lines', 'n', 'before'),
  body('FaWiersz\\[(\\d+)\\]/NrWierszaFa$', 'lines', 'n', 'number'),
  body('FaWiersz\\[(\\d+)\\]/GTIN$', 'lines', 'n', 'gtin'),
  body('FaWiersz\\[(\\d+)\\]/GTU$', 'lines', 'n', 'gtu'),
  body('FaWiersz\\[(\\d+)\\]/Procedura$', 'lines', 'n', 'procedure'),
  body('FaWiersz\\[(\\d+)\\]/P_12', 'lines', 'n', 'vatRate'),
  body('FaWiersz\\[(\\d+)\\]', 'lines', 'n'),
  body('FaWiersz', 'lines'),
  body('Zamowienie/ZamowienieWiersz\\[(\\d+)\\]/StanPrzedZ$', 'order', 'lines', 'n', 'before'),
  body('Zamowienie/ZamowienieWiersz\\[(\\d+)\\]/NrWierszaZam$', 'order', 'lines', 'n', 'number'),
  body('Zamowienie/ZamowienieWiersz\\[(\\d+)\\]/GTINZ$', 'order', 'lines', 'n', 'gtin'),
  body('Zamowienie/ZamowienieWiersz\\[(\\d+)\\]', 'order', 'lines', 'n'),
  body('Zamowienie/WartoscZamowienia$', 'order', 'value'),
  body('Zamowienie', 'order'),
  body('Adnotacje/P_17$', 'selfInvoicing'),
  body('Adnotacje/P_18A$', 'splitPayment'),
  body('Adnotacje/P_18$', 'reverseCharge'),
  body('Adnotacje/P_23$', 'simplifiedTriangular'),
  body('Adnotacje/Zwolnienie', 'exemption'),
  body(
    'Adnotacje/NoweSrodkiTransportu/NowySrodekTransportu\\[(\\d+)\\]/P_NrWierszaNST$',
    'newTransport',
    'vehicles',
    'n',
    'line',
  ),
  body('Adnotacje/NoweSrodkiTransportu', 'newTransport'),
  body('Adnotacje/PMarzy', 'margin'),
  body('Rozliczenie', 'settlement'),
  body('Platnosc/RachunekBankowy\\[(\\d+)\\]', 'payment', 'accounts', 'n', 'number'),
  body('Platnosc/RachunekBankowyFaktora\\[(\\d+)\\]', 'payment', 'factorAccounts', 'n', 'number'),
  body('Platnosc/RachunekBankowyFaktora$', 'payment', 'factorAccounts'),
  [/^\/Faktura\/Fa\/Platnosc\/TerminPlatnosci\[(\d+)\]/, dueDate],
  body('Platnosc/DataZaplaty$', 'payment', 'paidOn'),
  body(
    'Platnosc/ZaplataCzesciowa\\[(\\d+)\\]/DataZaplatyCzesciowej$',
    'payment',
    'partialPayments',
    'n',
    'date',
  ),
  body('Platnosc/ZaplataCzesciowa', 'payment', 'partialPayments'),
  body('Platnosc/ZnacznikZaplatyCzesciowej$', 'payment', 'partialPayments'),
  body('Platnosc/FormaPlatnosci$', 'payment', 'method'),
  body('Platnosc/IPKSeF$', 'payment', 'ksefPaymentId'),
  body('Platnosc', 'payment'),
  body('WarunkiTransakcji/Transport\\[(\\d+)\\]/DataGodzZakTransportu$', 'transports', 'n', 'end'),
  body('WarunkiTransakcji/Transport\\[(\\d+)\\]', 'transports', 'n'),
  body('P_1[345]', 'lines'),
  [/^\/Faktura\/Stopka\/Rejestry\[(\d+)\]\/REGON$/, at('registers', 'n', 'regon')],
  [
    /^\/Faktura\/Zalacznik\/BlokDanych\[(\d+)\]\/Tabela\[(\d+)\]/,
    (numbers) => ['attachment', 'blocks', index(numbers), 'tables', index(numbers.slice(1))],
  ],
  [/^\/Faktura\/Zalacznik/, at('attachment')],
];

/** The field of the input behind a path of the document; the whole input where none is known. */
export function originOf(path: string, input: InvoiceInput): JsonPath {
  for (const [pattern, origin] of origins) {
    const match = pattern.exec(path);
    if (match !== null) return origin(match.slice(1).map(Number), input);
  }
  return [];
}
