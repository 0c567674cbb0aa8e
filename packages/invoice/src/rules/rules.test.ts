import type { Fa3, FormatDocument } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import { buildInvoice } from '../build-invoice.ts';
import { sampleInput, testDay, testOptions } from '../test-data.ts';
import { checkDocument } from './check-document.ts';
import { type RuleCode, ruleWordings } from './messages.ts';
import { rules } from './table.ts';

/** A right document, changed as the case says. */
function changed(change: (invoice: Fa3) => void): FormatDocument<'FA(3)'> {
  const { document } = buildInvoice(
    sampleInput({ payment: { accounts: [{ number: '74000000000000000000000001' }], dueInDays: 7 } }),
    testOptions,
  );
  change(document.root);
  return document;
}

const check = (document: FormatDocument<'FA(3)'>) => checkDocument(document, { today: testDay });
const firstLine = ({ Fa }: Fa3) => {
  const line = Fa.FaWiersz?.[0];
  if (line === undefined) throw new Error('the sample has a line');
  return line;
};
const identity = ({ Podmiot2 }: Fa3) => Podmiot2.DaneIdentyfikacyjne;

interface Case {
  /** Breaks the rule. */
  readonly wrong: (invoice: Fa3) => void;
  /** Where the rule must find it. */
  readonly path: string;
  /** Comes close, and is right. */
  readonly right: (invoice: Fa3) => void;
}

