/** The sentences of the rules on the numbers that an invoice carries, by their permanent codes. `{name}` stands for a word of the finding. */
import { type RuleWording, say } from './say.ts';

export const numbersWordings = {
  'NIP-CHECKSUM': say(
    'Numer NIP ma błędną cyfrę kontrolną, taki numer nie istnieje.',
    'The NIP has a wrong check digit; no such number exists.',
    'Należy sprawdzić numer na dokumentach podmiotu albo w wykazie podatników VAT.',
    "Check the number on the party's documents or in the register of VAT payers.",
  ),
  'OTHER-NIP-CHECKSUM': say(
    'NIP przewoźnika albo podmiotu sprzed korekty ma błędną cyfrę kontrolną.',
    'The NIP of a carrier, or of a party before the correction, has a wrong check digit.',
    'Należy sprawdzić numer na dokumentach podmiotu.',
    "Check the number on the party's documents.",
  ),
  'INTERNAL-ID-NIP-CHECKSUM': say(
    'NIP w identyfikatorze wewnętrznym ma błędną cyfrę kontrolną.',
    'The NIP inside the internal identifier has a wrong check digit.',
    'Należy sprawdzić identyfikator u podmiotu, który go nadał.',
    'Check the identifier with the party that gave it.',
  ),
  'INTERNAL-ID-CHECKSUM': say(
    'Identyfikator wewnętrzny ma błędną cyfrę kontrolną (ostatnią).',
    'The internal identifier has a wrong check digit (the last).',
    'Należy sprawdzić identyfikator u podmiotu, który go nadał; bez poprawnego jednostka nie zobaczy faktury.',
    'Check the identifier with the party that gave it; without the right one the unit will not see the invoice.',
  ),
  'EU-VAT-FORM': say(
    'Numer VAT UE nie ma postaci numerów z kraju {country}.',
    'The EU VAT number does not look like the numbers of {country}.',
    'Należy sprawdzić numer w systemie VIES; prefiks kraju należy do pola KodUE, nie do numeru.',
    'Check the number in VIES; the prefix of the country belongs into KodUE, not into the number.',
  ),
  'EU-VAT-CHECKSUM': say(
    'Numer VAT UE z kraju {country} ma błędną cyfrę kontrolną.',
    'The EU VAT number of {country} has a wrong check digit.',
    'Należy sprawdzić numer w systemie VIES.',
    'Check the number in VIES.',
  ),
  'PESEL-CHECKSUM': say(
    'Jedenastocyfrowy numer wygląda na PESEL, a ma błędną cyfrę kontrolną.',
    'The number of eleven digits looks like a PESEL, but its check digit is wrong.',
    'Należy sprawdzić numer; jeśli to inny identyfikator, podać kraj, który go nadał.',
    'Check the number; if it is another identifier, name the country that gave it.',
  ),
  'GLN-CHECKSUM': say(
    'Globalny numer lokalizacyjny (GLN) nie ma 13 cyfr albo ma błędną cyfrę kontrolną.',
    'The Global Location Number (GLN) does not have 13 digits, or its check digit is wrong.',
    'Należy sprawdzić GLN u kontrahenta albo go pominąć.',
    'Check the GLN with the business partner, or leave it out.',
  ),
  'REGON-CHECKSUM': say(
    'Numer REGON ma błędną cyfrę kontrolną.',
    'The REGON number has a wrong check digit.',
    'Należy przepisać numer z rejestru REGON.',
    'Copy the number from the REGON register.',
  ),
  'KSEF-NUMBER-CHECKSUM': say(
    'Numer KSeF innej faktury ma błędną sumę kontrolną, taka faktura nie istnieje.',
    'The KSeF number of another invoice has a wrong checksum; no such invoice exists.',
    'Należy przepisać numer KSeF z UPO albo z listy faktur.',
    'Copy the KSeF number from the receipt or the list of invoices.',
  ),
  'KSEF-NUMBER-OF-OTHER-SELLER': say(
    'Numer KSeF należy do faktury innego sprzedawcy: nie zaczyna się od NIP {seller}.',
    'The KSeF number is that of an invoice of another seller: it does not start with the NIP {seller}.',
    'Należy sprawdzić numer KSeF faktury, do której odnosi się ten dokument.',
    'Check the KSeF number of the invoice that this document refers to.',
  ),
} as const satisfies Record<string, RuleWording>;
