import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DocumentOf, type Fa3, read } from '@kwit/formats';
import { describe, expect, it } from 'vitest';
import { transferCode } from './transfer-code.ts';

const folder = resolve(import.meta.dirname, '../../../../examples');

function example(name: string): DocumentOf<'FA(3)'> {
  return read(readFileSync(join(folder, `${name}.xml`)), { formats: ['FA(3)'] });
}

/** The first example with something else in it. */
function changed(change: (root: Fa3) => void): DocumentOf<'FA(3)'> {
  const document = example('vat-invoice');
  change(document.root);
  return document;
}

function contentOf(document: DocumentOf<'FA(3)'>): string {
  const found = transferCode(document);
  return found.kind === 'code' ? found.code.content : found.reason;
}

const payment = (root: Fa3) => {
  root.Fa.Platnosc ??= {};
  return root.Fa.Platnosc;
};

describe('the code for a transfer', () => {
  it('has the payee, the account, the amount in grosze and the number of the invoice', () => {
    const document = example('vat-invoice');
    const { Podmiot1, Fa } = document.root;
    const [nip, country, account, amount, name, title, ...reserved] = contentOf(document).split('|');
    expect([nip, country, account, amount]).toEqual([
      '1111111111',
      'PL',
      '74000000000000000000000001',
      '156022',
    ]);
    expect(Podmiot1.DaneIdentyfikacyjne.Nazwa.startsWith(name ?? '-')).toBe(true);
    expect(title).toBe(Fa.P_2);
    expect(reserved).toEqual(['', '', '']);
  });

  it('says under it how much is paid, in the language of the reader', () => {
    const found = transferCode(example('vat-invoice'), 'pl+en');
    expect(found).toMatchObject({
      code: {
        isLink: false,
        caption: { text: 'Przelew: 1\u00a0560,22\u00a0PLN', also: 'Transfer: 1\u00a0560,22\u00a0PLN' },
      },
    });
  });

  it('is filled up to six digits, and leaves what has more to the payer', () => {
    const amountOf = (due: string) =>
      contentOf(
        changed(({ Fa }) => {
          Fa.P_15 = due;
        }),
      ).split('|')[3];
    expect(amountOf('0.01')).toBe('000001');
    expect(amountOf('12')).toBe('001200');
    expect(amountOf('9999.99')).toBe('999999');
    expect(amountOf('10000')).toBe('000000');
    const found = transferCode(example('transport'), 'en');
    expect(found).toMatchObject({
      code: { explanation: { text: expect.stringContaining('Type the amount of 14,760.00\u00a0PLN') } },
    });
  });

  it('is for what is left after charges, deductions and payments', () => {
    const document = changed((root) => {
      root.Fa.P_15 = '100';
      root.Fa.Rozliczenie = {
        Obciazenia: [{ Kwota: '20.50', Powod: 'a' }],
        Odliczenia: [{ Kwota: '10', Powod: 'b' }],
      };
      payment(root).ZnacznikZaplatyCzesciowej = '1';
      payment(root).ZaplataCzesciowa = [
        { KwotaZaplatyCzesciowej: '30.25', DataZaplatyCzesciowej: '2025-10-01' },
        { KwotaZaplatyCzesciowej: '10', DataZaplatyCzesciowej: '2025-10-02' },
      ];
    });
    expect(contentOf(document).split('|')[3]).toBe('007025');
    if (document.root.Fa.Rozliczenie) document.root.Fa.Rozliczenie.DoZaplaty = '90';
    expect(contentOf(document).split('|')[3]).toBe('004975');
  });

  it('goes to the factor where there is one', () => {
    const [nip, , account, , name] = contentOf(example('third-parties')).split('|');
    const factor = example('third-parties').root.Podmiot3?.find(
      ({ Rola }) => Rola === '1',
    )?.DaneIdentyfikacyjne;
    expect([nip, account]).toEqual([factor?.NIP, '47000000000000000000000002']);
    expect(factor?.Nazwa?.startsWith(name ?? '-')).toBe(true);
  });

  it('keeps to the characters and lengths of its fields', () => {
    const document = changed((root) => {
      root.Podmiot1.DaneIdentyfikacyjne.Nazwa = '„Żółć|Müller” & Čapek\u202e\u0007 spółka z o.o.';
      root.Fa.P_2 = 'FV|1/2026 (kopia)\nŁódź';
    });
    const content = contentOf(document);
    const [, , , , name, title] = content.split('|');
    expect(content.split('|')).toHaveLength(9);
    expect([name, title]).toEqual(['Żółć Muller & Capek', 'FV 1/2026 kopia Łódź']);
    expect(content.length).toBeLessThanOrEqual(160);
  });

  it('takes the first account that is Polish, right and in PLN', () => {
    const document = changed((root) => {
      payment(root).RachunekBankowy = [
        { NrRB: 'DE89370400440532013000' },
        { NrRB: '74000000000000000000000002' },
        { NrRB: '47000000000000000000000002', OpisRachunku: 'EUR' },
        { NrRB: 'PL 74 0000 0000 0000 0000 0000 0001', OpisRachunku: 'PLN' },
      ];
    });
    expect(contentOf(document).split('|')[2]).toBe('74000000000000000000000001');
  });

  it.each<[string, (root: Fa3) => void]>([
    ['currency', ({ Fa }) => Object.assign(Fa, { KodWaluty: 'EUR' })],
    ['splitPayment', ({ Fa }) => Object.assign(Fa.Adnotacje, { P_18A: '1' })],
    ['paid', (root) => Object.assign(payment(root), { Zaplacono: '1' })],
    ['paid', (root) => Object.assign(payment(root), { ZnacznikZaplatyCzesciowej: '2' })],
    ['nothingDue', ({ Fa }) => Object.assign(Fa, { P_15: '0' })],
    ['nothingDue', ({ Fa }) => Object.assign(Fa, { P_15: '-12.00' })],
    ['nothingDue', ({ Fa }) => Object.assign(Fa, { P_15: 'dużo' })],
    ['nothingDue', ({ Fa }) => Object.assign(Fa, { Rozliczenie: { DoRozliczenia: '5' } })],
    ['otherMeans', (root) => Object.assign(payment(root), { FormaPlatnosci: '1' })],
    ['otherMeans', (root) => Object.assign(payment(root), { PlatnoscInna: '1', FormaPlatnosci: undefined })],
    ['noAccount', (root) => Object.assign(payment(root), { RachunekBankowy: undefined })],
    [
      'noAccount',
      (root) => Object.assign(payment(root), { RachunekBankowy: [{ NrRB: '74000000000000000000000002' }] }),
    ],
    ['noPayee', (root) => Object.assign(root.Podmiot1.DaneIdentyfikacyjne, { Nazwa: '„”' })],
    [
      'noPayee',
      (root) =>
        Object.assign(payment(root), { RachunekBankowyFaktora: [{ NrRB: '74000000000000000000000001' }] }),
    ],
    ['longNumber', ({ Fa }) => Object.assign(Fa, { P_2: 'F'.repeat(33) })],
  ])('is left out with its reason: %s', (reason, change) => {
    const found = transferCode(changed(change));
    expect(found).toMatchObject({ kind: 'none', reason, text: { pl: expect.stringMatching(/^Bez kodu/) } });
  });

  it('is told of every example', () => {
    const reasons = ['split-payment', 'eu-supply', 'paid-in-parts', 'correction'].map((name) =>
      contentOf(example(name)),
    );
    expect(reasons).toEqual(['splitPayment', 'currency', 'paid', 'nothingDue']);
  });
});
