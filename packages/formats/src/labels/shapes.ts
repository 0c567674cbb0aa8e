/** What values look like, in words of people: by the built-in type, and by the pattern of a type. */
import type { Text } from '../problem.ts';

interface Kind {
  /** «nie jest …» */
  readonly is: Text;
  /** «Należy podać …» */
  readonly give: Text;
}

const kind = (isPl: string, givePl: string, en: string): Kind => ({
  is: { pl: isPl, en },
  give: { pl: givePl, en },
});

const wholeNumber = kind('liczbą całkowitą', 'liczbę całkowitą', 'a whole number');

/** By the name of the built-in type. */
export const kinds: Readonly<Record<string, Kind>> = {
  date: kind(
    'istniejącą datą w postaci RRRR-MM-DD',
    'istniejącą datę w postaci RRRR-MM-DD',
    'a date that exists, written YYYY-MM-DD',
  ),
  dateTime: kind(
    'istniejącą datą z godziną w postaci 2026-02-01T08:00:00Z',
    'istniejącą datę z godziną w postaci 2026-02-01T08:00:00Z',
    'a moment that exists, written 2026-02-01T08:00:00Z',
  ),
  decimal: kind(
    'liczbą z kropką dziesiętną, bez spacji',
    'liczbę z kropką dziesiętną, bez spacji, na przykład 1234.50',
    'a number with a decimal point and without spaces, such as 1234.50',
  ),
  integer: wholeNumber,
  byte: wholeNumber,
  positiveInteger: kind(
    'liczbą całkowitą większą od zera',
    'liczbę całkowitą większą od zera',
    'a whole number above zero',
  ),
  nonNegativeInteger: kind(
    'nieujemną liczbą całkowitą',
    'nieujemną liczbę całkowitą',
    'a whole number of zero or more',
  ),
};

const numberWith = (decimals: number): Text => ({
  pl: `liczbę bez spacji i zer na początku, z kropką i najwyżej tyloma cyframi po niej: ${decimals}, na przykład 1234.50`,
  en: `a number without spaces and leading zeros, with a point and at most ${decimals} digits after it, such as 1234.50`,
});

/** By the pattern, letter for letter as the official schemas have it: what to give. */
export const shapes: Readonly<Record<string, Text>> = {
  '[1-9]((\\d[1-9])|([1-9]\\d))\\d{7}': {
    pl: 'NIP: 10 cyfr bez kresek, spacji i prefiksu PL',
    en: 'a NIP: 10 digits without dashes, spaces and the prefix PL',
  },
  '[1-9]((\\d[1-9])|([1-9]\\d))\\d{7}-\\d{5}': {
    pl: 'identyfikator wewnętrzny: NIP, kreskę i 5 cyfr',
    en: 'an internal identifier: a NIP, a dash and 5 digits',
  },
  '(.)+@(.)+': { pl: 'adres e-mail ze znakiem @', en: 'an e-mail address with an @' },
  '((\\d{4})-(\\d{2})-(\\d{2}))': {
    pl: 'datę w postaci RRRR-MM-DD, bez strefy czasowej',
    en: 'a date written YYYY-MM-DD, without a time zone',
  },
  '-?([1-9]\\d{0,15}|0)(\\.\\d{1,2})?': numberWith(2),
  '-?([1-9]\\d{0,15}|0)(\\.\\d{1,6})?': numberWith(6),
  '-?([1-9]\\d{0,13}|0)(\\.\\d{1,8})?': numberWith(8),
  '[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3}){0,1}': {
    pl: 'kod SWIFT: 8 albo 11 wielkich liter i cyfr',
    en: 'a SWIFT code: 8 or 11 capitals and digits',
  },
  '[0-9]{3}[a-zA-Z0-9]{10}': {
    pl: 'identyfikator płatności: 3 cyfry, potem 10 liter i cyfr',
    en: 'a payment identifier: 3 digits, then 10 letters and digits',
  },
  '(\\d|[A-Z]|\\+|\\*){1,12}': {
    pl: 'numer z cyfr, wielkich liter oraz znaków + i *, bez spacji i kresek, najwyżej 12 znaków',
    en: 'a number of digits, capitals, + and *, without spaces and dashes, at most 12 characters',
  },
  '\\d{9}': { pl: 'dokładnie 9 cyfr', en: 'exactly 9 digits' },
  '\\d{10}': { pl: 'dokładnie 10 cyfr', en: 'exactly 10 digits' },
  '\\d{11}': { pl: 'dokładnie 11 cyfr', en: 'exactly 11 digits' },
  '\\d{14}': { pl: 'dokładnie 14 cyfr', en: 'exactly 14 digits' },
  '[A-Z]{2}': { pl: 'dwie wielkie litery', en: 'two capital letters' },
  'P[A-KM-Z]|[A-OQ-Z][A-Z]': {
    pl: 'dwuliterowy kod kraju innego niż Polska, wielkimi literami',
    en: 'the two-letter code of a country other than Poland, in capitals',
  },
};
