/** Invoices in the local KSeF, sent through its API, for tests and pictures of the area «Faktury». */
import type { Ksef } from '../../src/index.ts';
import { logIn } from '../../test/company.ts';
import { sendPackage, zip } from '../../test/package.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { addDays } from '../src/days.ts';

const poland = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' });

/** So many days before today, by the calendar in Poland: as many times 24 hours are another day in an hour of each night. */
export const dayAgo = (days: number): string => addDays(poland.format(new Date()), -days);

export interface SeededInvoice {
  readonly number: string;
  readonly xml: string;
  readonly ksefNumber: string;
}

export interface InvoiceChanges {
  readonly number: string;
  readonly daysAgo?: number;
  readonly buyerName?: string;
  readonly gross?: string;
  readonly currency?: string;
  readonly change?: (xml: string) => string;
}

/** An invoice of the first example, with another number, day, buyer, amount. */
export function invoiceXml(seller: string, changes: InvoiceChanges): string {
  const { number, daysAgo = 0, buyerName, gross, currency, change = (xml) => xml } = changes;
  const xml = sampleInvoice({ seller, number, issueDate: dayAgo(daysAgo) })
    .replace(/(<Podmiot2>[\s\S]*?<Nazwa>)[^<]*/, buyerName === undefined ? '$&' : `$1${buyerName}`)
    .replace(/<P_15>[^<]*/, gross === undefined ? '$&' : `<P_15>${gross}`)
    .replace(/<KodWaluty>[^<]*/, currency === undefined ? '$&' : `<KodWaluty>${currency}`);
  return change(xml);
}

/** Sends FA(3) invoices of a seller one by one, and waits until each has its KSeF number. */
export async function seedInvoices(
  ksef: Ksef,
  seller: string,
  invoices: readonly InvoiceChanges[],
): Promise<SeededInvoice[]> {
  const company = await logIn(ksef, seller);
  const session = await company.openSession();
  const seeded: SeededInvoice[] = [];
  for (const changes of invoices) {
    const xml = invoiceXml(seller, changes);
    const { status, ksefNumber } = await company.sendAndWait(session, xml);
    if (!ksefNumber) throw new Error(`${changes.number} was not accepted: ${JSON.stringify(status)}`);
    seeded.push({ number: changes.number, xml, ksefNumber });
  }
  await company.close(session);
  return seeded;
}

/** More than this take longer to be judged than anybody waits for a package on a busy machine. */
const mostInPackage = 2500;

/** Sends any number of invoices of a seller in packages. */
export async function seedMany(ksef: Ksef, seller: string, count: number): Promise<void> {
  const company = await logIn(ksef, seller);
  for (let first = 0; first < count; first += mostInPackage) {
    const files = Array.from({ length: Math.min(mostInPackage, count - first) }, (_, at) => {
      const index = first + at;
      const number = `FV/${String(index + 1).padStart(5, '0')}`;
      const gross = `${100 + index}.10`;
      return [`${index}.xml`, invoiceXml(seller, { number, daysAgo: index % 60, gross })] as const;
    });
    const { outcome } = await sendPackage(company, await zip(files));
    if (outcome.status.code !== 200) throw new Error(`not taken: ${JSON.stringify(outcome)}`);
  }
}

const buyers = [
  'Drukarnia „Żuraw” sp. z o.o.',
  'Kowalscy i Wspólnicy sp. j.',
  'Zakład Usług Ślusarskich Łukasz Gęś',
  'Park Technologiczny Śródmieście S.A.',
];

/** A list as a firm has one: several buyers, currencies, kinds. */
export const seedFirm = (ksef: Ksef, seller: string): Promise<SeededInvoice[]> =>
  seedInvoices(
    ksef,
    seller,
    Array.from({ length: 14 }, (_, index) => ({
      number: `FV/2026/11/${String(index + 1).padStart(3, '0')}`,
      daysAgo: 13 - index,
      buyerName: buyers[index % buyers.length] ?? '',
      gross: `${(index * 7919) % 30_000}.${String((index * 37) % 100).padStart(2, '0')}`,
      currency: index % 5 === 3 ? 'EUR' : 'PLN',
      change: (xml: string) =>
        index % 4 === 1 ? xml.replace('<RodzajFaktury>VAT', '<RodzajFaktury>ROZ') : xml,
    })),
  );
