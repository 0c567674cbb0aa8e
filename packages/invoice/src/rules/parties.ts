/** Rules on who is on the invoice, and on their numbers. */
import type { Fa3 } from '@kwit/formats';
import { hasKsefChecksum, isGs1Number, isInternalId, isNip, isPesel, isRegon } from '../checksums.ts';
import { euVatFault } from '../eu-vat.ts';
import { scaled } from '../scaled.ts';
import { type Identity, numbered, type Placed } from './places.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

function* wrongNips(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.parties) {
    if (part.NIP !== undefined && !isNip(part.NIP)) yield { path: `${path}/NIP`, value: part.NIP };
  }
}

/** Parties whose numbers KSeF does not check: those of the corrected invoice and carriers. */
function otherParties({ Fa }: Fa3): Placed<Identity>[] {
  const identified = <Part extends { DaneIdentyfikacyjne: Identity }>(placed: readonly Placed<Part>[]) =>
    placed.map(({ path, part }) => ({
      path: `${path}/DaneIdentyfikacyjne`,
      part: part.DaneIdentyfikacyjne,
    }));
  const sellers = Fa.Podmiot1K === undefined ? [] : [{ path: '/Faktura/Fa/Podmiot1K', part: Fa.Podmiot1K }];
  const carriers = numbered(
    '/Faktura/Fa/WarunkiTransakcji/Transport',
    Fa.WarunkiTransakcji?.Transport,
  ).flatMap(({ path, part }) =>
    part.Przewoznik === undefined ? [] : [{ path: `${path}/Przewoznik`, part: part.Przewoznik }],
  );
  return [
    ...identified(sellers),
    ...identified(numbered('/Faktura/Fa/Podmiot2K', Fa.Podmiot2K)),
    ...identified(carriers),
  ];
}

const hasOtherParties = ({ Fa }: Fa3): boolean =>
  Fa.Podmiot1K !== undefined || Fa.Podmiot2K !== undefined || Fa.WarunkiTransakcji?.Transport !== undefined;

function* wrongOtherNips(invoice: Fa3): Generator<Finding> {
  if (!hasOtherParties(invoice)) return;
  for (const { path, part } of otherParties(invoice)) {
    if (part.NIP !== undefined && !isNip(part.NIP)) yield { path: `${path}/NIP`, value: part.NIP };
  }
}

function* wrongInternalIds(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.parties) {
    if (part.IDWew !== undefined && !isNip(part.IDWew.slice(0, 10))) {
      yield { path: `${path}/IDWew`, value: part.IDWew };
    }
  }
}

function* wrongInternalChecks(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.parties) {
    const id = part.IDWew;
    if (id !== undefined && isNip(id.slice(0, 10)) && !isInternalId(id))
      yield { path: `${path}/IDWew`, value: id };
  }
}

const isNipAsEuVat = ({ KodUE, NrVatUE }: Identity): boolean =>
  NrVatUE !== undefined && (KodUE === 'PL' || (NrVatUE.startsWith('PL') && isNip(NrVatUE.slice(2))));

function* nipsAsEuVat(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.parties) {
    if (isNipAsEuVat(part)) yield { path: `${path}/NrVatUE`, value: part.NrVatUE };
  }
}

const wrongEuVat = (fault: 'form' | 'checksum') =>
  function* find(_: Fa3, { view }: RuleContext): Generator<Finding> {
    for (const { path, part } of view.parties) {
      const { KodUE, NrVatUE } = part;
      if (NrVatUE === undefined || KodUE === undefined || isNipAsEuVat(part)) continue;
      if (euVatFault(KodUE, NrVatUE) === fault) {
        yield { path: `${path}/NrVatUE`, value: NrVatUE, words: { country: KodUE } };
      }
    }
  };

const isPolish = ({ KodKraju }: Identity): boolean => KodKraju === undefined || KodKraju === 'PL';

function* nipsAsOtherId(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.parties) {
    if (part.NrID === undefined || !isPolish(part)) continue;
    if (isNip(part.NrID.replace(/^PL|[\s-]/g, ''))) yield { path: `${path}/NrID`, value: part.NrID };
  }
}

