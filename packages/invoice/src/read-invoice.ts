/** What an FA(3) document says, for those who list, search and store invoices. */
import type { Fa3, FormatDocument } from '@kwit/formats';
import { type Big, formatAmount, readDecimal, round, sum, zero } from './decimal.ts';
import { isTaxedField, netFields, vatFields } from './rates.ts';
import type { Identity } from './rules/places.ts';
import { token } from './text.ts';
import { type InvoiceKind, invoiceKinds } from './vocabulary.ts';

/** How a party is identified, in the words of the KSeF API. */
export type PartyIdentifierType = 'Nip' | 'InternalId' | 'VatUe' | 'Other' | 'None';

export interface InvoiceParty {
  readonly identifier: {
    readonly type: PartyIdentifierType;
    /** With the country prefix for `VatUe`; null for `None`. */
    readonly value: string | null;
  };
  readonly name: string | null;
}

/**
 * The facts by which KSeF indexes an invoice. Amounts are decimal text with two places.
 * Source: KSeF API, InvoiceMetadata.
 */
export interface InvoiceFacts {
  readonly formCode: { readonly systemCode: string; readonly schemaVersion: string; readonly value: string };
  /** P_2. */
  readonly number: string;
  /** RodzajFaktury. */
  readonly kind: InvoiceKind;
  /** P_1, YYYY-MM-DD. */
  readonly issueDate: string;
  /** P_6, or the end of the period. */
  readonly saleDate: string | null;
  readonly seller: { readonly nip: string; readonly name: string };
  readonly buyer: InvoiceParty;
  /** `role` as in Rola; 0 for a role told in words. */
  readonly thirdParties: readonly (InvoiceParty & { readonly role: number })[];
  readonly authorizedParty: { readonly nip: string; readonly name: string; readonly role: number } | null;
  readonly currency: string;
  /** Sum of P_13_x, in the currency of the invoice. */
  readonly net: string;
  /** Sum of P_14_x, in the currency of the invoice. */
  readonly vat: string;
  /** The same in PLN: sum of P_14_xW where the invoice is in another currency. */
  readonly vatInPln: string;
  /** P_15. */
  readonly gross: string;
  readonly isSelfInvoicing: boolean;
  readonly hasAttachment: boolean;
  /** What a correction corrects. */
  readonly corrected: readonly {
    readonly number: string;
    readonly issueDate: string;
    readonly ksefNumber: string | null;
  }[];
}

/** The facts, and what a person wants to see at a glance. */
export interface InvoiceSummary extends InvoiceFacts {
  readonly lines: readonly {
    readonly number: string;
    readonly name: string | null;
    readonly quantity: string | null;
    readonly unit: string | null;
    readonly unitPrice: string | null;
    readonly value: string | null;
    /** Whether price and value are with VAT. */
    readonly isGross: boolean;
    readonly vatRate: string | null;
    /** The state before a correction. */
    readonly isBefore: boolean;
  }[];
  /** The sums that the invoice states, by element. */
  readonly sums: readonly { readonly field: string; readonly net: string; readonly vat: string | null }[];
  readonly dueDates: readonly string[];
  readonly accounts: readonly string[];
  readonly isPaid: boolean;
}

/** The facts of a document, whoever wrote it. */
export function invoiceFacts({ root }: FormatDocument<'FA(3)'>): InvoiceFacts {
  const { Fa } = root;
  const form = root.Naglowek.KodFormularza;
  const vat = total(taxElements.map(({ vat }) => Fa[vat]));
  const inPln = total(taxElements.flatMap(({ vatInPln }) => (vatInPln === undefined ? [] : [Fa[vatInPln]])));
  return {
    formCode: {
      systemCode: form['@kodSystemowy'],
      schemaVersion: form['@wersjaSchemy'],
      value: form['#text'],
    },
    number: token(Fa.P_2),
    kind: kindOf(token(Fa.RodzajFaktury)),
    issueDate: Fa.P_1,
    saleDate: Fa.P_6 ?? Fa.OkresFa?.P_6_Do ?? null,
    seller: sellerOf(root),
    buyer: partyOf(root.Podmiot2.DaneIdentyfikacyjne),
    thirdParties: (root.Podmiot3 ?? []).map((party) => ({
      ...partyOf(party.DaneIdentyfikacyjne),
      role: Number(party.Rola ?? 0),
    })),
    authorizedParty: authorizedPartyOf(root),
    currency: Fa.KodWaluty,
    net: formatAmount(total(netFields.map((field) => Fa[field]))),
    vat: formatAmount(vat),
    vatInPln: formatAmount(Fa.KodWaluty === 'PLN' ? vat : inPln),
    gross: formatAmount(readDecimal(Fa.P_15) ?? zero),
    isSelfInvoicing: Fa.Adnotacje.P_17 === '1',
    hasAttachment: root.Zalacznik !== undefined,
    corrected: (Fa.DaneFaKorygowanej ?? []).map((original) => ({
      number: token(original.NrFaKorygowanej),
      issueDate: original.DataWystFaKorygowanej,
      ksefNumber: original.NrKSeFFaKorygowanej ?? null,
    })),
  };
}

