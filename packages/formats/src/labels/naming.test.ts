import { describe, expect, it } from 'vitest';
import { type FormatDocument, FormatError, type Problem, read, validate, write } from '../index.ts';
import { sampleInvoice, sampleReceipt } from '../testing/sample-invoice.ts';

const encoder = new TextEncoder();
const invoice = new TextDecoder().decode(write(sampleInvoice(), { indent: true }));

async function problemOf(right: string | RegExp, wrong: string, text = invoice): Promise<Problem> {
  const [problem] = await validate(encoder.encode(text.replace(right, wrong)));
  if (problem === undefined) throw new Error('nothing is wrong');
  return problem;
}

function refusalOf(action: () => unknown): Problem {
  try {
    action();
  } catch (error) {
    if (error instanceof FormatError && error.problems[0] !== undefined) return error.problems[0];
    throw error;
  }
  throw new Error('nothing is wrong');
}

describe('problems speak with labels', () => {
  it('begin with the field whose value is wrong', async () => {
    const { message, value, path } = await problemOf('<P_12>23', '<P_12>24');
    expect(message.pl).toBe('Stawka podatku (P_12): wartość „24” nie należy do dozwolonych.');
    expect(message.en).toBe('Tax rate (P_12): the value “24” is not one of those allowed.');
    expect([value, path]).toEqual(['24', '/Faktura/Fa/FaWiersz[1]/P_12']);
  });

  it('do not repeat a name that the label holds', async () => {
    const { message } = await problemOf('<NIP>1111111111', '<NIP>1');
    expect(message.pl).toBe('NIP sprzedawcy: wartość „1” ma nieprawidłową postać.');
    expect(message.en).toBe("Seller's NIP: the value “1” does not have the required form.");
  });

  it('tell numbers with too many digits, and attributes', async () => {
    const digits = await problemOf('<P_15>123.00', '<P_15>123.005');
    expect(digits.message.pl).toBe('Należność ogółem (P_15): liczba „123.005” ma za dużo cyfr.');
    const attribute = await problemOf('FA (3)', 'FA (4)');
    expect(attribute.message.pl).toContain('Kod systemowy formularza (kodSystemowy): wartość „FA (4)”');
  });

  it('say what a value should look like in words, not as a pattern', async () => {
    const nip = await problemOf('<NIP>1111111111', '<NIP>111-111-11-11');
    expect(nip.remedy.pl).toBe('Należy podać NIP: 10 cyfr bez kresek, spacji i prefiksu PL.');
    const day = await problemOf('<P_1>2026-02-01', '<P_1>2026-13-01');
    expect(day.message.en).toContain('is not a date that exists, written YYYY-MM-DD.');
    const amount = await problemOf('<P_15>', '<P_15>a');
    expect(amount.remedy.en).toMatch(/^Give a number with a decimal point and without spaces/);
  });

  it('tell what the values of an enumeration mean', async () => {
    const { remedy, expected } = await problemOf('<JST>2', '<JST>3');
    expect(remedy.pl).toBe('Należy podać jedną z wartości: 1 (tak) lub 2 (nie).');
    expect(remedy.en).toBe('Give one of the values 1 (yes) or 2 (no).');
    expect(expected).toEqual(['1', '2']);
    expect((await problemOf('<P_12>23', '<P_12>24')).remedy.pl).toContain('23, 22, 8, 7');
  });

  it('name what is missing, and where', async () => {
    const { message, expected } = await problemOf(/<P_2>.*<\/P_2>/, '');
    expect(message.pl).toBe('W elemencie „treść faktury” (Fa) brakuje: numer faktury (P_2).');
    expect(message.en).toBe('The element “content of the invoice” (Fa) lacks invoice number (P_2).');
    expect(expected).toEqual(['P_2']);
  });

  it('name what stands in the wrong place, and what was expected', async () => {
    const { message } = await problemOf('</P_15>', '</P_15><P_2>1</P_2>');
    expect(message.pl).toContain(
      'Element „numer faktury” (P_2) stoi w niewłaściwym miejscu albo się powtarza',
    );
    expect(message.en).toContain('its place is before the element P_15');
    const unknown = await problemOf('<Adnotacje>', '<Nowy/><Adnotacje>');
    expect(unknown.message.pl).toContain('Element Nowy nie może wystąpić');
    expect(unknown.message.pl).toContain('adnotacje na fakturze (Adnotacje)');
  });

  it('keep names that have no label', async () => {
    const receipt = new TextDecoder().decode(write(sampleReceipt() as FormatDocument));
    const { message } = await problemOf(
      /<NazwaPodmiotuPrzyjmujacego>[^<]*/,
      '<NazwaPodmiotuPrzyjmujacego>Inny',
      receipt,
    );
    expect(message.pl).not.toContain('(');
    const malformed = await problemOf('</P_2>', '</P_1>');
    expect(malformed.message.pl).not.toContain('numer faktury');
  });

  it('speak so when reading and when writing, too', () => {
    const broken = encoder.encode(invoice.replace(/<P_1>.*<\/P_1>/, ''));
    expect(refusalOf(() => read(broken)).message.pl).toContain('brakuje: data wystawienia (P_1)');
    const document = sampleInvoice();
    const { P_2: _, ...Fa } = document.root.Fa;
    const incomplete = { ...document, root: { ...document.root, Fa } } as unknown as typeof document;
    expect(refusalOf(() => write(incomplete)).message.pl).toBe(
      'W polu „treść faktury” (Fa) brakuje: numer faktury (P_2).',
    );
  });
});
