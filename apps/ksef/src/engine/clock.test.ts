import { describe, expect, it } from 'vitest';
import { clockStateAt, createClock, isoMoment } from './clock.ts';

describe('a clock', () => {
  it('shows the moment it was started with and flows on', () => {
    const clock = createClock(clockStateAt('2026-07-01T12:00:00Z'));
    const first = clock.nowMs();
    expect(isoMoment(first)).toMatch(/^2026-07-01T12:00:0\d\.\d{3}\+00:00$/);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(first);
  });

  it('starts by Polish time where no offset is told, whatever the zone of the machine', () => {
    const clock = createClock(clockStateAt('2026-07-01T12:00:00'));
    expect(isoMoment(clock.nowMs())).toMatch(/^2026-07-01T10:00:0\d/);
  });
});
