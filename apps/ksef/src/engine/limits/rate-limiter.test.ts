/** Counting by a clock of the test's own: windows, blocks, and what is kept of callers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from './rate-limiter.ts';

const start = Date.parse('2026-03-02T10:00:00Z');

function limiterAt(capacity?: number) {
  const clock = { ms: start };
  const limiter = createRateLimiter(() => clock.ms, capacity);
  return { clock, limiter };
}

const sending = { perSecond: 10, perMinute: 30, perHour: 180 };

describe('windows', () => {
  it('slide: the call that is too many passes once the first one is a minute old', () => {
    const { clock, limiter } = limiterAt();
    const send = () => limiter.admit('Nip 1 127.0.0.1', 'invoiceSend', sending);
    for (let call = 0; call < 30; call += 1) {
      expect(send()).toBeUndefined();
      clock.ms += 200;
    }
    expect(send()).toEqual({ limit: 30, window: 'perMinute', retryAfterSeconds: 54 });
    clock.ms = start + 59_999;
    expect(send()).toMatchObject({ window: 'perMinute', retryAfterSeconds: 1 });
    clock.ms = start + 60_000;
    expect(send()).toBeUndefined();
    // The second of the thirty is not a minute old yet.
    expect(send()).toEqual({ limit: 30, window: 'perMinute', retryAfterSeconds: 1 });
  });

  it('hold all at once, and the longest wait is told', () => {
    const { clock, limiter } = limiterAt();
    const query = () =>
      limiter.admit('Nip 1 127.0.0.1', 'invoiceMetadata', { perSecond: 8, perMinute: 16, perHour: 20 });
    const calls: string[] = [];
    for (let call = 0; call < 8; call += 1) calls.push(query()?.window ?? 'passed');
    expect(query()).toEqual({ limit: 8, window: 'perSecond', retryAfterSeconds: 1 });
    clock.ms += 1000;
    for (let call = 0; call < 8; call += 1) calls.push(query()?.window ?? 'passed');
    expect(query()).toEqual({ limit: 16, window: 'perMinute', retryAfterSeconds: 59 });
    clock.ms += 60_000;
    for (let call = 0; call < 4; call += 1) calls.push(query()?.window ?? 'passed');
    expect(calls).toEqual(Array(20).fill('passed'));
    expect(query()).toEqual({ limit: 20, window: 'perHour', retryAfterSeconds: 3539 });
  });

  it.each([0, 1, 4, 20])(
    'of a minute end what whoever waits for each answer may ask, also where it comes within %i ms',
    (answerMs) => {
      const { clock, limiter } = limiterAt();
      const limits = { perSecond: 80, perMinute: 160, perHour: 200 };
      const pauses: number[] = [];
      const ask = () => {
        const excess = limiter.admit('a', 'invoiceMetadata', limits);
        pauses.push(limiter.pauseMs('a', 'invoiceMetadata', limits));
        clock.ms += answerMs + (pauses.at(-1) ?? 0);
        return excess;
      };
      for (let call = 0; call < 160; call += 1) expect(ask()).toBeUndefined();
      expect(ask()).toMatchObject({ limit: 160, window: 'perMinute' });
      // Nobody waits who does not call so often.
      expect(pauses.slice(0, 39)).toEqual(Array(39).fill(0));
    },
  );

  it('of a second hold for whoever does not wait, and where no minute is limited nobody is kept waiting', () => {
    const { limiter } = limiterAt();
    const limits = { perSecond: 60 };
    for (let call = 0; call < 60; call += 1) {
      expect(limiter.admit('a', 'anonymous', limits)).toBeUndefined();
      expect(limiter.pauseMs('a', 'anonymous', limits)).toBe(0);
    }
    expect(limiter.admit('a', 'anonymous', limits)).toMatchObject({ window: 'perSecond' });
  });

  it('agree with counting every call anew, whatever comes when', () => {
    const limits = { perSecond: 3, perMinute: 7, perHour: 12 };
    const sizes = { perSecond: 1000, perMinute: 60_000, perHour: 3_600_000 };
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(500), fc.nat(30_000), fc.nat(2_000_000)), { maxLength: 60 }),
        (gaps) => {
          const { clock, limiter } = limiterAt();
          const passed: number[] = [];
          for (const gap of gaps) {
            clock.ms += gap;
            const isFull = (['perSecond', 'perMinute', 'perHour'] as const).some(
              (window) => passed.filter((at) => at > clock.ms - sizes[window]).length >= limits[window],
            );
            const excess = limiter.admit('a', 'group', limits);
            expect(excess === undefined).toBe(!isFull);
            if (!excess) {
              passed.push(clock.ms);
              continue;
            }
            // Whoever waits as long as was said is let in.
            clock.ms += excess.retryAfterSeconds * 1000;
            expect(limiter.admit('a', 'group', limits)).toBeUndefined();
            passed.push(clock.ms);
          }
        },
      ),
    );
  });

  it('are not counted where there is no limit', () => {
    const { limiter } = limiterAt();
    for (let call = 0; call < 60; call += 1) {
      expect(
        limiter.admit('127.0.0.1', 'anonymous', { perSecond: 60, perMinute: -1, perHour: -1 }),
      ).toBeUndefined();
    }
    expect(limiter.admit('127.0.0.1', 'anonymous', { perSecond: 60 })).toMatchObject({
      limit: 60,
      window: 'perSecond',
    });
  });

  it('count callers and groups apart', () => {
    const { limiter } = limiterAt();
    const once = { perSecond: 1 };
    expect(limiter.admit('Nip 1 10.0.0.1', 'sessionList', once)).toBeUndefined();
    expect(limiter.admit('Nip 1 10.0.0.2', 'sessionList', once)).toBeUndefined();
    expect(limiter.admit('Nip 2 10.0.0.1', 'sessionList', once)).toBeUndefined();
    expect(limiter.admit('Nip 1 10.0.0.1', 'sessionMisc', once)).toBeUndefined();
    expect(limiter.admit('Nip 1 10.0.0.1', 'sessionList', once)).toBeDefined();
  });
});

describe('a block', () => {
  const twice = { perSecond: 2, perMinute: 2 };

  it('grows for whoever keeps calling, up to an hour, and is over for whoever waits', () => {
    const { clock, limiter } = limiterAt();
    const call = () => limiter.admit('a', 'group', twice);
    call();
    call();
    expect(call()).toMatchObject({ retryAfterSeconds: 60 });
    // What was on its way when the block began does not count.
    for (let late = 0; late < 20; late += 1) call();
    expect(call()).toMatchObject({ retryAfterSeconds: 60 });
    clock.ms += 10_000;
    for (let knock = 0; knock < 9; knock += 1) expect(call()).toMatchObject({ retryAfterSeconds: 50 });
    expect(call()).toMatchObject({ limit: 2, window: 'perMinute', retryAfterSeconds: 120 });
    for (let round = 0; round < 100; round += 1) {
      clock.ms += 2000;
      call();
    }
    expect(call()).toMatchObject({ retryAfterSeconds: 3600 });
    clock.ms += 3_600_000;
    expect(call()).toBeUndefined();
    call();
    expect(call()).toMatchObject({ retryAfterSeconds: 60 });
  });

  it('ends when the limits of the caller change', () => {
    const { limiter } = limiterAt();
    for (let call = 0; call < 3; call += 1) limiter.admit('Nip 1 10.0.0.1', 'group', twice);
    limiter.forget('Nip 1 ');
    expect(limiter.admit('Nip 1 10.0.0.1', 'group', twice)).toBeUndefined();
  });

  it('does not outlive a clock that is set back', () => {
    const { clock, limiter } = limiterAt();
    for (let call = 0; call < 3; call += 1) limiter.admit('a', 'group', twice);
    clock.ms -= 86_400_000;
    expect(limiter.admit('a', 'group', twice)).toBeUndefined();
  });
});

describe('what is kept', () => {
  it('is bounded: callers that were idle for an hour go, and the oldest where there are too many', () => {
    const { clock, limiter } = limiterAt(100);
    for (let caller = 0; caller < 1000; caller += 1) limiter.admit(`Nip ${caller}`, 'group', sending);
    expect(limiter.size).toBeLessThanOrEqual(100);
    clock.ms += 3_600_000;
    for (let call = 0; call < 60; call += 1) {
      clock.ms += 2000;
      limiter.admit('Nip 1', 'group', sending);
    }
    expect(limiter.size).toBe(1);
  });
});
