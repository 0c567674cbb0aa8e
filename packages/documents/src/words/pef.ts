/** Words of UBL documents that are not names of its elements. */
import type { Text } from '@kwit/formats';

export const pefWords = {
  otherInvoice: { pl: 'Faktura', en: 'Invoice' },
  otherCreditNote: { pl: 'Faktura korygująca', en: 'Credit note' },
  ksefNumber: { pl: 'Numer KSeF', en: 'KSeF number' },

  parties: { pl: 'Strony', en: 'Parties' },
  lines: { pl: 'Pozycje', en: 'Lines' },
  allowancesAndCharges: {
    pl: 'Rabaty i opłaty do całego dokumentu',
    en: 'Allowances and charges on the document',
  },
  taxes: { pl: 'Podatek według stawek', en: 'Tax by rate' },
  withholdingTaxes: { pl: 'Podatek u źródła', en: 'Withholding tax' },
  totals: { pl: 'Podsumowanie', en: 'Totals' },
  payment: { pl: 'Płatność', en: 'Payment' },
  delivery: { pl: 'Dostawa', en: 'Delivery' },
  correction: { pl: 'Korekta', en: 'Correction' },
  references: { pl: 'Dokumenty powiązane', en: 'Related documents' },
  accounting: { pl: 'Waluty i rozliczenie', en: 'Currencies and accounting' },
  notes: { pl: 'Uwagi', en: 'Notes' },
  otherData: { pl: 'Pozostałe dane', en: 'Other data' },

  allowance: { pl: 'Rabat', en: 'Allowance' },
  charge: { pl: 'Opłata', en: 'Charge' },
  kind: { pl: 'Rodzaj', en: 'Kind' },
  vatNumber: { pl: 'NIP lub numer VAT', en: 'VAT number' },
  category: { pl: 'Kategoria i stawka', en: 'Category and rate' },
  unnamedFile: { pl: 'plik bez nazwy', en: 'unnamed file' },

  exemption: { pl: 'Przyczyna zwolnienia', en: 'Reason for the exemption' },
  baseOf: { pl: 'od', en: 'of' },
  rate: { pl: 'Stawka', en: 'Rate' },
  sum: { pl: 'Razem', en: 'Total' },
  yes: { pl: 'tak', en: 'yes' },
  no: { pl: 'nie', en: 'no' },
} satisfies Record<string, Text>;

/** A document of a kind that has no words of its own. */
export const kindWords = ({ pl, en }: Text, code: string): Text => ({
  pl: `${pl} (rodzaj ${code})`,
  en: `${en} (type ${code})`,
});
export const vatNumberOf = (country: Text): Text => ({
  pl: `numer VAT: ${country.pl}`,
  en: `VAT number: ${country.en}`,
});

export const taxIn = (currency: string): Text => ({
  pl: `Podatek w walucie ${currency}`,
  en: `Tax in ${currency}`,
});

/** An allowance or charge that is within the price. */
export const withPrice = ({ pl, en }: Text): Text => ({ pl: `${pl} w cenie`, en: `${en} in the price` });
