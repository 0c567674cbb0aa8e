/** What the print of an FA invoice says in words of its own; labels of rarer fields come from `@kwit/formats`. */
import type { Text } from '@kwit/formats';
import type { InvoiceKind } from '@kwit/invoice';

export const titles: Readonly<Record<InvoiceKind, Text>> = {
  VAT: { pl: 'Faktura', en: 'Invoice' },
  KOR: { pl: 'Faktura korygująca', en: 'Corrective invoice' },
  ZAL: { pl: 'Faktura zaliczkowa', en: 'Advance payment invoice' },
  ROZ: { pl: 'Faktura rozliczeniowa', en: 'Settlement invoice' },
  UPR: { pl: 'Faktura uproszczona', en: 'Simplified invoice' },
  KOR_ZAL: { pl: 'Korekta faktury zaliczkowej', en: 'Correction of an advance payment invoice' },
  KOR_ROZ: { pl: 'Korekta faktury rozliczeniowej', en: 'Correction of a settlement invoice' },
};

/** What this copy is, where it is not simply the invoice. */
export const states = {
  preview: { pl: 'Podgląd: bez numeru KSeF', en: 'Preview: no KSeF number' },
  sent: {
    pl: 'Wysłano do KSeF: numer nie jest jeszcze znany',
    en: 'Sent to KSeF: the number is not known yet',
  },
  offline: { pl: 'Wystawiono w trybie offline', en: 'Issued offline' },
  rejected: { pl: 'Odrzucona przez KSeF: to nie jest faktura', en: 'Rejected by KSeF: this is no invoice' },
} as const satisfies Record<string, Text>;

export const headings = {
  parties: { pl: 'Strony', en: 'Parties' },
  partiesBefore: { pl: 'Strony przed korektą', en: 'Parties before the correction' },
  thirdParties: { pl: 'Podmioty trzecie', en: 'Third parties' },
  seller: { pl: 'Sprzedawca', en: 'Seller' },
  buyer: { pl: 'Nabywca', en: 'Buyer' },
  otherParty: { pl: 'Inny podmiot', en: 'Other party' },
  sellerBefore: { pl: 'Sprzedawca przed korektą', en: 'Seller before the correction' },
  buyerBefore: { pl: 'Nabywca przed korektą', en: 'Buyer before the correction' },
  authorised: { pl: 'Podmiot upoważniony', en: 'Authorised entity' },
  correction: { pl: 'Korekta', en: 'Correction' },
  correctedInvoices: { pl: 'Faktury korygowane', en: 'Corrected invoices' },
  lines: { pl: 'Towary i usługi', en: 'Goods and services' },
  order: { pl: 'Zamówienie lub umowa', en: 'Order or contract' },
  summary: { pl: 'Podsumowanie', en: 'Summary' },
  sums: { pl: 'Podsumowanie stawek VAT', en: 'Summary by VAT rate' },
  advances: { pl: 'Otrzymane zaliczki', en: 'Advance payments received' },
  advanceInvoices: { pl: 'Rozliczone faktury zaliczkowe', en: 'Settled advance invoices' },
  settlement: { pl: 'Rozliczenie', en: 'Settlement' },
  payment: { pl: 'Płatność', en: 'Payment' },
  partPayments: { pl: 'Wpłaty', en: 'Part payments' },
  annotations: { pl: 'Adnotacje', en: 'Annotations' },
  vehicles: { pl: 'Nowe środki transportu', en: 'New means of transport' },
  descriptions: { pl: 'Informacje dodatkowe', en: 'Additional information' },
  terms: { pl: 'Warunki transakcji', en: 'Terms of the transaction' },
  transport: { pl: 'Transport', en: 'Transport' },
  footer: { pl: 'Stopka', en: 'Footer' },
  registers: { pl: 'Rejestry', en: 'Registers' },
  attachment: { pl: 'Załącznik', en: 'Attachment' },
  attachmentTable: { pl: 'Tabela załącznika', en: 'Table of the attachment' },
  technical: { pl: 'Dane techniczne', en: 'Technical data' },
} as const satisfies Record<string, Text>;

