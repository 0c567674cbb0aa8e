/** Rules on the numbers that an invoice carries: check digits, forms, links to other invoices. */
import type { Fa3 } from '@kwit/formats';
import { hasKsefChecksum, isGs1Number, isInternalId, isNip, isPesel, isRegon } from '../checksums.ts';
import { euVatFault } from '../eu-vat.ts';
import { type Identity, numbered, type Placed } from './places.ts';
import type { Rule, RuleContext } from './rule.ts';

function wrongNips(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.parties) {
    if (part.NIP !== undefined && !isNip(part.NIP)) tell({ path: `${path}/NIP`, value: part.NIP });
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

function wrongOtherNips(invoice: Fa3, { tell }: RuleContext): void {
  if (!hasOtherParties(invoice)) return;
  for (const { path, part } of otherParties(invoice)) {
    if (part.NIP !== undefined && !isNip(part.NIP)) tell({ path: `${path}/NIP`, value: part.NIP });
  }
}

function wrongInternalIds(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.parties) {
    if (part.IDWew !== undefined && !isNip(part.IDWew.slice(0, 10))) {
      tell({ path: `${path}/IDWew`, value: part.IDWew });
    }
  }
}

function wrongInternalChecks(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.parties) {
    const id = part.IDWew;
    if (id !== undefined && isNip(id.slice(0, 10)) && !isInternalId(id))
      tell({ path: `${path}/IDWew`, value: id });
  }
}

/** With the code of another country, too, as long as the number is none of that country. */
export function isNipAsEuVat({ KodUE, NrVatUE }: Identity): boolean {
  if (NrVatUE === undefined) return false;
  if (KodUE === 'PL' || (NrVatUE.startsWith('PL') && isNip(NrVatUE.slice(2)))) return true;
  return KodUE !== undefined && isNip(NrVatUE) && euVatFault(KodUE, NrVatUE) !== null;
}

const wrongEuVat = (fault: 'form' | 'checksum') =>
  function find(_: Fa3, { view, tell }: RuleContext): void {
    for (const { path, part } of view.parties) {
      const { KodUE, NrVatUE } = part;
      if (NrVatUE === undefined || KodUE === undefined || isNipAsEuVat(part)) continue;
      if (euVatFault(KodUE, NrVatUE) === fault) {
        tell({ path: `${path}/NrVatUE`, value: NrVatUE, words: { country: KodUE } });
      }
    }
  };

export const isPolish = ({ KodKraju }: Identity): boolean => KodKraju === undefined || KodKraju === 'PL';

function wrongPesels(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.parties) {
    if (part.NrID === undefined || !isPolish(part)) continue;
    if (/^\d{11}$/.test(part.NrID) && !isPesel(part.NrID)) tell({ path: `${path}/NrID`, value: part.NrID });
  }
}

function wrongGlns({ Podmiot1, Podmiot2, Podmiot3 }: Fa3, { tell }: RuleContext): void {
  const places = [
    { path: '/Faktura/Podmiot1', part: Podmiot1.Adres },
    { path: '/Faktura/Podmiot2', part: Podmiot2.Adres },
    ...numbered('/Faktura/Podmiot3', Podmiot3).map(({ path, part }) => ({ path, part: part.Adres })),
  ];
  for (const { path, part } of places) {
    const gln = part?.GLN;
    if (gln !== undefined && !(gln.length === 13 && isGs1Number(gln))) {
      tell({ path: `${path}/Adres/GLN`, value: gln });
    }
  }
}

function wrongRegons({ Stopka }: Fa3, { tell }: RuleContext): void {
  for (const { path, part } of numbered('/Faktura/Stopka/Rejestry', Stopka?.Rejestry)) {
    if (part.REGON !== undefined && !isRegon(part.REGON)) tell({ path: `${path}/REGON`, value: part.REGON });
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

function wrongKsefNumbers(invoice: Fa3, { tell }: RuleContext): void {
  if (!namesOthers(invoice)) return;
  for (const { path, part } of ksefNumbers(invoice)) {
    if (!hasKsefChecksum(part)) tell({ path, value: part });
  }
}

function numbersOfOtherSellers(invoice: Fa3, { tell }: RuleContext): void {
  if (!namesOthers(invoice)) return;
  const seller = invoice.Podmiot1.DaneIdentyfikacyjne.NIP;
  for (const { path, part } of ksefNumbers(invoice)) {
    if (/^\d{10}-/.test(part) && !part.startsWith(seller)) tell({ path, value: part, words: { seller } });
  }
}

const verification = 'KSeF documentation, «Weryfikacja faktury»';

export const numberRules: readonly Rule[] = [
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
    code: 'PESEL-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'Act on the register of population, art. 15 ust. 2',
    find: wrongPesels,
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
];