/** The facts with lines, sums and payment. */
export function readInvoice(document: FormatDocument<'FA(3)'>): InvoiceSummary {
  const { Fa } = document.root;
  return {
    ...invoiceFacts(document),
    lines: (Fa.FaWiersz ?? []).map(lineOf),
    sums: sumsOf(Fa),
    dueDates: (Fa.Platnosc?.TerminPlatnosci ?? []).flatMap((term) =>
      term.Termin === undefined ? [] : [term.Termin],
    ),
    accounts: (Fa.Platnosc?.RachunekBankowy ?? []).map((account) => account.NrRB),
    isPaid: Fa.Platnosc?.Zaplacono === '1' || Fa.Platnosc?.ZnacznikZaplatyCzesciowej === '2',
  };
}

const taxElements = Object.values(vatFields);

const total = (texts: readonly (string | undefined)[]): Big =>
  round(sum(texts.flatMap((text) => readDecimal(text) ?? [])), 2);

const kindOf = (text: string): InvoiceKind => invoiceKinds.find((kind) => kind === text) ?? 'VAT';

const sellerOf = ({ Podmiot1 }: Fa3) => ({
  nip: Podmiot1.DaneIdentyfikacyjne.NIP,
  name: token(Podmiot1.DaneIdentyfikacyjne.Nazwa),
});

function authorizedPartyOf({ PodmiotUpowazniony }: Fa3): InvoiceFacts['authorizedParty'] {
  if (PodmiotUpowazniony === undefined) return null;
  const { NIP, Nazwa } = PodmiotUpowazniony.DaneIdentyfikacyjne;
  return { nip: NIP, name: token(Nazwa), role: Number(PodmiotUpowazniony.RolaPU) };
}

function partyOf(identity: Identity): InvoiceParty {
  const name = identity.Nazwa === undefined ? null : token(identity.Nazwa);
  return { identifier: identifierOf(identity), name };
}

function identifierOf(identity: Identity): InvoiceParty['identifier'] {
  if (identity.NIP !== undefined) return { type: 'Nip', value: identity.NIP };
  if (identity.IDWew !== undefined) return { type: 'InternalId', value: token(identity.IDWew) };
  if (identity.NrVatUE !== undefined) {
    return { type: 'VatUe', value: `${identity.KodUE ?? ''}${identity.NrVatUE}` };
  }
  return identity.NrID === undefined
    ? { type: 'None', value: null }
    : { type: 'Other', value: token(identity.NrID) };
}

function lineOf(line: NonNullable<Fa3['Fa']['FaWiersz']>[number]): InvoiceSummary['lines'][number] {
  const isGross = line.P_9B !== undefined || (line.P_11 === undefined && line.P_11A !== undefined);
  return {
    number: token(line.NrWierszaFa),
    name: line.P_7 === undefined ? null : token(line.P_7),
    quantity: line.P_8B ?? null,
    unit: line.P_8A === undefined ? null : token(line.P_8A),
    unitPrice: (isGross ? line.P_9B : line.P_9A) ?? null,
    value: (isGross ? line.P_11A : line.P_11) ?? null,
    isGross,
    vatRate: line.P_12 === undefined ? (line.P_12_XII ?? null) : token(line.P_12),
    isBefore: line.StanPrzed === '1',
  };
}

function sumsOf(Fa: Fa3['Fa']): InvoiceSummary['sums'] {
  return netFields.flatMap((field) => {
    const net = Fa[field];
    if (net === undefined) return [];
    const vat = isTaxedField(field) ? (Fa[vatFields[field].vat] ?? null) : null;
    return [{ field, net, vat }];
  });
}