/** A case for every rule: a new rule does not compile without one. */
const cases: Readonly<Record<RuleCode, Case>> = {
  'NIP-CHECKSUM': {
    wrong: (invoice) => Object.assign(invoice.Podmiot1.DaneIdentyfikacyjne, { NIP: '1111111112' }),
    path: '/Faktura/Podmiot1/DaneIdentyfikacyjne/NIP',
    right: (invoice) => Object.assign(identity(invoice), { NIP: '7777777777' }),
  },
  'INTERNAL-ID-NIP-CHECKSUM': {
    wrong: (invoice) => {
      invoice.Podmiot3 = [
        { DaneIdentyfikacyjne: { BrakID: '1' }, Rola: '6' },
        { DaneIdentyfikacyjne: { IDWew: '1111111112-00001' }, Rola: '2' },
      ];
    },
    path: '/Faktura/Podmiot3[2]/DaneIdentyfikacyjne/IDWew',
    right: (invoice) => {
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { IDWew: '1111111111-00001' }, Rola: '2' }];
    },
  },
  'NIP-IN-EU-VAT-FIELD': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'PL', NrVatUE: '2222222222', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrVatUE',
    right: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'DE', NrVatUE: '222222222', Nazwa: 'N' };
    },
  },
  'NIP-IN-OTHER-ID-FIELD': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { NrID: 'PL 222-222-22-22', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrID',
    right: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodKraju: 'US', NrID: '2222222222', Nazwa: 'N' };
    },
  },
  'LOCAL-GOVERNMENT-RECIPIENT': {
    wrong: (invoice) => Object.assign(invoice.Podmiot2, { JST: '1' }),
    path: '/Faktura/Podmiot2/JST',
    right: (invoice) => {
      invoice.Podmiot2.JST = '1';
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '8' }];
    },
  },
  'VAT-GROUP-RECIPIENT': {
    wrong: (invoice) => Object.assign(invoice.Podmiot2, { GV: '1' }),
    path: '/Faktura/Podmiot2/GV',
    right: (invoice) => {
      invoice.Podmiot2.GV = '1';
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '10' }];
    },
  },
  'DATE-IN-FUTURE': {
    wrong: ({ Fa }) => {
      Fa.P_1 = '2025-10-02';
    },
    path: '/Faktura/Fa/P_1',
    right: ({ Fa }) => {
      Fa.P_1 = testDay;
    },
  },
  'SALE-DATE-TOO-LATE': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { P_6A: '2025-12-01' }),
    path: '/Faktura/Fa/FaWiersz[1]/P_6A',
    right: ({ Fa }) => {
      Fa.P_6 = '2025-11-30';
    },
  },
  'SALE-DATE-TWICE': {
    wrong: (invoice) => {
      invoice.Fa.P_6 = '2025-09-30';
      firstLine(invoice).P_6A = '2025-09-29';
    },
    path: '/Faktura/Fa/FaWiersz[1]/P_6A',
    right: (invoice) => Object.assign(firstLine(invoice), { P_6A: '2025-09-29' }),
  },
  'PERIOD-REVERSED': {
    wrong: ({ Fa }) => {
      Fa.OkresFa = { P_6_Od: '2025-09-30', P_6_Do: '2025-09-01' };
    },
    path: '/Faktura/Fa/OkresFa/P_6_Do',
    right: ({ Fa }) => {
      Fa.OkresFa = { P_6_Od: '2025-09-30', P_6_Do: '2025-09-30' };
    },
  },
  'LINES-MISSING': {
    wrong: ({ Fa }) => {
      delete Fa.FaWiersz;
    },
    path: '/Faktura/Fa/FaWiersz',
    right: ({ Fa }) => {
      Fa.RodzajFaktury = 'ZAL';
      delete Fa.FaWiersz;
    },
  },
  'LINE-NUMBER-REPEATED': {
    wrong: (invoice) => invoice.Fa.FaWiersz?.push({ NrWierszaFa: '1', P_11: '0', P_12: '23' }),
    path: '/Faktura/Fa/FaWiersz[2]/NrWierszaFa',
    right: (invoice) => {
      invoice.Fa.RodzajFaktury = 'KOR';
      invoice.Fa.FaWiersz?.push({ NrWierszaFa: '1', StanPrzed: '1' });
    },
  },
  'EXEMPTION-BASIS-MISSING': {
    wrong: (invoice) => makeExempt(invoice),
    path: '/Faktura/Fa/Adnotacje/Zwolnienie',
    right: (invoice) => {
      makeExempt(invoice);
      invoice.Fa.Adnotacje.Zwolnienie = { P_19: '1', P_19B: 'art. 132' };
    },
  },
  'EXEMPTION-BASIS-UNUSED': {
    wrong: ({ Fa }) => {
      Fa.Adnotacje.Zwolnienie = { P_19: '1', P_19A: 'art. 43' };
    },
    path: '/Faktura/Fa/Adnotacje/Zwolnienie',
    right: (invoice) => {
      makeExempt(invoice);
      invoice.Fa.Adnotacje.Zwolnienie = { P_19: '1', P_19A: 'art. 43' };
    },
  },
  'REVERSE-CHARGE-ANNOTATION-MISSING': {
    wrong: (invoice) => makeReverseCharge(invoice),
    path: '/Faktura/Fa/Adnotacje/P_18',
    right: (invoice) => {
      makeReverseCharge(invoice);
      invoice.Fa.Adnotacje.P_18 = '1';
    },
  },
  'REVERSE-CHARGE-WITH-VAT': {
    wrong: ({ Fa }) => {
      Fa.Adnotacje.P_18 = '1';
    },
    path: '/Faktura/Fa/Adnotacje/P_18',
    right: (invoice) => {
      makeReverseCharge(invoice);
      invoice.Fa.Adnotacje.P_18 = '1';
    },
  },
  'MARGIN-ANNOTATION-MISSING': {
    wrong: (invoice) => makeMargin(invoice),
    path: '/Faktura/Fa/Adnotacje/PMarzy',
    right: (invoice) => {
      makeMargin(invoice);
      invoice.Fa.Adnotacje.PMarzy = { P_PMarzy: '1', P_PMarzy_2: '1' };
    },
  },
  'MARGIN-ANNOTATION-UNUSED': {
    wrong: ({ Fa }) => {
      Fa.Adnotacje.PMarzy = { P_PMarzy: '1', P_PMarzy_2: '1' };
    },
    path: '/Faktura/Fa/Adnotacje/PMarzy',
    right: (invoice) => {
      makeMargin(invoice);
      invoice.Fa.Adnotacje.PMarzy = { P_PMarzy: '1', P_PMarzy_2: '1' };
    },
  },
  'SPLIT-PAYMENT-EXPECTED': {
    wrong: (invoice) => makeLarge(invoice, '12195.13', '2804.88', '15000.01'),
    path: '/Faktura/Fa/Adnotacje/P_18A',
    right: (invoice) => makeLarge(invoice, '12195.12', '2804.88', '15000.00'),
  },
  'EU-SUPPLY-BUYER': {
    wrong: (invoice) => makeEuSupply(invoice),
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne',
    right: (invoice) => {
      makeEuSupply(invoice);
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'DE', NrVatUE: '123456788' };
    },
  },
  'SIMPLIFIED-INVOICE-LIMIT': {
    wrong: ({ Fa }) => Object.assign(Fa, { RodzajFaktury: 'UPR', P_15: '450.01' }),
    path: '/Faktura/Fa/P_15',
    right: ({ Fa }) => Object.assign(Fa, { RodzajFaktury: 'UPR', P_15: '450' }),
  },
  'VAT-IN-PLN-MISSING': {
    wrong: ({ Fa }) => Object.assign(Fa, { KodWaluty: 'EUR' }),
    path: '/Faktura/Fa/P_14_1W',
    right: ({ Fa }) => Object.assign(Fa, { KodWaluty: 'EUR', P_14_1W: '97.75' }),
  },
  'VAT-IN-PLN-UNUSED': {
    wrong: ({ Fa }) => Object.assign(Fa, { P_14_1W: '23.00' }),
    path: '/Faktura/Fa/P_14_1W',
    right: ({ Fa }) => Object.assign(Fa, { KodWaluty: 'EUR', P_14_1W: '97.75' }),
  },
  'NET-TOTAL-DIFFERS': {
    wrong: ({ Fa }) => Object.assign(Fa, { P_13_1: '100.02', P_15: '123.02' }),
    path: '/Faktura/Fa/P_13_1',
    right: ({ Fa }) => Object.assign(Fa, { P_13_1: '100.01', P_15: '123.01' }),
  },
  'VAT-TOTAL-DIFFERS': {
    wrong: ({ Fa }) => Object.assign(Fa, { P_14_1: '8.00', P_15: '108.00' }),
    path: '/Faktura/Fa/P_14_1',
    right: ({ Fa }) => Object.assign(Fa, { P_14_1: '23.01', P_15: '123.01' }),
  },
  'GROSS-TOTAL-DIFFERS': {
    wrong: ({ Fa }) => Object.assign(Fa, { P_15: '123.01' }),
    path: '/Faktura/Fa/P_15',
    right: ({ Fa }) => Object.assign(Fa, { P_15: '123' }),
  },
  'BANK-ACCOUNT-CHECKSUM': {
    wrong: ({ Fa }) =>
      Object.assign(Fa.Platnosc?.RachunekBankowy?.[0] ?? {}, { NrRB: '75000000000000000000000001' }),
    path: '/Faktura/Fa/Platnosc/RachunekBankowy[1]/NrRB',
    right: ({ Fa }) =>
      Object.assign(Fa.Platnosc?.RachunekBankowy?.[0] ?? {}, { NrRB: 'DE89370400440532013000' }),
  },
  'DUE-DATE-BEFORE-ISSUE': {
    wrong: ({ Fa }) => Object.assign(Fa.Platnosc?.TerminPlatnosci?.[0] ?? {}, { Termin: '2025-09-30' }),
    path: '/Faktura/Fa/Platnosc/TerminPlatnosci[1]/Termin',
    right: ({ Fa }) => Object.assign(Fa.Platnosc?.TerminPlatnosci?.[0] ?? {}, { Termin: testDay }),
  },
};

