/** Rules on who is on the invoice. */
import type { Fa3 } from '@kwit/formats';
import { isNip } from '../checksums.ts';
import { parties } from './places.ts';
import type { Finding, Rule } from './rule.ts';

function* wrongNips(invoice: Fa3): Generator<Finding> {
  for (const { path, part } of parties(invoice)) {
    if (part.NIP !== undefined && !isNip(part.NIP)) yield { path: `${path}/NIP`, value: part.NIP };
  }
}

function* wrongInternalIds(invoice: Fa3): Generator<Finding> {
  for (const { path, part } of parties(invoice)) {
    if (part.IDWew !== undefined && !isNip(part.IDWew.slice(0, 10))) {
      yield { path: `${path}/IDWew`, value: part.IDWew };
    }
  }
}

function* nipsAsEuVat(invoice: Fa3): Generator<Finding> {
  for (const { path, part } of parties(invoice)) {
    const number = part.NrVatUE;
    if (number === undefined) continue;
    if (part.KodUE === 'PL' || (number.startsWith('PL') && isNip(number.slice(2)))) {
      yield { path: `${path}/NrVatUE`, value: number };
    }
  }
}

function* nipsAsOtherId(invoice: Fa3): Generator<Finding> {
  for (const { path, part } of parties(invoice)) {
    const number = part.NrID?.replace(/^PL|[\s-]/g, '');
    const polish = part.KodKraju === undefined || part.KodKraju === 'PL';
    if (number !== undefined && polish && isNip(number)) yield { path: `${path}/NrID`, value: part.NrID };
  }
}

const hasRole = (invoice: Fa3, role: string): boolean =>
  (invoice.Podmiot3 ?? []).some((party) => party.Rola === role);

function* localGovernmentWithoutRecipient(invoice: Fa3): Generator<Finding> {
  if (invoice.Podmiot2.JST === '1' && !hasRole(invoice, '8'))
    yield { path: '/Faktura/Podmiot2/JST', value: '1' };
}

function* vatGroupWithoutRecipient(invoice: Fa3): Generator<Finding> {
  if (invoice.Podmiot2.GV === '1' && !hasRole(invoice, '10'))
    yield { path: '/Faktura/Podmiot2/GV', value: '1' };
}

export const partyRules: readonly Rule[] = [
  {
    code: 'NIP-CHECKSUM',
    severity: 'error',
    enforcedBy: 'ksef-production',
    source: 'KSeF documentation, «Weryfikacja faktury», validation of NIP',
    find: wrongNips,
  },
  {
    code: 'INTERNAL-ID-NIP-CHECKSUM',
    severity: 'error',
    enforcedBy: 'ksef-production',
    source: 'KSeF documentation, «Weryfikacja faktury», validation of NIP in the internal identifier',
    find: wrongInternalIds,
  },
  {
    code: 'NIP-IN-EU-VAT-FIELD',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 5; FA(3), Podmiot2/DaneIdentyfikacyjne',
    find: nipsAsEuVat,
  },
  {
    code: 'NIP-IN-OTHER-ID-FIELD',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'VAT act, art. 106e ust. 1 pkt 5; FA(3), Podmiot2/DaneIdentyfikacyjne',
    find: nipsAsOtherId,
  },
  {
    code: 'LOCAL-GOVERNMENT-RECIPIENT',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot2/JST',
    find: localGovernmentWithoutRecipient,
  },
  {
    code: 'VAT-GROUP-RECIPIENT',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), Podmiot2/GV',
    find: vatGroupWithoutRecipient,
  },
];
