import { describe, expect, it } from 'vitest';
import { microsecondsOf, momentOf, polishDayOf, polishOffsetMs } from './polish-time.ts';

describe('a Polish day', () => {
  it('begins at midnight in Warsaw, winter and summer', () => {
    expect(polishDayOf(Date.parse('2026-01-31T22:59:59Z'))).toBe('2026-01-31');
    expect(polishDayOf(Date.parse('2026-01-31T23:00:00Z'))).toBe('2026-02-01');
    expect(polishDayOf(Date.parse('2026-07-31T21:59:59Z'))).toBe('2026-07-31');
    expect(polishDayOf(Date.parse('2026-07-31T22:00:00Z'))).toBe('2026-08-01');
  });
});

describe('the Polish offset', () => {
  const minuteMs = 60_000;
  it.each([
    ['2026-02-01T12:00:00Z', 60],
    ['2026-07-01T12:00:00Z', 120],
    // Before 1915 by the sun over Warsaw.
    ['1900-01-01T00:00:00Z', 84],
    ['0050-06-01T00:00:00Z', 84],
    ['0000-06-01T00:00:00Z', 84],
  ])('at %s is %i minutes', (moment, minutes) => {
    expect(polishOffsetMs(Date.parse(moment))).toBe(minutes * minuteMs);
  });
});

describe('a moment of a request', () => {
  it.each([
    ['2026-02-01T12:00:00Z', '2026-02-01T12:00:00.000Z'],
    ['2026-02-01T12:00:00.1234567+02:00', '2026-02-01T10:00:00.123Z'],
    // Without an offset: time in Warsaw, an hour ahead in winter and two in summer.
    ['2026-02-01T12:00:00', '2026-02-01T11:00:00.000Z'],
    ['2026-07-01T12:00:00.5', '2026-07-01T10:00:00.500Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    // The clocks go forward on 29 March 2026 at 1:00 UTC and back on 25 October.
    ['2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
    ['2026-02-01t12:00:00z', '2026-02-01T12:00:00.000Z'],
    ['0001-02-01T00:00:00', '0001-01-31T23:00:00.000Z'],
    // What .NET says where nothing was said.
    ['0001-01-01T00:00:00', '0000-12-31T23:00:00.000Z'],
    ['0999-01-01', '0998-12-31T23:00:00.000Z'],
    ['9999-12-31T23:59:59.999', '9999-12-31T22:59:59.999Z'],
  ])('%s is %s', (text, moment) => {
    expect(new Date(momentOf(text)).toISOString()).toBe(moment);
  });

  it('keeps its microseconds, or whole milliseconds', () => {
    const whole = Date.UTC(2026, 1, 1, 12);
    expect(microsecondsOf('2026-02-01T12:00:00.1234567Z')).toBe(whole * 1000 + 123_456);
    expect(momentOf('2026-02-01T12:00:00.9999999Z')).toBe(whole + 999);
  });

  it.each([
    'soon',
    '2026-02-30',
    '2026-13-01',
    '2026-02-01T25:00:00Z',
    '2026-02-01 12:00',
    '0000-01-01T00:00:00',
    '9999-12-31T23:59:59-01:00',
    '2026-02-01T12:00:00+24:00',
    '2026-02-01T24:00:00Z',
  ])('%s is none', (text) => {
    expect(momentOf(text)).toBeNaN();
  });
});
