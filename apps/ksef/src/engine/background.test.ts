import { describe, expect, it } from 'vitest';
import { until } from '../../test/until.ts';
import { logOf } from '../logging.ts';
import { createBackground, type Work } from './background.ts';

interface Row {
  key: string;
  dueAt: number | null;
}

/** Work over rows that are done once their `dueAt` is gone, as the rows of the database are. */
function workOver(rows: Row[], run: (row: Row) => Promise<void>, concurrency = 1): Work {
  const waiting = () => rows.filter((row): row is Row & { dueAt: number } => row.dueAt !== null);
  return {
    name: 'test',
    concurrency,
    due: async (nowMs, limit) =>
      waiting()
        .filter(({ dueAt }) => dueAt <= nowMs)
        .slice(0, limit)
        .map(({ key }) => key),
    nextDueAt: async () =>
      waiting().reduce<number | null>((next, { dueAt }) => Math.min(next ?? dueAt, dueAt), null),
    run: async (key) => {
      const row = rows.find((candidate) => candidate.key === key);
      if (!row) throw new Error(`no row ${key}`);
      await run(row);
    },
    giveUp: async (key) => {
      const row = rows.find((candidate) => candidate.key === key);
      if (row) Object.assign(row, { dueAt: null, key: `given up: ${key}` });
    },
  };
}

const rowsOf = (count: number, dueAt = 0): Row[] =>
  Array.from({ length: count }, (_, index) => ({ key: `row ${index}`, dueAt }));

const finish = async (row: Row) => {
  row.dueAt = null;
};

function start(work: Work) {
  const background = createBackground(logOf(false));
  background.register(work);
  background.start();
  return background;
}

describe('background work', () => {
  it('does what it finds at the start and what it is woken for, each piece once', async () => {
    const rows = rowsOf(250);
    const runs: string[] = [];
    const background = start(
      workOver(
        rows,
        async (row) => {
          runs.push(row.key);
          await finish(row);
        },
        7,
      ),
    );
    await until(() => rows.every(({ dueAt }) => dueAt === null));
    rows.push({ key: 'late', dueAt: 0 });
    background.wake('test');
    await until(() => runs.includes('late'));
    await background.close();
    expect(runs).toHaveLength(251);
    expect(new Set(runs).size).toBe(251);
  });

  it('runs no more at once than it may, but that many', async () => {
    const rows = rowsOf(20);
    let active = 0;
    let most = 0;
    const background = start(
      workOver(
        rows,
        async (row) => {
          active += 1;
          most = Math.max(most, active);
          await new Promise((done) => setImmediate(done));
          active -= 1;
          await finish(row);
        },
        4,
      ),
    );
    await until(() => rows.every(({ dueAt }) => dueAt === null));
    await background.close();
    expect(most).toBe(4);
  });

  it('waits for the time of each piece', async () => {
    const dueAt = Date.now() + 120;
    const rows: Row[] = [{ key: 'later', dueAt }];
    let ranAt = 0;
    const background = start(
      workOver(rows, async (row) => {
        ranAt = Date.now();
        await finish(row);
      }),
    );
    await until(() => ranAt > 0);
    await background.close();
    expect(ranAt).toBeGreaterThanOrEqual(dueAt);
  });

  it('tries a failing piece again, then gives it up; the others go on', async () => {
    const rows = [...rowsOf(1), { key: 'good', dueAt: 0 }];
    let failures = 0;
    const background = start(
      workOver(rows, async (row) => {
        if (row.key === 'good') return finish(row);
        failures += 1;
        throw new Error('always');
      }),
    );
    await until(() => rows[0]?.key === 'given up: row 0' && rows[1]?.dueAt === null);
    await background.close();
    expect(failures).toBe(3);
  });

  it('lets pieces that cannot even be given up hold nothing up, and settles them once they can be', async () => {
    const rows = [...rowsOf(10), { key: 'good', dueAt: 0 }];
    const logged: object[] = [];
    let isBroken = true;
    const work = workOver(
      rows,
      async (row) => {
        if (row.key.startsWith('good') || !isBroken) return finish(row);
        throw new Error('unreadable');
      },
      4,
    );
    const background = createBackground({
      ...logOf(false),
      error: (facts: object) => {
        logged.push(facts);
      },
    });
    background.register({
      ...work,
      giveUp: async () => {
        throw new Error('full');
      },
    });
    background.start();
    await until(() => rows[10]?.dueAt === null);
    await until(() => logged.some((facts) => 'err' in facts && String(facts.err).includes('full')));
    rows.push({ key: 'good later', dueAt: 0 });
    background.wake('test');
    await until(() => rows[11]?.dueAt === null);
    isBroken = false;
    await until(() => rows.every(({ dueAt }) => dueAt === null));
    await background.close();
    expect(logged.length).toBeLessThan(120);
  });

  it('tries again until the disk is no longer full, and never gives up for that', async () => {
    const rows = rowsOf(1);
    const full = [
      Object.assign(new Error('database or disk is full'), { errcode: 13 }),
      Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }),
      Object.assign(new Error('quota exceeded'), { code: 'EDQUOT' }),
      new Error('something else'),
    ];
    const background = start(
      workOver(rows, async (row) => {
        const error = full.shift();
        if (error) throw error;
        await finish(row);
      }),
    );
    await until(() => rows[0]?.dueAt === null);
    await background.close();
    expect(rows[0]?.key).toBe('row 0');
  });

  it('ends with what is running, and begins nothing after', async () => {
    const rows = rowsOf(10);
    let begun = 0;
    let ended = 0;
    let release = () => {};
    const gate = new Promise<void>((done) => {
      release = done;
    });
    const background = start(
      workOver(
        rows,
        async (row) => {
          begun += 1;
          await gate;
          await finish(row);
          ended += 1;
        },
        2,
      ),
    );
    await until(() => begun === 2);
    const closed = background.close();
    release();
    await closed;
    background.wake('test');
    expect([begun, ended]).toEqual([2, 2]);
  });
});