export const labels = {
  number: { pl: 'Numer', en: 'Number' },
  ksefNumber: { pl: 'Numer KSeF', en: 'KSeF number' },
  issueDate: { pl: 'Data wystawienia', en: 'Date of issue' },
  issuePlace: { pl: 'Miejsce wystawienia', en: 'Place of issue' },
  supplyDate: { pl: 'Data dostawy lub wykonania usługi', en: 'Date of supply' },
  paymentDate: { pl: 'Data otrzymania zapłaty', en: 'Date of the payment' },
  supplyPeriod: { pl: 'Okres dostaw lub usług', en: 'Period of supply' },
  currency: { pl: 'Waluta', en: 'Currency' },
  nip: { pl: 'NIP', en: 'Tax number (NIP)' },
  internalId: { pl: 'Identyfikator wewnętrzny', en: 'Internal identifier' },
  euVat: { pl: 'Numer VAT UE', en: 'EU VAT number' },
  otherId: { pl: 'Identyfikator podatkowy', en: 'Tax identifier' },
  eori: { pl: 'EORI', en: 'EORI' },
  gln: { pl: 'GLN', en: 'GLN' },
  mailingAddress: { pl: 'Adres korespondencyjny', en: 'Mailing address' },
  email: { pl: 'E-mail', en: 'E-mail' },
  telephone: { pl: 'Telefon', en: 'Telephone' },
  customerNumber: { pl: 'Numer klienta', en: 'Customer number' },
  status: { pl: 'Status', en: 'Status' },
  role: { pl: 'Rola', en: 'Role' },
  share: { pl: 'Udział', en: 'Share' },
  buyerKey: { pl: 'Klucz nabywcy', en: 'Key of the buyer' },
  correctedNumber: { pl: 'Faktura korygowana', en: 'Corrected invoice' },
  correctedDate: { pl: 'Data wystawienia', en: 'Date of issue' },
  rightNumber: { pl: 'Właściwy numer faktury korygowanej', en: 'Right number of the corrected invoice' },
  orderValue: { pl: 'Wartość zamówienia brutto', en: 'Gross value of the order' },
  inWords: { pl: 'Słownie', en: 'In words' },
  before: { pl: 'Przed korektą', en: 'Before the correction' },
  after: { pl: 'Po korekcie (obliczono)', en: 'After the correction (computed)' },
  exchangeRate: { pl: 'Kurs waluty', en: 'Exchange rate' },
  exchangeRateOfLines: { pl: 'Kurs waluty wszystkich wierszy', en: 'Exchange rate of all lines' },
  exchangeRateBefore: { pl: 'Kurs waluty przed korektą', en: 'Exchange rate before the correction' },
  date: { pl: 'Data', en: 'Date' },
  amount: { pl: 'Kwota', en: 'Amount' },
  method: { pl: 'Forma płatności', en: 'Payment method' },
  advanceInvoice: { pl: 'Faktura zaliczkowa', en: 'Advance invoice' },
  charge: { pl: 'Obciążenie', en: 'Charge' },
  deduction: { pl: 'Odliczenie', en: 'Deduction' },
  kind: { pl: 'Rodzaj', en: 'Kind' },
  reason: { pl: 'Powód', en: 'Reason' },
  chargeSum: { pl: 'Suma obciążeń', en: 'Total charges' },
  deductionSum: { pl: 'Suma odliczeń', en: 'Total deductions' },
  toPay: { pl: 'Do zapłaty', en: 'To pay' },
  toSettle: { pl: 'Nadpłata do rozliczenia', en: 'Overpayment to settle' },
  paid: { pl: 'Zapłacono', en: 'Paid' },
  paymentState: { pl: 'Stan płatności', en: 'State of payment' },
  dueDate: { pl: 'Termin płatności', en: 'Due date' },
  account: { pl: 'Rachunek bankowy', en: 'Bank account' },
  factorAccount: { pl: 'Rachunek faktora', en: "Factor's account" },
  bank: { pl: 'Bank', en: 'Bank' },
  swift: { pl: 'SWIFT', en: 'SWIFT' },
  accountDescription: { pl: 'Opis rachunku', en: 'Description of the account' },
  bankOwnAccount: { pl: 'Rachunek własny banku', en: "Bank's own account" },
  discount: { pl: 'Skonto', en: 'Early payment discount' },
  contract: { pl: 'Umowa', en: 'Contract' },
  order: { pl: 'Zamówienie', en: 'Order' },
  batches: { pl: 'Partie towaru', en: 'Batches' },
  deliveryTerms: { pl: 'Warunki dostawy', en: 'Delivery terms' },
  agreedRate: { pl: 'Kurs umowny', en: 'Agreed exchange rate' },
  goodsIssueNotes: { pl: 'Dokumenty WZ', en: 'Goods issue notes (WZ)' },
  transportKind: { pl: 'Rodzaj transportu', en: 'Means of transport' },
  cargo: { pl: 'Ładunek', en: 'Cargo' },
  packagingUnit: { pl: 'Jednostka opakowania', en: 'Packaging unit' },
  transportOrder: { pl: 'Zlecenie transportu', en: 'Transport order' },
  carrier: { pl: 'Przewoźnik', en: 'Carrier' },
  transportStart: { pl: 'Początek transportu', en: 'Start of transport' },
  transportEnd: { pl: 'Koniec transportu', en: 'End of transport' },
  invoiceLine: { pl: 'Wiersz faktury', en: 'Line of the invoice' },
  registeredName: { pl: 'Nazwa', en: 'Name' },
  krs: { pl: 'KRS', en: 'KRS' },
  regon: { pl: 'REGON', en: 'REGON' },
  bdo: { pl: 'BDO', en: 'BDO' },
  form: { pl: 'Formularz', en: 'Form' },
  createdAt: { pl: 'Utworzono', en: 'Created' },
  software: { pl: 'Program wystawcy', en: "Issuer's software" },
  notApplicable: { pl: 'Nie dotyczy', en: 'Not applicable' },
} as const satisfies Record<string, Text>;

