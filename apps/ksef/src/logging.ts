import { writeSync } from 'node:fs';
import type { Logger } from 'pino';

/** What this program logs with: a logger of pino, errors alone on standard error, or nothing. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const nothing = () => {};
const silence: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const standardError = 2;

/**
 * The caller's logger; errors alone, as lines of JSON on standard error, where there is none; silence for `false`.
 * Nothing that is logged holds a token, a key or a body.
 */
export function logOf(logger: Logger | false | undefined): Log {
  if (logger === undefined) return errorsAlone;
  return logger === false ? silence : logger;
}

const errorsAlone: Log = {
  ...silence,
  error: (facts: unknown, message?: unknown) => {
    const line = { level: 'error', time: new Date().toISOString(), ...lineOf(facts), msg: message };
    try {
      writeSync(standardError, `${JSON.stringify(line)}\n`);
    } catch {
      // Whoever closed standard error does not want to know.
    }
  },
};

function lineOf(facts: unknown): object {
  if (typeof facts !== 'object' || facts === null) return { facts };
  if (!('err' in facts)) return facts;
  const { err } = facts;
  return { ...facts, err: err instanceof Error ? { type: err.name, stack: err.stack } : String(err) };
}
