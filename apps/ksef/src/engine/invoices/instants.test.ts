import { describe, expect, it } from 'vitest';
import { instantSource, instantText, parseInstant, warsawDay, warsawText } from './instants.ts';

const at = (text: string): number => {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`not a moment: ${text}`);
  return instant;
};

describe('moments', () => {
  it('are read with microseconds and any offset, and written as KSeF writes them', () => {
    expect(instantText(at('2026-01-15T09:30:00.1234567+01:00'))).toBe('2026-01-15T08:30:00.1234560+00:00');
    expect(instantText(at('2026-01-15T08:30:00Z'))).toBe('2026-01-15T08:30:00.0000000+00:00');
    expect(instantText(at('2026-01-15T05:00-03:30'))).toBe('2026-01-15T08:30:00.0000000+00:00');
  });

  it('without an offset are Polish wall clock, in winter, in summer and around the changes', () => {
    expect(at('2026-01-15T09:30:00')).toBe(at('2026-01-15T08:30:00Z'));
    expect(at('2026-07-15T09:30:00')).toBe(at('2026-07-15T07:30:00Z'));
    expect(at('2026-07-15')).toBe(at('2026-07-14T22:00:00Z'));
    expect(at('2026-03-29T01:59:59')).toBe(at('2026-03-29T00:59:59Z'));
    expect(at('2026-03-29T03:00:00')).toBe(at('2026-03-29T01:00:00Z'));
    expect(at('2026-10-25T01:30:00')).toBe(at('2026-10-24T23:30:00Z'));
    expect(at('2026-10-25T02:30:00')).toBe(at('2026-10-25T00:30:00Z'));
    expect(at('2026-10-25T03:30:00')).toBe(at('2026-10-25T02:30:00Z'));
  });

  it.each(['', 'yesterday', '2026-02-30', '2026-13-01', '2026-01-01T25:00:00Z', '2026-01-01 10:00'])(
    'refuse %j',
    (text) => expect(parseInstant(text)).toBeUndefined(),
  );

  it('know the Polish day and the Polish wall clock', () => {
    expect(warsawDay(at('2026-01-14T22:59:59.999Z'))).toBe('2026-01-14');
    expect(warsawDay(at('2026-01-14T23:00:00Z'))).toBe('2026-01-15');
    expect(warsawDay(at('2026-07-14T22:00:00Z'))).toBe('2026-07-15');
    expect(warsawText(at('2026-07-14T22:00:00.041Z'))).toBe('2026-07-15T00:00:00.041+02:00');
    expect(warsawText(at('2026-01-14T22:00:00.5Z'))).toBe('2026-01-14T23:00:00.500+01:00');
  });

  it('only grow, even where the clock stands still or goes back, and after a restart', () => {
    let clock = 1000;
    const source = instantSource(
      () => clock,
      1_000_005,
      async () => {},
    );
    const first = source.next();
    clock = 10;
    const second = source.next();
    expect(first).toBe(1_000_006);
    expect(second).toBeGreaterThan(first);
    expect(source.now()).toBeGreaterThanOrEqual(second);
  });

  it('of storage are never shared and keep their order, however long each takes', () => {
    const source = instantSource(
      () => 1000,
      1_000_005,
      async () => {},
    );
    const dues = [
      source.next() + 500_000,
      source.next() + 100_000,
      source.next() + 499_999,
      source.next() + 1,
    ];
    const stored = dues.map(source.stored);
    expect(stored[0]).toBe(dues[0]);
    expect(stored).toEqual([...new Set(stored)].sort((one, other) => one - other));
    source.restart(9_000_000);
    expect(source.stored(source.next() + 1)).toBe(9_000_002);
  });

  it('that are told as marks are kept before they are told, and seldom', async () => {
    let clock = 1000;
    const kept: number[] = [];
    const source = instantSource(
      () => clock,
      0,
      async (until) => {
        kept.push(until);
      },
    );
    for (const now of [1000, 1000, 1001, 1999, 2002, 500, 9000]) {
      clock = now;
      expect(await source.mark()).toBeLessThanOrEqual(kept.at(-1) ?? 0);
    }
    expect(kept).toEqual([2_000_000, 3_002_000, 10_000_000]);
    source.restart(1_000_000);
    await source.mark();
    expect(kept).toHaveLength(4);
  });
});
