/**
 * The official receipt (UPO 4.3): for one invoice, or a page of those of a session.
 * Source: the official schema `upo-v4-3.xsd`, its examples, and the page on the state of a session.
 */
import { type Credential, sha256Base64, signCanonicalXades } from '@kwit/crypto';
import { type FormatDocument, type Upo43, write } from '@kwit/formats';
import { letGo } from '../buffer-garbage.ts';
import { type Instant, millisecondsOf, warsawText } from './invoices/instants.ts';

/** The most invoices that one page of a session's receipt lists. */
export const upoPageSize = 10_000;

/** By what the sender of the session proved who they are. */
export type AuthenticationProof =
  | { readonly kind: 'token' /** Reference number of the KSeF token. */; readonly referenceNumber: string }
  | {
      readonly kind: 'document' /** Base64 SHA-256 of the signed request as it came. */;
      readonly hash: string;
    };

export interface UpoSession {
  readonly referenceNumber: string;
  readonly context: { readonly type: keyof typeof contextElements; readonly value: string };
  readonly proof: AuthenticationProof;
  readonly formCode: { readonly systemCode: string; readonly schemaVersion: string; readonly value: string };
}

export interface UpoInvoice {
  readonly sellerNip: string;
  readonly ksefNumber: string;
  readonly invoiceNumber: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly invoicingDate: Instant;
  readonly acquisitionDate: Instant;
  /** Base64 SHA-256 of the document. */
  readonly invoiceHash: string;
  readonly invoicingMode: 'Online' | 'Offline';
}

/** Which part of a session's receipt a page is; invoices are counted from 1, `last` belongs to the page. */
export interface UpoPage {
  readonly page: number;
  readonly pages: number;
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

export interface Upo {
  readonly bytes: Uint8Array;
  /** Base64 SHA-256 of the bytes. */
  readonly hash: string;
}

const contextElements = {
  Nip: 'Nip',
  InternalId: 'IdWewnetrzny',
  NipVatUe: 'IdZlozonyVatUE',
  PeppolId: 'IdDostawcyUslugPeppol',
} as const;

/** The schema fixes this name; the official test environments add their own to it, against their schema. */
const issuer = 'Ministerstwo Finansów';

/** The receipt before it is signed; without a page it is that of one invoice. */
export function upoDocument(
  session: UpoSession,
  invoices: readonly UpoInvoice[],
  page?: UpoPage,
): FormatDocument<'UPO(4.3)'> {
  const { systemCode, schemaVersion } = session.formCode;
  const root: Upo43 = {
    NazwaPodmiotuPrzyjmujacego: issuer,
    NumerReferencyjnySesji: session.referenceNumber,
    Uwierzytelnienie: {
      IdKontekstu: { [contextElements[session.context.type]]: session.context.value },
      ...(session.proof.kind === 'token'
        ? { NumerReferencyjnyTokenaKSeF: session.proof.referenceNumber }
        : { SkrotDokumentuUwierzytelniajacego: session.proof.hash }),
    },
    ...(page ? { OpisPotwierdzenia: pageDescription(page) } : {}),
    NazwaStrukturyLogicznej: `Schemat_${systemCode.replaceAll(' ', '')}_v${schemaVersion}.xsd`,
    KodFormularza: systemCode,
    Dokument: invoices.map(invoiceEntry),
  };
  return { format: 'UPO(4.3)', root };
}

/** A receipt as it is written: on one line, with one namespace, so that it is its own canonical form. */
export const writtenUpo = (
  session: UpoSession,
  invoices: readonly UpoInvoice[],
  page?: UpoPage,
): Uint8Array => write(upoDocument(session, invoices, page));

const entryStart = Buffer.from('<Dokument>');
const entryEnd = Buffer.from('</Dokument>');

/**
 * The receipt of a session, written while its invoices are accepted: as objects, ten thousand take several times the room
 * of their receipt. What stands before and after the entries of a page is written when the number of all is known.
 */
export class UpoWriter {
  readonly #session: UpoSession;
  /** Of each page, its entries as they were written. */
  readonly #pages: Buffer[][] = [];
  #count = 0;
  #last: UpoInvoice | undefined;

  constructor(session: UpoSession) {
    this.#session = session;
  }

  /** The next invoices. */
  add(invoices: readonly UpoInvoice[]): void {
    for (let at = 0; at < invoices.length; ) {
      const onPage = this.#count % upoPageSize;
      if (onPage === 0) this.#pages.push([]);
      const slice = invoices.slice(at, at + upoPageSize - onPage);
      const { entries } = partsOf(writtenUpo(this.#session, slice));
      this.#pages.at(-1)?.push(entries);
      this.#count += slice.length;
      this.#last = slice.at(-1);
      at += slice.length;
    }
  }

  /** The pages, each put together when its turn comes; what it was put together from is gone then, so only once. */
  *pages(): Generator<{ page: UpoPage; written: Uint8Array }, void, void> {
    for (const page of upoPages(this.#count)) {
      const { head, tail } = partsOf(writtenUpo(this.#session, this.#last ? [this.#last] : [], page));
      const entries = this.#pages[page.page - 1] ?? [];
      const written = Buffer.concat([head, ...entries, tail]);
      entries.forEach(letGo);
      yield { page, written };
    }
  }
}

function partsOf({ buffer, byteOffset, length }: Uint8Array): {
  head: Buffer;
  entries: Buffer;
  tail: Buffer;
} {
  const written = Buffer.from(buffer, byteOffset, length);
  const start = written.indexOf(entryStart);
  const end = written.lastIndexOf(entryEnd) + entryEnd.length;
  return {
    head: written.subarray(0, start),
    entries: written.subarray(start, end),
    tail: written.subarray(end),
  };
}

/**
 * Signs a written receipt with the seal of the local KSeF. What is written on one line, with one namespace,
 * without attributes, empty elements and line ends in values, is its canonical form.
 */
export function signedUpo(written: Uint8Array, seal: Credential, at: Instant): Upo {
  const signingTime = new Date(millisecondsOf(at));
  const bytes = signCanonicalXades(written, seal, { signingTime });
  return { bytes, hash: sha256Base64(bytes) };
}

/** The pages of the receipt of a session with this many right invoices. */
export function upoPages(total: number): UpoPage[] {
  const pages = Math.ceil(total / upoPageSize);
  return Array.from({ length: pages }, (_, index) => ({
    page: index + 1,
    pages,
    first: index * upoPageSize + 1,
    last: Math.min((index + 1) * upoPageSize, total),
    total,
  }));
}

const pageDescription = (page: UpoPage): NonNullable<Upo43['OpisPotwierdzenia']> => ({
  Strona: String(page.page),
  LiczbaStron: String(page.pages),
  ZakresDokumentowOd: String(page.first),
  ZakresDokumentowDo: String(page.last),
  CalkowitaLiczbaDokumentow: String(page.total),
});

const invoiceEntry = (invoice: UpoInvoice): Upo43['Dokument'][number] => ({
  NipSprzedawcy: invoice.sellerNip,
  NumerKSeFDokumentu: invoice.ksefNumber,
  NumerFaktury: invoice.invoiceNumber,
  DataWystawieniaFaktury: invoice.issueDate,
  DataPrzeslaniaDokumentu: warsawText(invoice.invoicingDate),
  DataNadaniaNumeruKSeF: warsawText(invoice.acquisitionDate),
  SkrotDokumentu: invoice.invoiceHash,
  TrybWysylki: invoice.invoicingMode,
});
