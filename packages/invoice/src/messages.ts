/** Every sentence that people read about what the JSON of an invoice says. The sentences of the rules are in `rules/messages.ts`. */
import type { Text } from '@kwit/formats';
import { visible, wording } from './wording.ts';

/** What a text of a shape looks like; the names are the values of `x-shape` in the schema. */
export const shapeTexts = {
  nip: {
    pl: 'numer NIP: 10 cyfr, bez kresek, spacji i prefiksu PL',
    en: 'a NIP: 10 digits, no dashes, spaces or PL prefix',
  },
  'internal-id': {
    pl: 'identyfikator wewnętrzny: NIP, kreska i 5 cyfr',
    en: 'an internal identifier: a NIP, a dash and 5 digits',
  },
  'eu-vat': {
    pl: 'numer VAT UE z prefiksem kraju, na przykład DE123456789, bez spacji',
    en: 'an EU VAT number with its country prefix, such as DE123456789, without spaces',
  },
  country: {
    pl: 'dwuliterowy kod kraju wielkimi literami, na przykład PL',
    en: 'a two-letter country code in capitals, such as PL',
  },
  date: { pl: 'istniejąca data w postaci RRRR-MM-DD', en: 'a date that exists, written YYYY-MM-DD' },
  'date-or-today': {
    pl: 'istniejąca data w postaci RRRR-MM-DD albo słowo today',
    en: 'a date that exists, written YYYY-MM-DD, or the word today',
  },
  decimal: {
    pl: 'liczba z kropką dziesiętną, bez spacji, na przykład "1234.50"',
    en: 'a number with a decimal point and no spaces, such as "1234.50"',
  },
  'bank-account': {
    pl: 'numer rachunku: 26 cyfr NRB albo IBAN z kodem kraju',
    en: 'an account number: 26 digits of an NRB or an IBAN with its country code',
  },
  swift: {
    pl: 'kod SWIFT: 8 albo 11 wielkich liter i cyfr',
    en: 'a SWIFT code: 8 or 11 capitals and digits',
  },
  moment: {
    pl: 'istniejąca data i godzina w postaci 2025-10-01T08:00:00Z',
    en: 'a moment that exists, written 2025-10-01T08:00:00Z',
  },
  'ksef-number': {
    pl: 'numer KSeF: NIP, data RRRRMMDD, 12 znaków i suma kontrolna, rozdzielone kreskami',
    en: 'a KSeF number: NIP, date YYYYMMDD, 12 characters and a checksum, with dashes between',
  },
  'payment-link': {
    pl: 'adres https z parametrem IPKSeF, na przykład https://demo.example/?IPKSeF=123abcdefghij',
    en: 'an https address with the parameter IPKSeF, such as https://demo.example/?IPKSeF=123abcdefghij',
  },
  'ksef-payment-id': {
    pl: 'identyfikator płatności KSeF: 3 cyfry i 10 liter lub cyfr',
    en: 'a KSeF payment identifier: 3 digits and 10 letters or digits',
  },
  email: { pl: 'adres e-mail', en: 'an e-mail address' },
  krs: { pl: 'numer KRS: 10 cyfr', en: 'a KRS number: 10 digits' },
  regon: { pl: 'numer REGON: 9 albo 14 cyfr', en: 'a REGON number: 9 or 14 digits' },
  text: { pl: 'tekst zawierający choć jeden widoczny znak', en: 'text with at least one visible character' },
} as const satisfies Record<string, Text>;
export type Shape = keyof typeof shapeTexts;

const typeTexts = {
  string: { pl: 'tekst w cudzysłowie', en: 'text in double quotes' },
  number: { pl: 'liczba', en: 'a number' },
  integer: { pl: 'liczba całkowita bez cudzysłowu', en: 'a whole number without quotes' },
  boolean: { pl: 'true albo false, bez cudzysłowu', en: 'true or false, without quotes' },
  object: { pl: 'obiekt w nawiasach { }', en: 'an object in { }' },
  array: { pl: 'lista w nawiasach [ ]', en: 'a list in [ ]' },
  decimal: shapeTexts.decimal,
} as const satisfies Record<string, Text>;
export type JsonType = keyof typeof typeTexts;

const list = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

