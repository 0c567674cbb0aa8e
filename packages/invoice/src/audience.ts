/** Who will see an invoice in KSeF: what an issuer asks before sending. */
import type { Fa3, FormatDocument, Text } from '@kwit/formats';
import { isNip } from './checksums.ts';
import { invoiceFacts, type PartyIdentifierType } from './read-invoice.ts';

export type Visibility = 'sees' | 'does-not-see' | 'wrong-number';

export interface Viewer {
  readonly party: 'seller' | 'buyer' | 'third-party' | 'authorized-party';
  /** XPath-like, repeated elements with their number from 1. */
  readonly path: string;
  readonly name: string | null;
  readonly identifier: { readonly type: PartyIdentifierType; readonly value: string | null };
  readonly visibility: Visibility;
  /** Why, in a sentence. */
  readonly reason: Text;
}

const reasons: Readonly<Record<Visibility | 'unit' | 'consumer', Text>> = {
  sees: {
    pl: 'Zobaczy fakturę w KSeF po zalogowaniu w kontekście swojego NIP.',
    en: 'Will see the invoice in KSeF when logged in to the context of its NIP.',
  },
  unit: {
    pl: 'Zobaczy fakturę w KSeF po zalogowaniu w kontekście swojego identyfikatora wewnętrznego.',
    en: 'Will see the invoice in KSeF when logged in to the context of its internal identifier.',
  },
  'wrong-number': {
    pl: 'Nie zobaczy faktury: numer ma błędną cyfrę kontrolną albo stoi w niewłaściwym polu.',
    en: 'Will not see the invoice: the number has a wrong check digit or stands in the wrong field.',
  },
  'does-not-see': {
    pl: 'Nie zobaczy faktury w KSeF, bo nie ma na niej polskiego NIP; fakturę trzeba przekazać w uzgodniony sposób, z kodem QR.',
    en: 'Will not see the invoice in KSeF, for it has no Polish NIP there; hand it over in an agreed way, with its QR code.',
  },
  consumer: {
    pl: 'Konsument nie zobaczy faktury w KSeF; otrzymuje ją w uzgodniony sposób, z kodem QR.',
    en: 'A consumer will not see the invoice in KSeF; it is handed over in an agreed way, with its QR code.',
  },
};

/** Every party of the document, with whether KSeF shows it the invoice. */
export function invoiceAudience(document: FormatDocument<'FA(3)'>): Viewer[] {
  const facts = invoiceFacts(document);
  const { seller, buyer, thirdParties, authorizedParty } = facts;
  const polish = (nip: string) => ({ type: 'Nip', value: nip }) as const;
  return [
    viewer('seller', '/Faktura/Podmiot1', seller.name, polish(seller.nip)),
    viewer('buyer', '/Faktura/Podmiot2', buyer.name, buyer.identifier, hidesNip(document.root)),
    ...thirdParties.map((party, index) =>
      viewer('third-party', `/Faktura/Podmiot3[${index + 1}]`, party.name, party.identifier),
    ),
    ...(authorizedParty === null
      ? []
      : [
          viewer(
            'authorized-party',
            '/Faktura/PodmiotUpowazniony',
            authorizedParty.name,
            polish(authorizedParty.nip),
          ),
        ]),
  ];
}

/** Whether a Polish NIP of the buyer stands where KSeF does not look for it. */
function hidesNip({ Podmiot2 }: Fa3): boolean {
  const { KodUE, NrVatUE, KodKraju, NrID } = Podmiot2.DaneIdentyfikacyjne;
  if (NrVatUE !== undefined) return KodUE === 'PL';
  const isPolish = KodKraju === undefined || KodKraju === 'PL';
  return NrID !== undefined && isPolish && isNip(NrID.replace(/^PL|[\s-]/g, ''));
}

function viewer(
  party: Viewer['party'],
  path: string,
  name: string | null,
  identifier: Viewer['identifier'],
  isMisplaced = false,
): Viewer {
  const visibility = visibilityOf(identifier, isMisplaced);
  const isUnit = identifier.type === 'InternalId' && visibility === 'sees';
  const isConsumer = identifier.type === 'None';
  const reason = reasons[isUnit ? 'unit' : isConsumer ? 'consumer' : visibility];
  return { party, path, name, identifier, visibility, reason };
}

function visibilityOf({ type, value }: Viewer['identifier'], isMisplaced: boolean): Visibility {
  if (isMisplaced) return 'wrong-number';
  if (type !== 'Nip' && type !== 'InternalId') return 'does-not-see';
  return isNip((value ?? '').slice(0, 10)) ? 'sees' : 'wrong-number';
}
