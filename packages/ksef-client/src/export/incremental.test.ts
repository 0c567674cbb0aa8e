/**
 * The algorithm of the high-water mark against a small model of KSeF: invoices become visible in any order, packages
 * are cut short, calls fail, and the caller crashes anywhere. Whatever happens, each invoice is saved exactly once.
 */
import type { InvoiceMetadata } from '@kwit/ksef-contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KsefError } from '../errors.ts';
import { type ExportPoint, type ExportReport, type ExportStep, newExportPoint } from './export-point.ts';
import { exportIncrementally, type PackageSource, type ReadInvoice } from './incremental.ts';

const dayMs = 24 * 3_600_000;
/** Far enough back that windows must be cut to what KSeF allows. */
const present = 250 * dayMs;
const beginning = Date.now() - present;

interface Arrival {
  /** Milliseconds after the beginning. */
  readonly storedAt: number;
  /** How much later it can be seen. */
  readonly hiddenMs: number;
}

interface World {
  readonly arrivals: readonly Arrival[];
  readonly packageSize: number;
  readonly upTo: 'highWaterMark' | 'now';
  /** What befalls the calls, one after another, for ever. */
  readonly mishaps: readonly ('none' | 'fails' | 'caller crashes' | 'file missing' | 'file lost')[];
  /** How much time passes with each call, in turns. */
  readonly steps: readonly number[];
}

const noon = (ms: number) => new Date(beginning + ms).toISOString();
const metadataOf = ({ storedAt }: Arrival, index: number) =>
  ({ ksefNumber: `K${index}`, permanentStorageDate: noon(storedAt) }) as InvoiceMetadata;

class Crash extends Error {}
const unreadable = new KsefError({
  kind: 'unexpected-answer',
  operation: 'getExportStatus',
  text: { pl: '', en: '' },
});

class Model implements PackageSource {
  readonly #world: World;
  readonly #invoices: readonly (Arrival & { metadata: InvoiceMetadata })[];
  now = 0;
  calls = 0;
  isCalm = false;

  constructor(world: World) {
    this.#world = world;
    this.#invoices = world.arrivals
      .map((arrival, index) => ({ ...arrival, metadata: metadataOf(arrival, index) }))
      .toSorted((a, b) => a.storedAt - b.storedAt);
  }

  get mishap() {
    const { mishaps } = this.#world;
    return this.isCalm ? 'none' : (mishaps[this.calls % mishaps.length] ?? 'none');
  }

  /** Up to here nothing more can appear. */
  get highWaterMark(): number {
    const hidden = this.#invoices.filter(({ storedAt, hiddenMs }) => storedAt + hiddenMs > this.now);
    return Math.min(this.now, ...hidden.map(({ storedAt }) => storedAt - 1));
  }

  async fetch({ from, to }: { from: string; to: string | undefined }) {
    const { steps, packageSize, upTo } = this.#world;
    this.now = Math.min(present, this.now + (steps[this.calls % steps.length] ?? 1));
    this.calls += 1;
    if (this.mishap === 'fails') throw new Crash();
    const mark = this.highWaterMark;
    const first = Date.parse(from) - beginning;
    if (upTo === 'highWaterMark' && first > mark) return undefined;
    const limit = upTo === 'highWaterMark' ? mark : this.now;
    const last = Math.min(to === undefined ? this.now : Date.parse(to) - beginning, limit);
    expect(last - first).toBeLessThanOrEqual(100 * dayMs);
    const found = this.#invoices.filter(
      ({ storedAt, hiddenMs }) => storedAt >= first && storedAt <= last && storedAt + hiddenMs <= this.now,
    );
    const packed = found.slice(0, packageSize);
    const isTruncated = found.length > packed.length;
    const metadata = packed.map((one) => one.metadata);
    const { mishap } = this;
    return {
      isTruncated,
      lastPermanentStorageDate: isTruncated ? metadata.at(-1)?.permanentStorageDate : undefined,
      permanentStorageHwmDate: noon(Math.min(last, mark)),
      metadata,
      async *read(wanted: (ksefNumber: string) => boolean): AsyncGenerator<ReadInvoice> {
        for (const [index, one] of metadata.filter(({ ksefNumber }) => wanted(ksefNumber)).entries()) {
          if (mishap === 'file missing' && index === 0) continue;
          if (mishap === 'file lost' && index === 0) yield { metadata: one, error: unreadable };
          else yield { metadata: one, xml: new Uint8Array() };
        }
      },
      dispose: async () => {},
    };
  }

  async readAgain(metadata: InvoiceMetadata): Promise<ReadInvoice> {
    if (this.mishap === 'file lost') return { metadata, error: unreadable };
    return { metadata, xml: new Uint8Array() };
  }
}

