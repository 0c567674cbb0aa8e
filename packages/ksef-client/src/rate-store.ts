/**
 * Where places for requests are kept: a place is the moment at which a request may leave so that no window of time holds
 * more requests than KSeF allows. Nothing of Node is needed here.
 */

import { rateFiles } from '#node-only';

/** No more than `limit` requests in any `lengthMs` milliseconds. */
export interface RateWindow {
  readonly lengthMs: number;
  readonly limit: number;
}

export interface PlaceRequest {
  /** What is counted together: the KSeF, the context and the group. */
  readonly key: string;
  readonly windows: readonly RateWindow[];
  /** Milliseconds of the wall clock, which processes of one machine share. */
  readonly now: number;
  /** A place later than this is not taken. */
  readonly latest: number;
}

export interface Place {
  /** The first moment at which the request may leave. */
  readonly at: number;
  readonly taken: boolean;
}

/**
 * The budget of requests, for one process or shared by several. Each call must be one step that nobody else comes
 * between. Where a store fails, the client counts in its own memory.
 */
export interface RateStore {
  /** Finds the next free place, and takes it unless it is later than `latest`. */
  reserve(request: PlaceRequest): Place | Promise<Place>;
  /** KSeF has refused a request: nothing of this key leaves before `until`. */
  pause(key: string, until: number): void | Promise<void>;
}

/** Places and pauses further ahead than this come from another clock (it was set back) and do not count. */
export const furthestAheadMs = 3_600_000;

/** The moments that decide where the next place is. */
export interface KnownPlaces {
  /** The n-th place from the end (1 is the last), or undefined. */
  fromEnd(n: number): number | undefined;
  readonly pausedUntil: number;
}

/** The first moment that no window forbids; places are handed out in order, so nobody overtakes. */
export function nextPlace({ windows, now }: PlaceRequest, places: KnownPlaces): number {
  const moments = windows.map(
    ({ limit, lengthMs }) => (places.fromEnd(limit) ?? Number.NEGATIVE_INFINITY) + lengthMs,
  );
  return Math.max(now, places.fromEnd(1) ?? now, places.pausedUntil, ...moments);
}

interface Counted {
  places: number[];
  pausedUntil: number;
}

/** The budget of one process, in its memory. */
export class MemoryRateStore implements RateStore {
  readonly #counted = new Map<string, Counted>();

  /**
   * Finds the next free place, and takes it unless it is too late.
   *
   * @example
   * const store = new MemoryRateStore();
   * const now = Date.now();
   * const windows = [{ lengthMs: 1000, limit: 10 }];
   * const { at, taken } = store.reserve({ key: 'invoiceSend', windows, now, latest: now });
   * console.log(taken ? 'now' : `in ${at - now} ms`);
   */
  reserve(request: PlaceRequest): Place {
    const counted = this.#of(request.key);
    const end = request.now + furthestAheadMs;
    while ((counted.places.at(-1) ?? Number.NEGATIVE_INFINITY) > end) counted.places.pop();
    const { places } = counted;
    const pausedUntil = counted.pausedUntil > end ? 0 : counted.pausedUntil;
    const at = nextPlace(request, { pausedUntil, fromEnd: (n) => places[places.length - n] });
    if (at > request.latest) return { at, taken: false };
    places.push(at);
    const needed = Math.max(1, ...request.windows.map(({ limit }) => limit));
    // Cut in large pieces, because each cut copies.
    if (places.length > 2 * needed + 100) counted.places = places.slice(-needed);
    return { at, taken: true };
  }

  /**
   * Holds everything of the key back until then.
   *
   * @example
   * new MemoryRateStore().pause('invoiceSend', Date.now() + 30_000);
   */
  pause(key: string, until: number): void {
    const counted = this.#of(key);
    counted.pausedUntil = Math.max(counted.pausedUntil, until);
  }

  #of(key: string): Counted {
    const known = this.#counted.get(key);
    if (known) return known;
    const counted = { places: [], pausedUntil: 0 };
    this.#counted.set(key, counted);
    return counted;
  }
}

/**
 * A budget in a file, shared by processes of one machine. Needs Node.js 22.13 or newer (`node:sqlite`). Disposing of it
 * closes the file.
 *
 * @example
 * using store = await fileRateStore('/var/lib/firm/ksef-limits.sqlite');
 * const client = createKsefClient({ environment: 'prod', rateLimits: { store } });
 * @throws {Error} where the file cannot be opened
 */
export async function fileRateStore(path: string): Promise<RateStore & Disposable> {
  const { FileRateStore } = await rateFiles();
  return new FileRateStore(path);
}