function moveSum({ Fa }: Fa3, field: 'P_13_7' | 'P_13_10' | 'P_13_11' | 'P_13_6_2'): void {
  delete Fa.P_13_1;
  delete Fa.P_14_1;
  Object.assign(Fa, { [field]: '100.00', P_15: '100.00' });
}

function makeExempt(invoice: Fa3): void {
  firstLine(invoice).P_12 = 'zw';
  moveSum(invoice, 'P_13_7');
}

function makeReverseCharge(invoice: Fa3): void {
  firstLine(invoice).P_12 = 'oo';
  moveSum(invoice, 'P_13_10');
}

function makeMargin(invoice: Fa3): void {
  const line = firstLine(invoice);
  delete line.P_12;
  delete line.P_9A;
  delete line.P_11;
  Object.assign(line, { P_9B: '100.00', P_11A: '100.00' });
  moveSum(invoice, 'P_13_11');
}

function makeEuSupply(invoice: Fa3): void {
  firstLine(invoice).P_12 = '0 WDT';
  moveSum(invoice, 'P_13_6_2');
}

function makeLarge(invoice: Fa3, net: string, vat: string, gross: string): void {
  Object.assign(firstLine(invoice), { P_11: net, P_12_Zal_15: '1' });
  Object.assign(invoice.Fa, { P_13_1: net, P_14_1: vat, P_15: gross });
}

