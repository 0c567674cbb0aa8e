import type { Logger } from 'pino';

/** What this program logs with: pino's, or silence. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const nothing = () => {};
const silence: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** The caller's logger, or silence. Nothing that is logged holds a token, a key or a body. */
export function logOf(logger: Logger | false): Log {
  return logger === false ? silence : logger;
}