/** What P_15 is, by kind. Source: FA(3), P_15. */
export const totalLabels: Readonly<Record<InvoiceKind, Text>> = {
  VAT: { pl: 'Należność ogółem', en: 'Total amount due' },
  UPR: { pl: 'Należność ogółem', en: 'Total amount due' },
  ZAL: { pl: 'Otrzymana zapłata', en: 'Payment received' },
  ROZ: { pl: 'Pozostało do zapłaty', en: 'Remaining amount due' },
  KOR: { pl: 'Zmiana należności', en: 'Change of the amount due' },
  KOR_ZAL: { pl: 'Zmiana otrzymanej zapłaty', en: 'Change of the payment received' },
  KOR_ROZ: { pl: 'Zmiana kwoty pozostałej do zapłaty', en: 'Change of the remaining amount due' },
};

export const phrases = {
  noTaxId: { pl: 'brak', en: 'none' },
  outsideKsef: { pl: 'wystawiona poza KSeF', en: 'issued outside KSeF' },
  inKsef: { pl: 'wystawiona w KSeF', en: 'issued in KSeF' },
  localGovernmentUnit: {
    pl: 'Faktura dotyczy jednostki podrzędnej JST',
    en: 'For a subordinate unit of local government (JST)',
  },
  vatGroupMember: { pl: 'Faktura dotyczy członka grupy VAT', en: 'For a member of a VAT group' },
  inLine: { pl: 'wiersz', en: 'line' },
  version: { pl: 'wersja', en: 'version' },
  variant: { pl: 'wariant', en: 'variant' },
} as const satisfies Record<string, Text>;

