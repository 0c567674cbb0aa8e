/** Labels of fields that FA(2), FA(3) and FA_RR(1) have in common. */
import type { LabelTable } from './label.ts';
import { beforeCorrection, partyLabels } from './party.ts';

const header: LabelTable = {
  Naglowek: ['nagłówek dokumentu', 'document header'],
  KodFormularza: ['kod formularza', 'form code'],
  'KodFormularza/@kodSystemowy': ['kod systemowy formularza', 'system code of the form'],
  'KodFormularza/@wersjaSchemy': ['wersja schematu', 'schema version'],
  WariantFormularza: ['wariant formularza', 'form variant'],
  DataWytworzeniaFa: ['czas utworzenia dokumentu', 'time of creation'],
  SystemInfo: ['program wystawcy', "issuer's software"],
};

const parties: LabelTable = {
  Podmiot2: ['nabywca', 'buyer'],
  Podmiot3: ['podmiot trzeci', 'third party'],
  'Podmiot3/Rola': ['rola podmiotu trzeciego', "third party's role"],
  'Podmiot3/RolaInna': ['inna rola podmiotu trzeciego', 'other role of the third party'],
  'Podmiot3/OpisRoli': ['opis innej roli', 'description of the other role'],
  StatusInfoPodatnika: ['szczególny status podatnika', "taxpayer's special status"],
  Podmiot2K: ['nabywca przed korektą', 'buyer before correction'],
};

const general: LabelTable = {
  KodWaluty: ['waluta faktury', 'invoice currency'],
  P_1M: ['miejsce wystawienia', 'place of issue'],
  RodzajFaktury: ['rodzaj faktury', 'kind of invoice'],
  DodatkowyOpis: ['dodatkowy opis', 'additional description'],
  'DodatkowyOpis/NrWiersza': ['wiersz objęty opisem', 'line described'],
  'DodatkowyOpis/Klucz': ['nazwa dodatkowej informacji', 'name of the description'],
  'DodatkowyOpis/Wartosc': ['treść dodatkowej informacji', 'content of the description'],
};

const correction: LabelTable = {
  PrzyczynaKorekty: ['przyczyna korekty', 'reason for correction'],
  TypKorekty: ['moment ujęcia korekty', 'when the correction counts'],
  DaneFaKorygowanej: ['faktura korygowana', 'corrected invoice'],
  DataWystFaKorygowanej: ['data faktury korygowanej', 'date of the corrected invoice'],
  NrFaKorygowanej: ['numer faktury korygowanej', 'number of the corrected invoice'],
  NrKSeF: ['faktura korygowana jest w KSeF', 'corrected invoice is in KSeF'],
  NrKSeFFaKorygowanej: ['numer KSeF faktury korygowanej', 'KSeF number of the corrected invoice'],
  NrKSeFN: ['faktura korygowana spoza KSeF', 'corrected invoice outside KSeF'],
  NrFaKorygowany: ['właściwy numer faktury korygowanej', 'right number of the corrected invoice'],
};

const line: LabelTable = {
  NrWierszaFa: ['numer wiersza', 'line number'],
  UU_ID: ['unikalny identyfikator wiersza', 'unique line identifier'],
  GTIN: ['kod GTIN', 'GTIN code'],
  PKWiU: ['symbol PKWiU', 'PKWiU symbol'],
  CN: ['kod CN', 'CN code'],
  KursWaluty: ['kurs waluty w wierszu', 'exchange rate of the line'],
  StanPrzed: ['wiersz sprzed korekty', 'line before correction'],
};

const settlement: LabelTable = {
  Rozliczenie: ['dodatkowe rozliczenia', 'further settlements'],
  Obciazenia: ['obciążenie', 'charge'],
  'Obciazenia/Kwota': ['kwota obciążenia', 'amount of the charge'],
  'Obciazenia/Powod': ['powód obciążenia', 'reason for the charge'],
  SumaObciazen: ['suma obciążeń', 'total charges'],
  Odliczenia: ['odliczenie', 'deduction'],
  'Odliczenia/Kwota': ['kwota odliczenia', 'amount of the deduction'],
  'Odliczenia/Powod': ['powód odliczenia', 'reason for the deduction'],
  SumaOdliczen: ['suma odliczeń', 'total deductions'],
  DoZaplaty: ['do zapłaty po rozliczeniu', 'to pay after settlement'],
  DoRozliczenia: ['nadpłata do rozliczenia', 'overpayment to settle'],
};

const payment: LabelTable = {
  Platnosc: ['warunki płatności', 'payment terms'],
  FormaPlatnosci: ['forma płatności', 'payment method'],
  PlatnoscInna: ['inna forma płatności', 'other payment method'],
  OpisPlatnosci: ['opis innej formy płatności', 'description of the other method'],
  SWIFT: ['kod SWIFT', 'SWIFT code'],
  NazwaBanku: ['nazwa banku', 'name of the bank'],
  OpisRachunku: ['opis rachunku', 'description of the account'],
  LinkDoPlatnosci: ['link do płatności', 'payment link'],
  IPKSeF: ['identyfikator płatności w KSeF', 'KSeF payment identifier'],
};

const footer: LabelTable = {
  Stopka: ['pozostałe dane faktury', 'other invoice data'],
  Informacje: ['informacje w stopce', 'footer information'],
  StopkaFaktury: ['tekst stopki', 'footer text'],
  Rejestry: ['wpisy w rejestrach', 'register entries'],
  PelnaNazwa: ['nazwa w rejestrze', 'registered name'],
  KRS: ['numer KRS', 'KRS number'],
  REGON: ['numer REGON', 'REGON number'],
  BDO: ['numer BDO', 'BDO number'],
};

export function commonLabels(): LabelTable[] {
  return [
    header,
    parties,
    partyLabels({ element: 'Podmiot2', pl: 'nabywcy', en: 'buyer' }),
    partyLabels({ element: 'Podmiot3', pl: 'podmiotu trzeciego', en: 'third party' }),
    partyLabels({ element: 'Podmiot2K', pl: 'nabywcy', en: 'buyer', end: beforeCorrection }),
    general,
    correction,
    line,
    settlement,
    payment,
    footer,
  ];
}
