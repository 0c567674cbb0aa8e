/** What the print of an invoice VAT RR says in words of its own; what it shares with FA stands in `invoice.ts`. */
import type { Text } from '@kwit/formats';

export type RrKind = 'VAT_RR' | 'KOR_VAT_RR';

export const rrTitles: Readonly<Record<RrKind, Text>> = {
  VAT_RR: { pl: 'Faktura VAT RR', en: 'VAT RR invoice' },
  KOR_VAT_RR: { pl: 'Faktura korygująca VAT RR', en: 'Corrective VAT RR invoice' },
};

/** What P_12_1 is, by kind. Source: FA_RR(1), P_12_1. */
export const rrTotals: Readonly<Record<RrKind, Text>> = {
  VAT_RR: { pl: 'Należność ogółem', en: 'Total amount due' },
  KOR_VAT_RR: { pl: 'Zmiana należności', en: 'Change of the amount due' },
};

export const rrHeadings = {
  farmer: { pl: 'Dostawca: rolnik ryczałtowy', en: 'Supplier: flat-rate farmer' },
  farmerBefore: { pl: 'Dostawca przed korektą', en: 'Supplier before the correction' },
  lines: { pl: 'Produkty i usługi rolnicze', en: 'Farm products and services' },
} as const satisfies Record<string, Text>;

export const rrLabels = {
  purchaseDate: { pl: 'Data nabycia', en: 'Date of purchase' },
  goods: { pl: 'Nazwa produktu lub usługi', en: 'Product or service' },
  quality: { pl: 'Klasa lub jakość', en: 'Class or quality' },
  price: { pl: 'Cena', en: 'Price' },
  value: { pl: 'Wartość', en: 'Value' },
  refundRate: { pl: 'Stawka zwrotu', en: 'Refund rate' },
  refund: { pl: 'Zwrot podatku', en: 'Tax refund' },
  valueWithRefund: { pl: 'Wartość ze zwrotem', en: 'Value with refund' },
  farmerAccount: { pl: 'Rachunek rolnika', en: "Farmer's account" },
  buyerAccount: { pl: 'Rachunek nabywcy', en: "Buyer's account" },
  proofOfPayment: { pl: 'Dowód zapłaty', en: 'Proof of payment' },
} as const satisfies Record<string, Text>;