/** Annotations with the words that the VAT act wants (art. 106e ust. 1 pkt 16–18a, ust. 2 and 3). */
export const annotations = {
  cashAccounting: { pl: 'metoda kasowa', en: 'cash accounting' },
  selfBilling: { pl: 'samofakturowanie', en: 'self-billing' },
  reverseCharge: { pl: 'odwrotne obciążenie', en: 'reverse charge' },
  splitPayment: { pl: 'mechanizm podzielonej płatności', en: 'split payment' },
  exempt: {
    pl: 'dostawa towarów lub świadczenie usług zwolnione z podatku',
    en: 'supply of goods or services exempt from VAT',
  },
  newVehicles: {
    pl: 'wewnątrzwspólnotowa dostawa nowych środków transportu',
    en: 'intra-EU supply of new means of transport',
  },
  newVehicleDuty: {
    pl: 'obowiązek, o którym mowa w art. 42 ust. 5 ustawy o VAT',
    en: 'duty under art. 42 par. 5 of the VAT act',
  },
  triangular: {
    pl: 'faktura WE uproszczona na mocy art. 135–138 ustawy o VAT: podatek rozlicza ostatni w kolejności podatnik',
    en: 'simplified EC invoice under art. 135–138 of the VAT act: the last taxable person accounts for VAT',
  },
  margin: { pl: 'procedura marży', en: 'margin scheme' },
  marginTravel: { pl: 'procedura marży dla biur podróży', en: 'margin scheme – travel agents' },
  marginUsedGoods: { pl: 'procedura marży – towary używane', en: 'margin scheme – second-hand goods' },
  marginArt: { pl: 'procedura marży – dzieła sztuki', en: 'margin scheme – works of art' },
  marginCollectibles: {
    pl: 'procedura marży – przedmioty kolekcjonerskie i antyki',
    en: "margin scheme – collector's items and antiques",
  },
  receipt: {
    pl: 'faktura do sprzedaży zaewidencjonowanej na kasie rejestrującej (FP)',
    en: 'invoice for sales recorded by a cash register (FP)',
  },
  relatedParties: {
    pl: 'powiązania między nabywcą a sprzedawcą (TP)',
    en: 'the buyer and the seller are related (TP)',
  },
  exciseRefund: {
    pl: 'dla rolnika: do zwrotu akcyzy zawartej w cenie oleju napędowego',
    en: 'for a farmer: for the refund of excise in the price of diesel oil',
  },
  intermediary: {
    pl: 'dostawa dokonana przez podmiot pośredniczący w transakcji łańcuchowej (art. 22 ust. 2d ustawy o VAT)',
    en: 'supply by the intermediary in a chain transaction (art. 22 par. 2d of the VAT act)',
  },
} as const satisfies Record<string, Text>;

/** What an invoice without an annotation says no to, in a few words. */
export const refusals = {
  exempt: { pl: 'zwolnienie z podatku', en: 'exemption from VAT' },
  newVehicles: { pl: 'dostawa nowych środków transportu', en: 'supply of new means of transport' },
  newVehicleDuty: { pl: 'obowiązek z art. 42 ust. 5', en: 'duty under art. 42 par. 5' },
  triangular: { pl: 'procedura trójstronna uproszczona', en: 'simplified triangular procedure' },
  localGovernmentUnit: { pl: 'jednostka podrzędna JST', en: 'subordinate unit of local government (JST)' },
  vatGroupMember: { pl: 'członek grupy VAT', en: 'member of a VAT group' },
} as const satisfies Record<string, Text>;