/** A caller that saves invoices together with the point, and begins again from there after each crash. */
class Caller {
  point: ExportPoint = newExportPoint({ from: new Date(beginning), subjects: ['Subject2'] });
  readonly saved: string[] = [];
  report: ExportReport | undefined;

  async run(model: Model): Promise<void> {
    // Through JSON, as it is kept.
    const point = JSON.parse(JSON.stringify(this.point)) as ExportPoint;
    let waiting: string[] = [];
    try {
      for await (const step of exportIncrementally(model, point)) {
        if (step.kind === 'invoice') waiting.push(step.ksefNumber);
        if (model.mishap === 'caller crashes' && waiting.length % 3 === 2) throw new Crash();
        if (step.kind === 'point') {
          this.saved.push(...waiting);
          this.point = step.point;
          waiting = [];
        }
        if (step.kind === 'report') this.report = step;
      }
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
}

const world: fc.Arbitrary<World> = fc
  .record({
    // As long as they may be: the usual few arrivals seldom fill a package.
    moments: fc.array(fc.nat({ max: 225 * 24 }), { maxLength: 60, size: 'max' }),
    hidden: fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 20 * dayMs })), {
      minLength: 1,
      maxLength: 7,
      size: 'max',
    }),
    packageSize: fc.integer({ min: 4, max: 20 }),
    upTo: fc.constantFrom('highWaterMark' as const, 'now' as const),
    mishaps: fc.array(
      fc.constantFrom('none', 'fails', 'caller crashes', 'file missing', 'file lost' as const),
      { minLength: 1, maxLength: 9, size: 'max' },
    ),
    steps: fc.array(fc.nat({ max: 40 * dayMs }), { minLength: 1, maxLength: 5, size: 'max' }),
  })
  .map(({ moments, hidden, ...rest }) => {
    // Several at one moment, but fewer than a package holds: more could not be told apart by time.
    const counts = new Map<number, number>();
    const arrivals = moments.flatMap((hour, index) => {
      const count = (counts.get(hour) ?? 0) + 1;
      counts.set(hour, count);
      const hiddenMs = hidden[index % hidden.length] ?? 0;
      return count >= rest.packageSize ? [] : [{ storedAt: hour * 3_600_000, hiddenMs }];
    });
    return { ...rest, arrivals };
  });

async function expectEachOnce(given: World): Promise<void> {
  const model = new Model(given);
  const caller = new Caller();
  for (let run = 0; run < 12; run += 1) await caller.run(model);
  // In the end all of it is there, and nothing fails any more.
  model.isCalm = true;
  model.now = present;
  await caller.run(model);
  await caller.run(model);
  const all = given.arrivals.map((_, index) => `K${index}`);
  expect(caller.saved.toSorted()).toEqual(all.toSorted());
  expect(caller.report).toMatchObject({ delivered: 0, unread: [] });
  const mark = model.highWaterMark + beginning;
  expect(Date.parse(caller.report?.completeUntil.Subject2 ?? '')).toBe(mark);
}

test('whatever arrives in whatever order, whatever fails: each invoice is saved once', async () => {
  await fc.assert(fc.asyncProperty(world, expectEachOnce), { numRuns: 300 });
});

test('what appears late between the mark and the end of a truncated package is exported by the next run', async () => {
  const arrivals = [0, 1, 2, 3, 4, 5, 6].map((day) => ({
    storedAt: day * dayMs,
    hiddenMs: day === 3 ? 20 * dayMs : 0,
  }));
  const steps = [7 * dayMs, 1, 1, 1, 1];
  await expectEachOnce({ arrivals, packageSize: 4, upTo: 'now', mishaps: ['none'], steps });
});

test('what a package should have had is asked for by itself, and again next time', async () => {
  const arrivals = [{ storedAt: 0, hiddenMs: 0 }];
  const steps = [present];
  const given: World = { arrivals, packageSize: 5, upTo: 'highWaterMark', mishaps: ['file lost'], steps };
  const model = new Model(given);
  const caller = new Caller();
  await caller.run(model);
  expect(caller.saved).toEqual([]);
  expect(caller.report).toMatchObject({ delivered: 0, unread: [{ ksefNumber: 'K0', error: unreadable }] });
  model.isCalm = true;
  await caller.run(model);
  expect(caller.saved).toEqual(['K0']);
});

test('more invoices of one moment than a package holds end in an error, not in silence or a loop', async () => {
  const arrivals = Array.from({ length: 9 }, () => ({ storedAt: dayMs, hiddenMs: 0 }));
  const model = new Model({ arrivals, packageSize: 5, upTo: 'now', mishaps: ['none'], steps: [present] });
  await expect(new Caller().run(model)).rejects.toMatchObject({ kind: 'unexpected-answer' });
});