/** Sentences on what the JSON says, by the code of the problem. */
export const inputWordings = {
  'input-unknown-key': (key: string, suggestion: string | undefined, known: readonly string[]) =>
    wording(
      `Pole „${key}” nie jest znane w tym miejscu.`,
      `The field "${key}" is not known here.`,
      suggestion === undefined
        ? `Należy usunąć je albo użyć jednego z pól: ${list(known)}.`
        : `Czy chodziło o „${suggestion}”?`,
      suggestion === undefined
        ? `Remove it or use one of the fields: ${list(known)}.`
        : `Did you mean "${suggestion}"?`,
    ),
  'input-missing': (key: string) =>
    wording(
      `Brakuje wymaganego pola „${key}”.`,
      `The required field "${key}" is missing.`,
      `Należy dodać pole „${key}”.`,
      `Add the field "${key}".`,
    ),
  'input-type': (expected: JsonType, choices: readonly string[]) =>
    wording(
      `W tym polu potrzebna jest wartość innego rodzaju: ${typeTexts[expected].pl}.`,
      `This field needs a value of another kind: ${typeTexts[expected].en}.`,
      choices.length > 0
        ? `Należy wpisać jedną z wartości: ${list(choices)}.`
        : `Należy wpisać: ${typeTexts[expected].pl}.`,
      choices.length > 0 ? `Write one of: ${list(choices)}.` : `Write ${typeTexts[expected].en}.`,
    ),
  'input-choice': (choices: readonly string[], suggestion: string | undefined) =>
    wording(
      'Wartość nie należy do dozwolonych.',
      'The value is not one of those allowed.',
      suggestion === undefined
        ? `Należy wpisać jedną z wartości: ${list(choices)}.`
        : `Czy chodziło o „${suggestion}”? Dozwolone są: ${list(choices)}.`,
      suggestion === undefined
        ? `Write one of: ${list(choices)}.`
        : `Did you mean "${suggestion}"? Allowed are: ${list(choices)}.`,
    ),
  'input-shape': (shape: Shape) =>
    wording(
      `Wartość ma inną postać niż wymagana: ${shapeTexts[shape].pl}.`,
      `The value does not look as it must: ${shapeTexts[shape].en}.`,
      `Należy wpisać: ${shapeTexts[shape].pl}.`,
      `Write ${shapeTexts[shape].en}.`,
    ),
  'input-decimals': (integerDigits: number, scale: number) =>
    wording(
      `Liczba ma za dużo cyfr: dozwolone jest ${integerDigits} cyfr przed kropką i ${scale} po kropce.`,
      `The number has too many digits: ${integerDigits} are allowed before the decimal point and ${scale} after it.`,
      'Należy zaokrąglić liczbę do dozwolonej dokładności.',
      'Round the number to what is allowed.',
    ),
  'input-length': (maximum: number) =>
    wording(
      `Tekst jest za długi: dozwolonych jest ${maximum} znaków.`,
      `The text is too long: ${maximum} characters are allowed.`,
      'Należy skrócić tekst.',
      'Shorten the text.',
    ),
  'input-count': (minimum: number, maximum: number) =>
    wording(
      `Lista ma niewłaściwą liczbę pozycji: dozwolone jest od ${minimum} do ${maximum}.`,
      `The list has a wrong number of items: from ${minimum} to ${maximum} are allowed.`,
      `Należy podać od ${minimum} do ${maximum} pozycji.`,
      `Give ${minimum} to ${maximum} items.`,
    ),
  'input-range': (minimum: number, maximum: number) =>
    wording(
      `Liczba jest poza zakresem: dozwolone jest od ${minimum} do ${maximum}.`,
      `The number is out of range: from ${minimum} to ${maximum} is allowed.`,
      'Należy wpisać liczbę z tego zakresu.',
      'Write a number in that range.',
    ),
  'input-date-range': (earliest: string, latest: string) =>
    wording(
      `Data jest poza zakresem, który przyjmuje KSeF: od ${earliest} do ${latest}.`,
      `The date is outside what KSeF takes: from ${earliest} to ${latest}.`,
      'Należy poprawić datę.',
      'Correct the date.',
    ),
  'input-one-missing': (choices: readonly string[]) =>
    wording(
      `Brakuje jednego z pól: ${list(choices)}.`,
      `One of these fields is missing: ${list(choices)}.`,
      'Należy dodać dokładnie jedno z nich.',
      'Add exactly one of them.',
    ),
  'input-one-of': (present: readonly string[]) =>
    wording(
      `Pola ${list(present)} wykluczają się.`,
      `The fields ${list(present)} exclude each other.`,
      'Należy zostawić dokładnie jedno z nich.',
      'Keep exactly one of them.',
    ),
  'input-characters': (char: string) =>
    wording(
      `Tekst zawiera znak ${visible(char)}, którego KSeF nie przyjmuje.`,
      `The text contains the character ${visible(char)}, which KSeF does not take.`,
      'Należy usunąć ten znak; zwykle trafia tu przy kopiowaniu z innego programu.',
      'Remove it; it usually comes from copying out of another program.',
    ),
  'advance-amount-missing': () =>
    wording(
      'Faktura zaliczkowa nie podaje otrzymanej zapłaty.',
      'An advance invoice does not state the payment received.',
      'Należy podać kwotę brutto w polu "advanceAmount", kilka wpłat w polu "advancePayments".',
      'Give the gross amount in "advanceAmount", or several payments in "advancePayments".',
    ),
  'amount-before-missing': () =>
    wording(
      'Korekta faktury zaliczkowej nie podaje kwoty zapłaty przed korektą.',
      'The correction of an advance invoice does not state the payment before it.',
      'Należy dodać pole "amountBefore" w "correction".',
      'Add the field "amountBefore" in "correction".',
    ),
  'field-not-of-kind': (field: string, kind: string) =>
    wording(
      `Pole „${field}” nie ma znaczenia na fakturze rodzaju ${kind}.`,
      `The field "${field}" means nothing on an invoice of the kind ${kind}.`,
      'Należy usunąć pole albo poprawić rodzaj faktury.',
      'Remove the field, or correct the kind of the invoice.',
    ),
  'vat-without-rate': () =>
    wording(
      'Suma w stawce bez polskiego podatku ma podany podatek.',
      'A sum at a rate without Polish VAT states VAT.',
      'Należy usunąć pole albo poprawić stawkę.',
      'Remove the field, or correct the rate.',
    ),
  'remaining-unknown': () =>
    wording(
      'Nie wiadomo, ile pozostało do zapłaty: faktura zaliczkowa nie ma podanej kwoty.',
      'It is not known what remains to be paid: an advance invoice has no amount.',
      'Należy podać kwotę brutto ("amount") każdej faktury zaliczkowej albo pozostałe sumy w polu "sums".',
      'Give the gross "amount" of each advance invoice, or the remaining sums in "sums".',
    ),
  'order-without-value': () =>
    wording(
      'Zamówienie nie ma wartości, więc zaliczki nie da się podzielić na stawki.',
      'The order has no value, so the advance cannot be split over the rates.',
      'Należy podać ceny w pozycjach zamówienia albo sumy według stawek w polu "sums".',
      'Give prices on the lines of the order, or the sums by rate in "sums".',
    ),
  'price-basis-mixed': () =>
    wording(
      'Pozycje mają ceny netto i brutto; podatek liczy się na fakturze na jeden sposób.',
      'Lines have net and gross prices; the tax of one invoice is computed in one way.',
      'Należy podać we wszystkich pozycjach ceny netto albo we wszystkich brutto.',
      'Give net prices on all lines, or gross prices on all.',
    ),
  'margin-net-price': () =>
    wording(
      'Pozycja w procedurze marży ma cenę netto.',
      'A line under the margin scheme has a net price.',
      'Należy podać cenę brutto w polu "unitGrossPrice".',
      'Give the gross price in "unitGrossPrice".',
    ),
  'oss-rate-missing': () =>
    wording(
      'Pozycja rozliczana w procedurze OSS nie ma stawki państwa konsumpcji.',
      'A line under the OSS scheme does not have the rate of the country of consumption.',
      'Należy dodać pole "ossRate", na przykład "19".',
      'Add the field "ossRate", for example "19".',
    ),
  'oss-rate-unused': () =>
    wording(
      'Stawka "ossRate" występuje tylko przy "vatRate": "oss".',
      'The rate "ossRate" goes only with "vatRate": "oss".',
      'Należy usunąć "ossRate" albo zmienić stawkę na "oss".',
      'Remove "ossRate", or change the rate to "oss".',
    ),
  'discount-twice': () =>
    wording(
      'Rabat podano dwa razy: kwotą i procentem.',
      'The discount is given twice: as an amount and in percent.',
      'Należy zostawić "unitDiscount" albo "discountPercent".',
      'Keep "unitDiscount" or "discountPercent".',
    ),
  'percent-range': () =>
    wording(
      'Procent musi mieścić się od 0 do 100.',
      'A percentage must be from 0 to 100.',
      'Należy wpisać liczbę od 0 do 100.',
      'Write a number from 0 to 100.',
    ),
  'exchange-rate-unused': () =>
    wording(
      'Faktura w złotych ma kurs waluty.',
      'An invoice in PLN has an exchange rate.',
      'Należy usunąć pole "exchangeRate" albo podać walutę w polu "currency".',
      'Remove the field "exchangeRate", or name the currency in "currency".',
    ),
  'not-positive': () =>
    wording(
      'Wartość musi być większa od zera.',
      'The value must be greater than zero.',
      'Należy wpisać liczbę dodatnią.',
      'Write a positive number.',
    ),
  'amount-too-large': () =>
    wording(
      'Wyliczona kwota nie mieści się w fakturze (najwyżej 16 cyfr przed przecinkiem).',
      'The computed amount does not fit into an invoice (at most 16 digits before the decimal point).',
      'Należy sprawdzić ilość i cenę.',
      'Check quantity and price.',
    ),
  'polish-nip-as-eu-vat': (nip: string) =>
    wording(
      'Polski NIP podano jako numer VAT UE; nabywca nie zobaczyłby faktury w KSeF.',
      'A Polish NIP is given as an EU VAT number; the buyer would not see the invoice in KSeF.',
      `Należy podać go w polu "nip": "${nip}".`,
      `Give it in the field "nip": "${nip}".`,
    ),
  'country-unknown': (country: string) =>
    wording(
      `Kod kraju ${country} nie istnieje w słowniku KSeF.`,
      `The country code ${country} is not in the list of KSeF.`,
      'Należy wpisać dwuliterowy kod kraju; w numerze VAT UE Grecja to EL, Irlandia Północna to XI.',
      'Write a two-letter country code; in EU VAT numbers Greece is EL and Northern Ireland XI.',
    ),
  'buyer-incomplete': (field: string) =>
    wording(
      `Brakuje danych nabywcy: pole „${field}”.`,
      `Data of the buyer is missing: the field "${field}".`,
      `Należy dodać pole „${field}”; pominąć je wolno tylko w fakturze uproszczonej.`,
      `Add the field "${field}"; only a simplified invoice may leave it out.`,
    ),
  'fields-exclusive': (left: string, right: string) =>
    wording(
      `Pola „${left}” i „${right}” wykluczają się.`,
      `The fields "${left}" and "${right}" exclude each other.`,
      'Należy zostawić jedno z nich.',
      'Keep one of them.',
    ),
  'detail-line-unknown': () =>
    wording(
      'Dodatkowy opis wskazuje pozycję, której na fakturze nie ma.',
      'A detail names a line that the invoice does not have.',
      'Należy podać numer istniejącej pozycji (liczone od 1) albo usunąć pole "line".',
      'Give the number of a line that exists (from 1), or remove the field "line".',
    ),
} as const;
export type InputCode = keyof typeof inputWordings;

/** Sentences on what a document says and the business invoice cannot. */
export const readingWordings = {
  'part-not-readable': wording(
    'Tego, co mówi faktura w tym miejscu, dane JSON nie mogą wyrazić.',
    'The JSON of an invoice cannot say what the document says here.',
    'Do wysyłki użyć pliku XML, nie odczytanych danych JSON.',
    'For sending use the XML file, not the JSON that was read.',
  ),
  'part-added': wording(
    'Faktura nie ma tego pola, a faktura zbudowana z odczytanych danych JSON by je miała.',
    'The document does not have this field, but an invoice built from the JSON that was read would.',
    'Do wysyłki użyć pliku XML, nie odczytanych danych JSON.',
    'For sending use the XML file, not the JSON that was read.',
  ),
} as const;
