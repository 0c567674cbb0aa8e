/** What the full form begins with: the values of the short one. */
import type { FormatDocument } from '@kwit/formats';
import { buildInvoice } from '@kwit/invoice';
import { inputOf, type LineDraft, type SellerDraft, type ShortDraft } from '../short/short-draft.ts';
import type { Node } from './tree.ts';

/** Where the draft of the full form is kept. */
export const fullDraftKey = 'issue-invoice.full';

/** A new invoice like another one: of today, without a number. */
export function treeOfModel(document: FormatDocument<'FA(3)'>, today: string): Node {
  const tree = treeOf(document);
  const { P_6: _, ...body } = tree.Fa as Node;
  return { ...tree, Fa: { ...body, P_1: today, P_2: '' } };
}

/** The document without its header, which is written when it is sent. */
export const treeOf = ({ root }: FormatDocument<'FA(3)'>): Node => {
  const { Naglowek: _, ...rest } = root;
  return JSON.parse(JSON.stringify(rest)) as Node;
};

/** The document of the short form; as much of it as there is where it is not complete. */
export function treeOfShort(draft: ShortDraft, seller: SellerDraft & { nip: string }, today: string): Node {
  try {
    return treeOf(buildInvoice(inputOf(draft, seller, today), { today }).document);
  } catch {
    return begunTree(draft, seller, today);
  }
}

const party = (identity: Node, { name, address }: SellerDraft): Node => ({
  DaneIdentyfikacyjne: { ...identity, Nazwa: name },
  Adres: {
    KodKraju: address.country,
    AdresL1: address.line1,
    ...(address.line2 !== '' && { AdresL2: address.line2 }),
  },
});

function begunTree(draft: ShortDraft, seller: SellerDraft & { nip: string }, today: string): Node {
  const { buyer } = draft;
  const identity = buyer.kind === 'nip' ? { NIP: buyer.id.replaceAll(/[\s-]/g, '') } : {};
  return {
    Podmiot1: party({ NIP: seller.nip }, seller),
    Podmiot2: { ...party(identity, buyer), JST: '2', GV: '2' },
    Fa: {
      KodWaluty: draft.currency,
      P_1: draft.issueDate || today,
      P_2: draft.number,
      P_15: '',
      Adnotacje: usualAnnotations,
      RodzajFaktury: 'VAT',
      FaWiersz: draft.lines.map(lineOf),
    },
  };
}

/** «No» to everything, as on most invoices. */
const usualAnnotations: Node = {
  P_16: '2',
  P_17: '2',
  P_18: '2',
  P_18A: '2',
  Zwolnienie: { P_19N: '1' },
  NoweSrodkiTransportu: { P_22N: '1' },
  P_23: '2',
  PMarzy: { P_PMarzyN: '1' },
};

const lineOf = ({ name, unit, quantity, price, vatRate }: LineDraft, index: number): Node => ({
  NrWierszaFa: String(index + 1),
  P_7: name,
  P_8A: unit,
  P_8B: quantity,
  P_9A: price,
  P_11: '',
  P_12: vatRate,
});
