/** Right documents of the other forms, for tests: an invoice for farm products, an invoice of Peppol, its correction. */
import { type FaRr1, type Pef3, type PefKor3, type UblPartyType, write } from '@kwit/formats';

interface Changes {
  /** NIPs of ten digits. */
  seller: string;
  buyer: string;
  /** A fresh one unless given. */
  number?: string;
  /** YYYY-MM-DD. */
  issueDate?: string;
  currency?: string;
}

let counter = 0;
const freshNumber = (): string => {
  counter += 1;
  return `FORM/${process.pid}/${counter}`;
};
const address = { KodKraju: 'PL', AdresL1: 'Zielona Wieś 12' };
const text = (value: string) => ({ '#text': value });

/** FA_RR (1): the farmer sells potatoes, the buyer issues the invoice. */
export function farmInvoice(
  { seller, buyer, number = freshNumber(), issueDate = '2026-04-10', currency = 'PLN' }: Changes,
  kind: Partial<FaRr1['FakturaRR']> = {},
): string {
  const root: FaRr1 = {
    Naglowek: {
      KodFormularza: { '#text': 'FA_RR', '@kodSystemowy': 'FA_RR (1)', '@wersjaSchemy': '1-1E' },
      WariantFormularza: '1',
      DataWytworzeniaFa: '2026-04-10T10:37:00Z',
    },
    Podmiot1: { DaneIdentyfikacyjne: { NIP: seller, Nazwa: 'Jan Rolnik' }, Adres: address },
    Podmiot2: { DaneIdentyfikacyjne: { NIP: buyer, Nazwa: 'Skup sp. z o.o.' }, Adres: address },
    FakturaRR: {
      KodWaluty: currency,
      P_4A: issueDate,
      P_4B: issueDate,
      P_4C: number,
      P_11_1: '2000.00',
      P_11_2: '140.00',
      ...(currency === 'PLN' ? {} : { P_11_2W: '602.00' }),
      P_12_1: '2140.00',
      P_12_2: 'dwa tysiące sto czterdzieści 00/100',
      RodzajFaktury: 'VAT_RR',
      FakturaRRWiersz: [
        {
          NrWierszaFa: '1',
          P_5: 'ziemniaki jadalne',
          P_6A: 'kg',
          P_6B: '800.000',
          P_6C: 'klasa I',
          P_7: '2.50',
          P_8: '2000.00',
          P_9: '7',
          P_10: '140.00',
          P_11: '2140.00',
        },
      ],
      ...kind,
    },
  };
  return new TextDecoder().decode(write({ format: 'FA_RR(1)', root }));
}

const partyOf = (name: string, vatNumber: string): UblPartyType => ({
  PartyName: [{ Name: text(name) }],
  PostalAddress: { CityName: text('Warszawa'), Country: { IdentificationCode: text('PL') } },
  PartyTaxScheme: [{ CompanyID: text(vatNumber), TaxScheme: { ID: text('VAT') } }],
  PartyLegalEntity: [{ RegistrationName: text(name), CompanyID: text(vatNumber) }],
});

function ublParts({
  seller,
  buyer,
  number = freshNumber(),
  issueDate = '2026-04-10',
  currency = 'PLN',
}: Changes) {
  const amount = (value: string, of = currency) => ({ '#text': value, '@currencyID': of });
  const category = { ID: text('S'), Percent: text('23'), TaxScheme: { ID: text('VAT') } };
  const line = {
    ID: text('1'),
    LineExtensionAmount: amount('1000.00'),
    Item: { Name: text('Papier'), ClassifiedTaxCategory: [category] },
    Price: { PriceAmount: amount('100.00') },
  };
  const root = {
    CustomizationID: text('urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'),
    ProfileID: text('urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'),
    ID: text(number),
    IssueDate: issueDate,
    DocumentCurrencyCode: text(currency),
    AccountingSupplierParty: { Party: partyOf('Sprzedawca sp. z o.o.', `PL${seller}`) },
    AccountingCustomerParty: { Party: partyOf('Nabywca S.A.', `PL${buyer}`) },
    TaxTotal: [
      {
        TaxAmount: amount('230.00'),
        TaxSubtotal: [
          { TaxableAmount: amount('1000.00'), TaxAmount: amount('230.00'), TaxCategory: category },
        ],
      },
      ...(currency === 'PLN' ? [] : [{ TaxAmount: amount('989.00', 'PLN') }]),
    ],
    LegalMonetaryTotal: {
      LineExtensionAmount: amount('1000.00'),
      TaxExclusiveAmount: amount('1000.00'),
      TaxInclusiveAmount: amount('1230.00'),
      PayableAmount: amount('1230.00'),
    },
  };
  return { root, line };
}

/** PEF (3). */
export function peppolInvoice(changes: Changes, parts: Partial<Pef3> = {}): string {
  const { root, line } = ublParts(changes);
  const invoice: Pef3 = {
    ...root,
    InvoiceTypeCode: text('380'),
    InvoiceLine: [{ ...line, InvoicedQuantity: { '#text': '10', '@unitCode': 'C62' } }],
    ...parts,
  };
  return new TextDecoder().decode(write({ format: 'PEF(3)', root: invoice }));
}

/** PEF_KOR (3): corrects an invoice by its KSeF number. */
export function peppolCorrection(changes: Changes, corrected: string): string {
  const { root, line } = ublParts(changes);
  const correction: PefKor3 = {
    ...root,
    CreditNoteTypeCode: text('381'),
    BillingReference: [{ InvoiceDocumentReference: { ID: text(corrected), IssueDate: '2026-04-10' } }],
    CreditNoteLine: [{ ...line, CreditedQuantity: { '#text': '10', '@unitCode': 'C62' } }],
  };
  return new TextDecoder().decode(write({ format: 'PEF_KOR(3)', root: correction }));
}

/** A document of a Peppol invoice that is attached to it. */
export const attachedDocument = (content: string): NonNullable<Pef3['AdditionalDocumentReference']> => [
  {
    ID: text('załącznik'),
    Attachment: {
      EmbeddedDocumentBinaryObject: {
        '#text': Buffer.from(content).toString('base64'),
        '@mimeCode': 'application/pdf',
        '@filename': 'specyfikacja.pdf',
      },
    },
  },
];
