/** Rules on who is on the invoice. */
import type { Fa3 } from '@kwit/formats';
import { isNip } from '../checksums.ts';
import { scaled } from '../scaled.ts';
import { isNipAsEuVat, isPolish } from './numbers.ts';
import { type Identity, numbered } from './places.ts';
import type { Rule, RuleContext } from './rule.ts';

function nipsAsEuVat(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.parties) {
    if (isNipAsEuVat(part)) tell({ path: `${path}/NrVatUE`, value: part.NrVatUE });
  }
}

function nipsAsOtherId(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.parties) {
    if (part.NrID === undefined || !isPolish(part)) continue;
    if (isNip(part.NrID.replace(/^PL|[\s-]/g, ''))) tell({ path: `${path}/NrID`, value: part.NrID });
  }
}

/** A NIP told in words: with its label, or grouped by dashes as it is on stamps. */
const nipInText =
  /\bNIP:?\s*(?:PL)?\s*(\d[\d\s-]{8,12}\d)|\b(\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3})\b/i;

function nipsInText({ Podmiot2 }: Fa3, { view, tell }: RuleContext): void {
  if (view.buyer.BrakID === undefined) return;
  const texts = [
    ['DaneIdentyfikacyjne/Nazwa', view.buyer.Nazwa],
    ['Adres/AdresL1', Podmiot2.Adres?.AdresL1],
    ['Adres/AdresL2', Podmiot2.Adres?.AdresL2],
    ['NrKlienta', Podmiot2.NrKlienta],
  ] as const;
  for (const [field, text] of texts) {
    const match = text === undefined ? null : nipInText.exec(text);
    const nip = (match?.[1] ?? match?.[2])?.replace(/\D/g, '');
    if (nip !== undefined && isNip(nip))
      tell({ path: `/Faktura/Podmiot2/${field}`, value: text, words: { nip } });
  }
}

const companyForm =
  /\bsp(ółka|\.)\s*z\s*o(graniczoną|\.)|\bS\.\s?A\.(\s|$)|\bsp\.\s?[jkp]\.|\bP\.\s?S\.\s?A\.|\bspółka\b|\bfundacja\b|\bstowarzyszenie\b|\bspółdzielnia\b|\bgmina\b|\bpowiat\b|\bwojewództwo\b/iu;