export const lineLabels = {
  number: { pl: 'Lp.', en: 'No.' },
  state: { pl: 'Stan', en: 'State' },
  name: { pl: 'Nazwa towaru lub usługi', en: 'Goods or service' },
  date: { pl: 'Data dostawy', en: 'Date of supply' },
  index: { pl: 'Indeks', en: 'Item code' },
  gtin: { pl: 'GTIN', en: 'GTIN' },
  pkwiu: { pl: 'PKWiU', en: 'PKWiU' },
  cn: { pl: 'CN', en: 'CN' },
  pkob: { pl: 'PKOB', en: 'PKOB' },
  quantity: { pl: 'Ilość', en: 'Quantity' },
  unit: { pl: 'J.m.', en: 'Unit' },
  netPrice: { pl: 'Cena netto', en: 'Net price' },
  grossPrice: { pl: 'Cena brutto', en: 'Gross price' },
  discount: { pl: 'Rabat', en: 'Discount' },
  net: { pl: 'Wartość netto', en: 'Net value' },
  rate: { pl: 'VAT', en: 'VAT' },
  vat: { pl: 'Kwota VAT', en: 'VAT amount' },
  vatInPln: { pl: 'VAT w PLN', en: 'VAT in PLN' },
  gross: { pl: 'Wartość brutto', en: 'Gross value' },
  ossRate: { pl: 'Stawka OSS', en: 'OSS rate' },
  annex15: { pl: 'Załącznik nr 15', en: 'Annex 15' },
  excise: { pl: 'Akcyza w cenie', en: 'Excise in the price' },
  gtu: { pl: 'GTU', en: 'GTU' },
  procedure: { pl: 'Procedura', en: 'Procedure' },
  exchangeRate: { pl: 'Kurs waluty', en: 'Exchange rate' },
  uniqueId: { pl: 'Identyfikator wiersza', en: 'Line identifier' },
  sumRate: { pl: 'Stawka VAT', en: 'VAT rate' },
  total: { pl: 'Razem', en: 'Total' },
} as const satisfies Record<string, Text>;

export const lineWords = {
  yes: { pl: 'tak', en: 'yes' },
  before: { pl: 'przed', en: 'before' },
  after: { pl: 'po', en: 'after' },
  difference: { pl: 'różnica', en: 'difference' },
  computed: { pl: 'obliczono z obu wierszy', en: 'computed from both lines' },
} as const satisfies Record<string, Text>;

/** Rates as they stand in a narrow column, by P_12. */
export const shortRates: Readonly<Record<string, Text>> = {
  '0 KR': { pl: '0% KR', en: '0% KR' },
  '0 WDT': { pl: '0% WDT', en: '0% WDT' },
  '0 EX': { pl: '0% EX', en: '0% EX' },
  zw: { pl: 'zw', en: 'exempt' },
  oo: { pl: 'oo', en: 'reverse charge' },
  'np I': { pl: 'np I', en: 'np I' },
  'np II': { pl: 'np II', en: 'np II' },
};

/** Sums that are no percentages of one rate, by their element. */
export const sumRates = {
  P_13_4: { pl: 'ryczałt taksówek', en: 'taxi flat rate' },
  P_13_5: { pl: 'procedura OSS', en: 'OSS scheme' },
  P_13_6_1: { pl: '0% KR – sprzedaż krajowa', en: '0% KR – domestic sales' },
  P_13_6_2: { pl: '0% WDT – wewnątrzwspólnotowa dostawa towarów', en: '0% WDT – intra-EU supply of goods' },
  P_13_6_3: { pl: '0% EX – eksport towarów', en: '0% EX – export of goods' },
  P_13_7: { pl: 'zw – zwolniona z podatku', en: 'exempt' },
  P_13_8: { pl: 'np I – poza terytorium kraju', en: 'np I – outside Poland' },
  P_13_9: { pl: 'np II – usługi dla podatników z UE', en: 'np II – services to EU businesses' },
  P_13_10: { pl: 'oo – odwrotne obciążenie', en: 'reverse charge' },
  P_13_11: { pl: 'procedura marży', en: 'margin scheme' },
} as const satisfies Record<string, Text>;