describe('the table of rules', () => {
  test('has each code once, and a sentence and a rule for each', () => {
    expect(rules.map((rule) => rule.code).sort()).toEqual(Object.keys(ruleWordings).sort());
  });

  test('an unchanged document breaks none', () => {
    expect(check(changed(() => {}))).toEqual([]);
  });

  test.each(Object.entries(cases))(
    '%s finds what is wrong, there only, and lets what is right pass',
    (code, one) => {
      const found = check(changed(one.wrong));
      expect(found.map((problem) => [problem.code, problem.path])).toEqual([[code, one.path]]);
      const [problem] = found;
      for (const text of [problem?.message.pl, problem?.message.en, problem?.remedy.pl, problem?.remedy.en]) {
        expect(text).toMatch(/^[^{}]+\.$/);
      }
      expect(check(changed(one.right))).toEqual([]);
    },
  );
});

describe('checkDocument', () => {
  const document = changed((invoice) => {
    invoice.Podmiot1.DaneIdentyfikacyjne.NIP = '1111111112';
    invoice.Fa.P_1 = '2025-10-03';
    Object.assign(invoice.Fa.Platnosc?.RachunekBankowy?.[0] ?? {}, { NrRB: '75000000000000000000000001' });
  });
  const codes = (options: Parameters<typeof checkDocument>[1]) =>
    checkDocument(document, { today: testDay, ...options }).map(
      (problem) => `${problem.severity} ${problem.code}`,
    );

  test('runs only the rules of those who are asked for', () => {
    expect(codes({ enforcedBy: ['ksef'] })).toEqual(['error DATE-IN-FUTURE']);
    expect(codes({ enforcedBy: ['ksef', 'ksef-production'] })).toEqual([
      'error NIP-CHECKSUM',
      'error DATE-IN-FUTURE',
    ]);
  });

  test('is stricter on what we write ourselves', () => {
    expect(codes({})).toContain('warning BANK-ACCOUNT-CHECKSUM');
    expect(codes({ authoring: true })).toContain('error BANK-ACCOUNT-CHECKSUM');
  });

  test('judges dates by the day in Poland where none is given', () => {
    const old = changed(() => {});
    expect(checkDocument(old)).toEqual([]);
    const future = changed(({ Fa }) => Object.assign(Fa, { P_1: '2049-12-31' }));
    expect(checkDocument(future).map((problem) => problem.code)).toContain('DATE-IN-FUTURE');
  });

  test('survives values that the schema would refuse', () => {
    const broken = changed((invoice) => {
      Object.assign(invoice.Fa, { P_1: 'yesterday', P_6: '', P_15: 'abc', KodWaluty: '', P_13_1: '1e9' });
      Object.assign(firstLine(invoice), { P_11: '--', P_12: '99', NrWierszaFa: '' });
      Object.assign(identity(invoice), { NIP: '' });
    });
    expect(check(broken).map((problem) => problem.code)).toContain('NIP-CHECKSUM');
  });
});
