/** What the full form begins with: the values of the short one. */
import type { FormatDocument } from '@kwit/formats';
import { type BegunInput, beginInvoice, buildInvoice } from '@kwit/invoice';
import {
  inputOf,
  isExempt,
  type LineDraft,
  type SellerDraft,
  type ShortDraft,
} from '../short/short-draft.ts';
import type { Node } from './tree.ts';

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

function begunTree(draft: ShortDraft, seller: SellerDraft & { nip: string }, today: string): Node {
  const input = inputOf(draft, seller, today) as BegunInput;
  const { kind } = draft.buyer;
  // What was chosen is there although nothing was typed yet: a kind of identifier, a basis of an exemption.
  const buyer = {
    ...(kind === 'nip' && { nip: '' }),
    ...(kind === 'euVat' && { euVat: '' }),
    ...input.buyer,
    ...(kind === 'foreignId' && { foreignId: { id: '', ...input.buyer.foreignId } }),
  };
  const exemption = isExempt(draft) && { exemption: { [draft.exemption.basis]: draft.exemption.text } };
  const tree = treeOf(beginInvoice({ ...input, ...exemption, buyer }, { today }));
  const body = tree.Fa as Node;
  const lines = body.FaWiersz as readonly Node[];
  return {
    ...tree,
    Fa: {
      ...(lines.some(({ P_11 }) => P_11 !== undefined) ? body : withoutSums(body)),
      FaWiersz: draft.lines.map((line, index) => ({ ...typedLine(line, draft), ...lines[index] })),
    },
  };
}

/** Sums of nothing would be wrong as soon as something is typed. */
const withoutSums = (body: Node): Node =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !/^P_1[345]/.test(name)));

/** What is no number yet stays as it was typed. */
const typedLine = (
  { quantity, price }: LineDraft,
  { currency, exchangeRate }: Pick<ShortDraft, 'currency' | 'exchangeRate'>,
): Node => ({
  P_8B: quantity,
  P_9A: price,
  P_11: '',
  ...(currency !== 'PLN' && { KursWaluty: exchangeRate }),
});
