/** Labels of FA_RR(1), the invoice that the buyer issues to a flat-rate farmer. */
import { commonLabels } from './common.ts';
import type { LabelTable } from './label.ts';
import { beforeCorrection, partyLabels } from './party.ts';

const parties: LabelTable = {
  Faktura: ['faktura VAT RR', 'VAT RR invoice'],
  Podmiot1: ['rolnik ryczałtowy', 'flat-rate farmer'],
  'Podmiot1/NrKontrahenta': ['numer kontrahenta', 'contractor number'],
  Podmiot1K: ['rolnik przed korektą', 'farmer before correction'],
};

const invoice: LabelTable = {
  FakturaRR: ['treść faktury VAT RR', 'content of the VAT RR invoice'],
  P_4A: ['data nabycia', 'date of purchase'],
  P_4B: ['data wystawienia', 'date of issue'],
  P_4C: ['numer faktury', 'invoice number'],
  P_11_1: ['wartość nabycia', 'value of the purchase'],
  P_11_1W: ['wartość nabycia w złotych', 'value of the purchase in PLN'],
  P_11_2: ['zryczałtowany zwrot podatku', 'flat-rate tax refund'],
  P_11_2W: ['zryczałtowany zwrot podatku w złotych', 'flat-rate tax refund in PLN'],
  P_12_1: ['należność ogółem', 'total amount due'],
  P_12_1W: ['należność ogółem w złotych', 'total amount due in PLN'],
  P_12_2: ['należność ogółem słownie', 'total amount due in words'],
  DokumentZaplaty: ['dowód zapłaty', 'proof of payment'],
  NrDokumentu: ['numer dowodu zapłaty', 'number of the proof of payment'],
  DataDokumentu: ['data dowodu zapłaty', 'date of the proof of payment'],
};

const line: LabelTable = {
  FakturaRRWiersz: ['wiersz faktury', 'invoice line'],
  P_4AA: ['data nabycia w wierszu', 'date of purchase of the line'],
  P_5: ['nazwa produktu lub usługi rolniczej', 'name of farm product or service'],
  P_6A: ['jednostka miary', 'unit of measure'],
  P_6B: ['ilość', 'quantity'],
  P_6C: ['klasa lub jakość', 'class or quality'],
  P_7: ['cena bez zwrotu podatku', 'unit price without tax refund'],
  P_8: ['wartość bez zwrotu podatku', 'value without tax refund'],
  P_9: ['stawka zwrotu podatku', 'rate of tax refund'],
  P_10: ['kwota zwrotu podatku', 'amount of tax refund'],
  P_11: ['wartość ze zwrotem podatku', 'value with tax refund'],
};

const accounts: LabelTable = {
  RachunekBankowy1: ['rachunek rolnika', "farmer's account"],
  'RachunekBankowy1/NrRB': ['numer rachunku rolnika', "farmer's account number"],
  RachunekBankowy2: ['rachunek nabywcy', "buyer's account"],
  'RachunekBankowy2/NrRB': ['numer rachunku nabywcy', "buyer's account number"],
};

export function faRrLabels(): LabelTable[] {
  return [
    ...commonLabels(),
    parties,
    partyLabels({ element: 'Podmiot1', pl: 'rolnika', en: 'farmer' }),
    partyLabels({ element: 'Podmiot1K', pl: 'rolnika', en: 'farmer', end: beforeCorrection }),
    invoice,
    line,
    accounts,
  ];
}