function* wrongPesels(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.parties) {
    if (part.NrID === undefined || !isPolish(part)) continue;
    if (/^\d{11}$/.test(part.NrID) && !isPesel(part.NrID)) yield { path: `${path}/NrID`, value: part.NrID };
  }
}

/** A NIP told in words: with its label, or grouped by dashes as it is on stamps. */
const nipInText =
  /\bNIP:?\s*(?:PL)?\s*(\d[\d\s-]{8,12}\d)|\b(\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3})\b/i;

function* nipsInText({ Podmiot2 }: Fa3, { view }: RuleContext): Generator<Finding> {
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
      yield { path: `/Faktura/Podmiot2/${field}`, value: text, words: { nip } };
  }
}

const companyForm =
  /\bsp(ółka|\.)\s*z\s*o(graniczoną|\.)|\bS\.\s?A\.(\s|$)|\bsp\.\s?[jkp]\.|\bP\.\s?S\.\s?A\.|\bspółka\b|\bfundacja\b|\bstowarzyszenie\b|\bspółdzielnia\b|\bgmina\b|\bpowiat\b|\bwojewództwo\b/iu;

function* companyWithoutNip(_: Fa3, { view }: RuleContext): Generator<Finding> {
  const { BrakID, Nazwa } = view.buyer;
  if (BrakID !== undefined && Nazwa !== undefined && companyForm.test(Nazwa)) {
    yield { path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/BrakID', value: Nazwa };
  }
}

function* buyerIsSeller({ Podmiot1 }: Fa3, { view }: RuleContext): Generator<Finding> {
  const { NIP } = view.buyer;
  if (NIP !== undefined && NIP === Podmiot1.DaneIdentyfikacyjne.NIP) {
    yield { path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NIP', value: NIP };
  }
}

const kindsWithBuyer = ['VAT', 'ZAL', 'ROZ'];

function* buyerIncomplete({ Podmiot2 }: Fa3, { view }: RuleContext): Generator<Finding> {
  if (!kindsWithBuyer.includes(view.kind)) return;
  if (view.buyer.Nazwa === undefined) yield { path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/Nazwa' };
  if (Podmiot2.Adres === undefined) yield { path: '/Faktura/Podmiot2/Adres' };
}

const hasRole = (invoice: Fa3, role: string): boolean =>
  (invoice.Podmiot3 ?? []).some((party) => party.Rola === role);

/** A mark on the buyer, and the role of the third party that goes with it. */
const marks = {
  JST: '8',
  GV: '10',
} as const;

const markWithoutRecipient = (mark: keyof typeof marks) =>
  function* find(invoice: Fa3): Generator<Finding> {
    if (invoice.Podmiot2[mark] === '1' && !hasRole(invoice, marks[mark])) {
      yield { path: `/Faktura/Podmiot2/${mark}`, value: '1' };
    }
  };

const recipientWithoutMark = (mark: keyof typeof marks) =>
  function* find(invoice: Fa3): Generator<Finding> {
    if (invoice.Podmiot2[mark] !== '1' && hasRole(invoice, marks[mark])) {
      yield { path: `/Faktura/Podmiot2/${mark}`, value: invoice.Podmiot2[mark] };
    }
  };

function* recipientWithoutId({ Podmiot2, Podmiot3 }: Fa3): Generator<Finding> {
  if (Podmiot3 === undefined || (Podmiot2.JST !== '1' && Podmiot2.GV !== '1')) return;
  for (const { path, part } of numbered('/Faktura/Podmiot3', Podmiot3)) {
    const { NIP, IDWew } = part.DaneIdentyfikacyjne;
    if ((part.Rola === '8' || part.Rola === '10') && NIP === undefined && IDWew === undefined) {
      yield { path: `${path}/DaneIdentyfikacyjne` };
    }
  }
}

function* sharesOverWhole({ Podmiot3 }: Fa3): Generator<Finding> {
  if (Podmiot3 === undefined) return;
  const shares = Podmiot3.filter((party) => party.Rola === '4').map((party) => scaled(party.Udzial, 6) ?? 0n);
  const total = shares.reduce((sum, share) => sum + share, 0n);
  if (total > 100_000_000n) yield { path: '/Faktura/Podmiot3' };
}

function* shareOfOthers({ Podmiot3 }: Fa3): Generator<Finding> {
  for (const { path, part } of numbered('/Faktura/Podmiot3', Podmiot3)) {
    if (part.Udzial !== undefined && part.Rola !== '4') yield { path: `${path}/Udzial`, value: part.Udzial };
  }
}

function* factorMissing(invoice: Fa3): Generator<Finding> {
  if (invoice.Fa.Platnosc?.RachunekBankowyFaktora !== undefined && !hasRole(invoice, '1')) {
    yield { path: '/Faktura/Fa/Platnosc/RachunekBankowyFaktora' };
  }
}

function* selfInvoicedByNobody({ Fa }: Fa3, { view }: RuleContext): Generator<Finding> {
  if (Fa.Adnotacje.P_17 === '1' && view.buyer.BrakID !== undefined) {
    yield { path: '/Faktura/Fa/Adnotacje/P_17', value: '1' };
  }
}

function* wrongGlns({ Podmiot1, Podmiot2, Podmiot3 }: Fa3): Generator<Finding> {
  const places = [
    { path: '/Faktura/Podmiot1', part: Podmiot1.Adres },
    { path: '/Faktura/Podmiot2', part: Podmiot2.Adres },
    ...numbered('/Faktura/Podmiot3', Podmiot3).map(({ path, part }) => ({ path, part: part.Adres })),
  ];
  for (const { path, part } of places) {
    const gln = part?.GLN;
    if (gln !== undefined && !(gln.length === 13 && isGs1Number(gln))) {
      yield { path: `${path}/Adres/GLN`, value: gln };
    }
  }
}

function* wrongRegons({ Stopka }: Fa3): Generator<Finding> {
  for (const { path, part } of numbered('/Faktura/Stopka/Rejestry', Stopka?.Rejestry)) {
    if (part.REGON !== undefined && !isRegon(part.REGON)) yield { path: `${path}/REGON`, value: part.REGON };
  }
}

/** KSeF numbers of other invoices that this one names. */
export function ksefNumbers({ Fa }: Fa3): Placed<string>[] {
  const corrected = numbered('/Faktura/Fa/DaneFaKorygowanej', Fa.DaneFaKorygowanej).map(({ path, part }) => ({
    path: `${path}/NrKSeFFaKorygowanej`,
    part: part.NrKSeFFaKorygowanej,
  }));
  const advances = numbered('/Faktura/Fa/FakturaZaliczkowa', Fa.FakturaZaliczkowa).map(({ path, part }) => ({
    path: `${path}/NrKSeFFaZaliczkowej`,
    part: part.NrKSeFFaZaliczkowej,
  }));
  return [...corrected, ...advances].flatMap(({ path, part }) =>
    part === undefined ? [] : [{ path, part }],
  );
}

const namesOthers = ({ Fa }: Fa3): boolean =>
  Fa.DaneFaKorygowanej !== undefined || Fa.FakturaZaliczkowa !== undefined;

function* wrongKsefNumbers(invoice: Fa3): Generator<Finding> {
  if (!namesOthers(invoice)) return;
  for (const { path, part } of ksefNumbers(invoice)) {
    if (!hasKsefChecksum(part)) yield { path, value: part };
  }
}

function* numbersOfOtherSellers(invoice: Fa3): Generator<Finding> {
  if (!namesOthers(invoice)) return;
  const seller = invoice.Podmiot1.DaneIdentyfikacyjne.NIP;
  for (const { path, part } of ksefNumbers(invoice)) {
    if (/^\d{10}-/.test(part) && !part.startsWith(seller)) yield { path, value: part, words: { seller } };
  }
}

/** Number by which a party is identified, with its kind. */
const numberOf = ({ NIP, IDWew, KodUE, NrVatUE, KodKraju, NrID }: Identity): string =>
  [NIP, IDWew, KodUE, NrVatUE, KodKraju, NrID].map((part) => part ?? '').join(' ');

function* correctedNumbers({ Fa, Podmiot1 }: Fa3, { view }: RuleContext): Generator<Finding> {
  const seller = Fa.Podmiot1K?.DaneIdentyfikacyjne.NIP;
  if (seller !== undefined && seller !== Podmiot1.DaneIdentyfikacyjne.NIP) {
    yield { path: '/Faktura/Fa/Podmiot1K/DaneIdentyfikacyjne/NIP', value: seller };
  }
  if (Fa.Podmiot2K === undefined) return;
  const known = new Set(view.parties.slice(1).map(({ part }) => numberOf(part)));
  for (const { path, part } of numbered('/Faktura/Fa/Podmiot2K', Fa.Podmiot2K)) {
    if (!known.has(numberOf(part.DaneIdentyfikacyjne))) yield { path: `${path}/DaneIdentyfikacyjne` };
  }
}

function* correctedKeys({ Fa, Podmiot2, Podmiot3 }: Fa3): Generator<Finding> {
  if (Fa.Podmiot2K === undefined) return;
  const keys = new Set([Podmiot2.IDNabywcy, ...(Podmiot3 ?? []).map((party) => party.IDNabywcy)]);
  for (const { path, part } of numbered('/Faktura/Fa/Podmiot2K', Fa.Podmiot2K)) {
    if (part.IDNabywcy !== undefined && !keys.has(part.IDNabywcy)) {
      yield { path: `${path}/IDNabywcy`, value: part.IDNabywcy };
    }
  }
}

const verification = 'KSeF documentation, «Weryfikacja faktury»';
const identification = 'VAT act, art. 106e ust. 1 pkt 5; FA(3), Podmiot2/DaneIdentyfikacyjne';

export const partyRules: readonly Rule[] = [
  {
    code: 'NIP-CHECKSUM',
    severity: 'error',
    enforcedBy: 'ksef-production',
    source: `${verification}, validation of NIP`,
    find: wrongNips,
  },
  {
    code: 'OTHER-NIP-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot1K, Podmiot2K and Przewoznik',
    find: wrongOtherNips,
  },
  {
    code: 'INTERNAL-ID-NIP-CHECKSUM',
    severity: 'error',
    enforcedBy: 'ksef-production',
    source: `${verification}, validation of NIP in the internal identifier`,
    find: wrongInternalIds,
  },
  {
    code: 'INTERNAL-ID-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'KSeF, identifiers of units: the last digit is a check digit',
    find: wrongInternalChecks,
  },
  {
    code: 'NIP-IN-EU-VAT-FIELD',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'law',
    source: identification,
    find: nipsAsEuVat,
  },
  {
    code: 'EU-VAT-FORM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'European Commission, VIES, structure of VAT numbers',
    find: wrongEuVat('form'),
  },
  {
    code: 'EU-VAT-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'Check digits of VAT numbers as the tax authorities of the countries describe them',
    find: wrongEuVat('checksum'),
  },
  {
    code: 'NIP-IN-OTHER-ID-FIELD',
    severity: 'warning',
    enforcedBy: 'practice',
    source: identification,
    find: nipsAsOtherId,
  },
  {
    code: 'PESEL-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'Act on the register of population, art. 15 ust. 2',
    find: wrongPesels,
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
    code: 'GLN-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'GS1 General Specifications, check digit; FA(3), TGLN',
    find: wrongGlns,
  },
  {
    code: 'REGON-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'Regulation on the REGON register, check digit',
    find: wrongRegons,
  },
  {
    code: 'KSEF-NUMBER-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'KSeF documentation, «Numer KSeF»: the last two characters are a CRC-8',
    find: wrongKsefNumbers,
  },
  {
    code: 'KSEF-NUMBER-OF-OTHER-SELLER',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'KSeF documentation, «Numer KSeF»: it starts with the NIP of the seller',
    find: numbersOfOtherSellers,
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
