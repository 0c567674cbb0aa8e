/** Rules on lines and on bank accounts. */
import type { Fa3 } from '@kwit/formats';
import { isBankAccount } from '../checksums.ts';
import { token } from '../text.ts';
import { lines, numbered } from './places.ts';
import type { Finding, Rule } from './rule.ts';

/** Kinds whose lines the law lets nobody leave out. */
const kindsWithLines = ['VAT', 'ROZ', 'UPR'];

function* withoutLines({ Fa }: Fa3): Generator<Finding> {
  if (kindsWithLines.includes(token(Fa.RodzajFaktury)) && (Fa.FaWiersz ?? []).length === 0) {
    yield { path: '/Faktura/Fa/FaWiersz' };
  }
}

/** The state before and the state after a correction share their number. */
function* repeatedNumbers(invoice: Fa3): Generator<Finding> {
  const seen = new Set<string>();
  for (const { path, part } of lines(invoice)) {
    const number = token(part.NrWierszaFa);
    const key = `${part.StanPrzed ?? ''} ${number}`;
    if (seen.has(key)) yield { path: `${path}/NrWierszaFa`, value: number, words: { number } };
    seen.add(key);
  }
}

function* wrongAccounts({ Fa }: Fa3): Generator<Finding> {
  const own = numbered('/Faktura/Fa/Platnosc/RachunekBankowy', Fa.Platnosc?.RachunekBankowy);
  const factors = numbered(
    '/Faktura/Fa/Platnosc/RachunekBankowyFaktora',
    Fa.Platnosc?.RachunekBankowyFaktora,
  );
  for (const { path, part } of [...own, ...factors]) {
    if (!isBankAccount(part.NrRB)) yield { path: `${path}/NrRB`, value: part.NrRB };
  }
}

export const lineRules: readonly Rule[] = [
  {
    code: 'LINES-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 7; FA(3), FaWiersz',
    find: withoutLines,
  },
  {
    code: 'LINE-NUMBER-REPEATED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), NrWierszaFa',
    find: repeatedNumbers,
  },
  {
    code: 'BANK-ACCOUNT-CHECKSUM',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'ISO 13616 (IBAN); FA(3), RachunekBankowy/NrRB',
    find: wrongAccounts,
  },
];
