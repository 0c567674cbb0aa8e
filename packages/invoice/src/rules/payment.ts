/** Rules on how the invoice is paid and settled. */
import type { Fa3 } from '@kwit/formats';
import { isBankAccount } from '../checksums.ts';
import { cents, showCents } from '../scaled.ts';
import { numbered } from './places.ts';
import type { Rule, RuleContext } from './rule.ts';

function wrongAccounts({ Fa }: Fa3, { tell }: RuleContext): void {
  const payment = Fa.Platnosc;
  if (payment === undefined) return;
  const own = numbered('/Faktura/Fa/Platnosc/RachunekBankowy', payment.RachunekBankowy);
  const factors = numbered('/Faktura/Fa/Platnosc/RachunekBankowyFaktora', payment.RachunekBankowyFaktora);
  for (const { path, part } of [...own, ...factors]) {
    if (!isBankAccount(part.NrRB)) tell({ path: `${path}/NrRB`, value: part.NrRB });
  }
}

const transfer = '6';

function accountMissing({ Fa }: Fa3, { tell }: RuleContext): void {
  const payment = Fa.Platnosc;
  if (payment?.FormaPlatnosci !== transfer || cents(Fa.P_15) <= 0n) return;
  const isPaid = payment.Zaplacono !== undefined || payment.ZnacznikZaplatyCzesciowej === '2';
  const hasAccount = payment.RachunekBankowy !== undefined || payment.RachunekBankowyFaktora !== undefined;
  if (!isPaid && !hasAccount && payment.LinkDoPlatnosci === undefined) {
    tell({ path: '/Faktura/Fa/Platnosc/RachunekBankowy' });
  }
}

const totalOf = (parts: readonly { readonly Kwota: string }[] | undefined): bigint =>
  (parts ?? []).reduce((sum, part) => sum + cents(part.Kwota), 0n);

/** What is to be paid after charges and deductions, in hundredths. */
function dueOf({ P_15, Rozliczenie }: Fa3['Fa']): bigint {
  return cents(P_15) + totalOf(Rozliczenie?.Obciazenia) - totalOf(Rozliczenie?.Odliczenia);
}

function settlementDiffers({ Fa }: Fa3, { tell }: RuleContext): void {
  const settlement = Fa.Rozliczenie;
  if (settlement === undefined) return;
  const due = dueOf(Fa);
  const expected = {
    SumaObciazen: totalOf(settlement.Obciazenia),
    SumaOdliczen: totalOf(settlement.Odliczenia),
    DoZaplaty: due,
    DoRozliczenia: -due,
  };
  for (const field of Object.keys(expected) as (keyof typeof expected)[]) {
    const stated = settlement[field];
    if (stated === undefined || cents(stated) === expected[field]) continue;
    tell({
      path: `/Faktura/Fa/Rozliczenie/${field}`,
      value: stated,
      words: { field, expected: showCents(expected[field]) },
    });
  }
}

/** Parts that are said to cover the whole must sum up to it, others must not. */
function partsDiffer({ Fa }: Fa3, { tell }: RuleContext): void {
  const parts = Fa.Platnosc?.ZaplataCzesciowa;
  if (parts === undefined || cents(Fa.P_15) <= 0n) return;
  const paid = parts.reduce((sum, part) => sum + cents(part.KwotaZaplatyCzesciowej), 0n);
  const mark = Fa.Platnosc?.ZnacznikZaplatyCzesciowej;
  const whole = [dueOf(Fa), cents(Fa.P_15)];
  const isWrong = mark === '2' ? !whole.includes(paid) : whole.every((due) => paid >= due);
  if (isWrong) {
    tell({
      path: '/Faktura/Fa/Platnosc/ZnacznikZaplatyCzesciowej',
      value: mark,
      words: { paid: showCents(paid), due: showCents(dueOf(Fa)) },
    });
  }
}

function linkDiffers({ Fa }: Fa3, { tell }: RuleContext): void {
  const { LinkDoPlatnosci, IPKSeF } = Fa.Platnosc ?? {};
  if (LinkDoPlatnosci === undefined || IPKSeF === undefined) return;
  const inLink = /[?&]IPKSeF=([0-9a-zA-Z]+)/.exec(LinkDoPlatnosci)?.[1];
  if (inLink !== undefined && inLink !== IPKSeF) tell({ path: '/Faktura/Fa/Platnosc/IPKSeF', value: IPKSeF });
}

export const paymentRules: readonly Rule[] = [
  {
    code: 'BANK-ACCOUNT-CHECKSUM',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'ISO 13616 (IBAN); FA(3), RachunekBankowy/NrRB',
    find: wrongAccounts,
  },
  {
    code: 'BANK-ACCOUNT-MISSING',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Platnosc/FormaPlatnosci 6',
    find: accountMissing,
  },
  {
    code: 'SETTLEMENT-DIFFERS',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Rozliczenie',
    find: settlementDiffers,
  },
  {
    code: 'PARTIAL-PAYMENTS-DIFFER',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), ZnacznikZaplatyCzesciowej',
    find: partsDiffer,
  },
  {
    code: 'PAYMENT-LINK-DIFFERS',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), LinkDoPlatnosci and IPKSeF',
    find: linkDiffers,
  },
];
