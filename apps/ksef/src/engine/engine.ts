import type { Log } from '../logging.ts';
import type { Settings } from '../options.ts';
import type { Store } from '../store/store.ts';
import type { Authorities } from './authorities.ts';
import type { Background } from './background.ts';
import type { VirtualClock } from './clock.ts';
import type { Latency } from './latency.ts';
import type { Limits } from './limits/limits.ts';

/** What every part of the engine works with. */
export interface Engine {
  settings: Settings;
  store: Store;
  clock: VirtualClock;
  latency: Latency;
  limits: Limits;
  background: Background;
  log: Log;
  /** The keys; they may still be in the making when the first requests arrive, and others after the clock jumped. */
  readonly authorities: Promise<Authorities>;
  /** Reads the keys again, after they were changed in the database. */
  reloadAuthorities(): Promise<void>;
  /** Address under which clients reach this KSeF, without a slash at the end; for addresses that answers carry. */
  publicUrl(): string;
}