function companyWithoutNip(_: Fa3, { view, tell }: RuleContext): void {
  const { BrakID, Nazwa } = view.buyer;
  if (BrakID !== undefined && Nazwa !== undefined && companyForm.test(Nazwa)) {
    tell({ path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/BrakID', value: Nazwa });
  }
}

function buyerIsSeller({ Podmiot1 }: Fa3, { view, tell }: RuleContext): void {
  const { NIP } = view.buyer;
  if (NIP !== undefined && NIP === Podmiot1.DaneIdentyfikacyjne.NIP) {
    tell({ path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NIP', value: NIP });
  }
}

const kindsWithBuyer = ['VAT', 'ZAL', 'ROZ'];

function buyerIncomplete({ Podmiot2 }: Fa3, { view, tell }: RuleContext): void {
  if (!kindsWithBuyer.includes(view.kind)) return;
  if (view.buyer.Nazwa === undefined) tell({ path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/Nazwa' });
  if (Podmiot2.Adres === undefined) tell({ path: '/Faktura/Podmiot2/Adres' });
}

const hasRole = (invoice: Fa3, role: string): boolean =>
  (invoice.Podmiot3 ?? []).some((party) => party.Rola === role);

/** A mark on the buyer, and the role of the third party that goes with it. */
const marks = {
  JST: '8',
  GV: '10',
} as const;

const markWithoutRecipient = (mark: keyof typeof marks) =>
  function find(invoice: Fa3, { tell }: RuleContext): void {
    if (invoice.Podmiot2[mark] === '1' && !hasRole(invoice, marks[mark])) {
      tell({ path: `/Faktura/Podmiot2/${mark}`, value: '1' });
    }
  };

const recipientWithoutMark = (mark: keyof typeof marks) =>
  function find(invoice: Fa3, { tell }: RuleContext): void {
    if (invoice.Podmiot2[mark] !== '1' && hasRole(invoice, marks[mark])) {
      tell({ path: `/Faktura/Podmiot2/${mark}`, value: invoice.Podmiot2[mark] });
    }
  };

function recipientWithoutId({ Podmiot2, Podmiot3 }: Fa3, { tell }: RuleContext): void {
  if (Podmiot3 === undefined || (Podmiot2.JST !== '1' && Podmiot2.GV !== '1')) return;
  for (const { path, part } of numbered('/Faktura/Podmiot3', Podmiot3)) {
    const { NIP, IDWew } = part.DaneIdentyfikacyjne;
    if ((part.Rola === '8' || part.Rola === '10') && NIP === undefined && IDWew === undefined) {
      tell({ path: `${path}/DaneIdentyfikacyjne` });
    }
  }
}

function sharesOverWhole({ Podmiot3 }: Fa3, { tell }: RuleContext): void {
  if (Podmiot3 === undefined) return;
  const shares = Podmiot3.filter((party) => party.Rola === '4').map((party) => scaled(party.Udzial, 6) ?? 0n);
  const total = shares.reduce((sum, share) => sum + share, 0n);
  if (total > 100_000_000n) tell({ path: '/Faktura/Podmiot3' });
}

function shareOfOthers({ Podmiot3 }: Fa3, { tell }: RuleContext): void {
  for (const { path, part } of numbered('/Faktura/Podmiot3', Podmiot3)) {
    if (part.Udzial !== undefined && part.Rola !== '4') tell({ path: `${path}/Udzial`, value: part.Udzial });
  }
}

function factorMissing(invoice: Fa3, { tell }: RuleContext): void {
  if (invoice.Fa.Platnosc?.RachunekBankowyFaktora !== undefined && !hasRole(invoice, '1')) {
    tell({ path: '/Faktura/Fa/Platnosc/RachunekBankowyFaktora' });
  }
}

function selfInvoicedByNobody({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.Adnotacje.P_17 === '1' && view.buyer.BrakID !== undefined) {
    tell({ path: '/Faktura/Fa/Adnotacje/P_17', value: '1' });
  }
}

/** Number by which a party is identified, with its kind. */
const numberOf = ({ NIP, IDWew, KodUE, NrVatUE, KodKraju, NrID }: Identity): string =>
  [NIP, IDWew, KodUE, NrVatUE, KodKraju, NrID].map((part) => part ?? '').join(' ');

function correctedNumbers({ Fa, Podmiot1 }: Fa3, { view, tell }: RuleContext): void {
  const seller = Fa.Podmiot1K?.DaneIdentyfikacyjne.NIP;
  if (seller !== undefined && seller !== Podmiot1.DaneIdentyfikacyjne.NIP) {
    tell({ path: '/Faktura/Fa/Podmiot1K/DaneIdentyfikacyjne/NIP', value: seller });
  }
  if (Fa.Podmiot2K === undefined) return;
  const known = new Set(view.parties.slice(1).map(({ part }) => numberOf(part)));
  for (const { path, part } of numbered('/Faktura/Fa/Podmiot2K', Fa.Podmiot2K)) {
    if (!known.has(numberOf(part.DaneIdentyfikacyjne))) tell({ path: `${path}/DaneIdentyfikacyjne` });
  }
}

function correctedKeys({ Fa, Podmiot2, Podmiot3 }: Fa3, { tell }: RuleContext): void {
  if (Fa.Podmiot2K === undefined) return;
  const keys = new Set([Podmiot2.IDNabywcy, ...(Podmiot3 ?? []).map((party) => party.IDNabywcy)]);
  for (const { path, part } of numbered('/Faktura/Fa/Podmiot2K', Fa.Podmiot2K)) {
    if (part.IDNabywcy !== undefined && !keys.has(part.IDNabywcy)) {
      tell({ path: `${path}/IDNabywcy`, value: part.IDNabywcy });
    }
  }
}

const identification = 'VAT act, art. 106e ust. 1 pkt 5; FA(3), Podmiot2/DaneIdentyfikacyjne';

export const partyRules: readonly Rule[] = [
  {
    code: 'NIP-IN-EU-VAT-FIELD',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'law',
    source: identification,
    find: nipsAsEuVat,
  },
  {
    code: 'NIP-IN-OTHER-ID-FIELD',
    severity: 'warning',
    enforcedBy: 'practice',
    source: identification,
    find: nipsAsOtherId,
  },
  {
    code: 'BUYER-NIP-IN-TEXT',
    severity: 'warning',
    enforcedBy: 'practice',
    source: identification,
    find: nipsInText,
  },
  {
    code: 'BUYER-COMPANY-WITHOUT-NIP',
    severity: 'warning',
    enforcedBy: 'law',
    source: identification,
    find: companyWithoutNip,
  },
  {
    code: 'BUYER-IS-SELLER',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot1 and Podmiot2',
    find: buyerIsSeller,
  },
  {
    code: 'BUYER-DATA-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 3 and ust. 5 pkt 3',
    find: buyerIncomplete,
  },
  {
    code: 'LOCAL-GOVERNMENT-RECIPIENT',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot2/JST',
    find: markWithoutRecipient('JST'),
  },
  {
    code: 'LOCAL-GOVERNMENT-MARK-MISSING',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot2/JST',
    find: recipientWithoutMark('JST'),
  },
  {
    code: 'VAT-GROUP-RECIPIENT',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot2/GV',
    find: markWithoutRecipient('GV'),
  },
  {
    code: 'VAT-GROUP-MARK-MISSING',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot2/GV',
    find: recipientWithoutMark('GV'),
  },
  {
    code: 'RECIPIENT-ID-MISSING',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot2/JST and GV',
    find: recipientWithoutId,
  },
  {
    code: 'SHARES-OVER-WHOLE',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot3/Udzial',
    find: sharesOverWhole,
  },
  {
    code: 'SHARE-WITHOUT-BUYER',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot3/Udzial',
    find: shareOfOthers,
  },
  {
    code: 'FACTOR-MISSING',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Platnosc/RachunekBankowyFaktora and Podmiot3/Rola 1',
    find: factorMissing,
  },
  {
    code: 'SELF-INVOICING-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106d ust. 1; FA(3), Adnotacje/P_17',
    find: selfInvoicedByNobody,
  },
  {
    code: 'CORRECTED-PARTY-NUMBER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'FA(3), Podmiot1K and Podmiot2K: a wrong number is corrected by an invoice to zero',
    find: correctedNumbers,
  },
  {
    code: 'CORRECTED-BUYER-KEY',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), IDNabywcy of Podmiot2K, Podmiot2 and Podmiot3',
    find: correctedKeys,
  },
];