test('what the caller knows already is not handed out', async () => {
  const arrivals = [0, 1, 2].map((storedAt) => ({ storedAt, hiddenMs: 0 }));
  const world = { arrivals, packageSize: 5, upTo: 'now', mishaps: ['none'], steps: [1000] } as const;
  const point = newExportPoint({ from: new Date(beginning), subjects: ['Subject1'] });
  const found: string[] = [];
  const steps = exportIncrementally(new Model(world), point, { isKnown: (number) => number === 'K1' });
  for await (const step of steps) {
    if (step.kind === 'invoice') found.push(step.ksefNumber);
    if (step.kind === 'report') expect(step).toMatchObject({ delivered: 2, duplicates: 1 });
  }
  expect(found).toEqual(['K0', 'K2']);
});

/** A KSeF with nothing new beyond a mark. */
const quiet = (calls: Partial<PackageSource> = {}): PackageSource => ({
  fetch: async () => undefined,
  readAgain: async (metadata) => ({ metadata, xml: new Uint8Array() }),
  ...calls,
});
async function stepsOf(steps: AsyncIterable<ExportStep>): Promise<ExportStep[]> {
  const all: ExportStep[] = [];
  for await (const step of steps) all.push(step);
  return all;
}
const february = '2026-02-10T00:00:00.000Z';
const lost = { ksefNumber: 'K1', permanentStorageDate: '2026-02-01T00:00:00.000Z' } as InvoiceMetadata;
const withUnread: ExportPoint = {
  version: 1,
  subjects: { Subject2: { from: february, seen: {}, unread: [lost] } },
};

test('what an earlier run could not read is tried again, and reported, also where nothing is new', async () => {
  const found = await stepsOf(exportIncrementally(quiet(), withUnread));
  expect(found).toMatchObject([
    { kind: 'invoice', ksefNumber: 'K1' },
    { kind: 'point', point: { subjects: { Subject2: { from: february, unread: [] } } } },
    { kind: 'report', delivered: 1, unread: [] },
  ]);
  const readAgain = async (metadata: InvoiceMetadata) => ({ metadata, error: unreadable });
  const still = await stepsOf(exportIncrementally(quiet({ readAgain }), withUnread));
  expect(still).toMatchObject([
    { kind: 'point', point: withUnread },
    { kind: 'report', delivered: 0, unread: [{ ksefNumber: 'K1', error: unreadable }] },
  ]);
});

test('what the caller has got by another way meanwhile is not tried again', async () => {
  const found = await stepsOf(exportIncrementally(quiet(), withUnread, { isKnown: () => true }));
  expect(found).toMatchObject([
    { kind: 'point', point: { subjects: { Subject2: { unread: [] } } } },
    { kind: 'report', delivered: 0, duplicates: 1, unread: [] },
  ]);
});

test('a count that fails stops no export: it is left out; an abort ends it', async () => {
  const point = newExportPoint({ from: february, subjects: ['Subject1', 'Subject2', 'Subject3'] });
  const asked: string[] = [];
  const source = (kind: 'rate-limited' | 'aborted') =>
    quiet({
      fetch: async ({ subjectType }) => void asked.push(subjectType),
      async countNotYetStored(subjectType) {
        if (subjectType !== 'Subject2') return 7;
        throw new KsefError({ kind, operation: 'queryInvoiceMetadata', text: { pl: '', en: '' } });
      },
    });
  const found = await stepsOf(exportIncrementally(source('rate-limited'), point));
  expect(asked).toEqual(['Subject1', 'Subject2', 'Subject3']);
  expect(found.at(-1)).toMatchObject({ kind: 'report' });
  expect((found.at(-1) as ExportReport).notYetStored).toEqual({ Subject1: 7, Subject3: 7 });
  await expect(stepsOf(exportIncrementally(source('aborted'), point))).rejects.toMatchObject({
    kind: 'aborted',
  });
});

test('an invoice on which the context appears twice comes once for each, unless the caller says it is known', async () => {
  const world = { packageSize: 5, upTo: 'now', mishaps: ['none'], steps: [1000] } as const;
  const source = () => new Model({ ...world, arrivals: [{ storedAt: 0, hiddenMs: 0 }] });
  const point = newExportPoint({ from: new Date(beginning), subjects: ['Subject2', 'Subject3'] });
  const subjectsOf = (steps: ExportStep[]) =>
    steps.flatMap((step) => (step.kind === 'invoice' ? [step.subjectType] : []));
  const each = await stepsOf(exportIncrementally(source(), point));
  expect(subjectsOf(each)).toEqual(['Subject2', 'Subject3']);

  const saved = new Set<string>();
  const once: ExportStep[] = [];
  for await (const step of exportIncrementally(source(), point, { isKnown: (number) => saved.has(number) })) {
    once.push(step);
    if (step.kind === 'invoice') saved.add(step.ksefNumber);
  }
  expect(subjectsOf(once)).toEqual(['Subject2']);
});
