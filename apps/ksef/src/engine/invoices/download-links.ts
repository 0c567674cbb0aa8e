/** Addresses that work without a token, to fetch or to write: they carry their end and a key over both. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Engine } from '../engine.ts';
import { type Instant, microsecondsPerDay, millisecondsOf } from './instants.ts';

/** How long an address works. Source: the examples of the official OpenAPI. */
const validDays = 3;
const secretName = 'download-links';

export interface DownloadLink {
  readonly url: string;
  readonly expires: Instant;
}

export interface DownloadLinks {
  /** A fresh address. @param path below the public address, beginning with a slash */
  linkTo(path: string, now: Instant): DownloadLink;
  /** An address that works until a given moment. @param access `r` to read, `w` to write */
  linkUntil(path: string, expires: Instant, access: 'r' | 'w'): string;
  /** Whether an address to read was made here and still works. */
  isGood(path: string, query: LinkQuery, now: Instant): boolean;
  /** Whether an address was made here, and still works. */
  goodness(path: string, query: LinkQuery, now: Instant, access: 'r' | 'w'): 'good' | 'expired' | 'unknown';
}

export interface LinkQuery {
  se?: string | undefined;
  sig?: string | undefined;
}

/** Links of this KSeF; their secret is kept with the data, so that they survive a restart. */
export async function downloadLinks(engine: Engine): Promise<DownloadLinks> {
  const secret = await loadSecret(engine);
  const keyOf = (path: string, end: string, access: 'r' | 'w') =>
    createHmac('sha256', secret).update(`${access}\n${path}\n${end}`).digest('base64url');
  const links: DownloadLinks = {
    linkTo(path, now) {
      const expires = now + validDays * microsecondsPerDay;
      return { url: links.linkUntil(path, expires, 'r'), expires };
    },
    linkUntil(path, expires, access) {
      const end = String(Math.floor(millisecondsOf(expires)));
      return `${engine.publicUrl()}${path}?sv=1&sp=${access}&se=${end}&sig=${keyOf(path, end, access)}`;
    },
    isGood: (path, query, now) => links.goodness(path, query, now, 'r') === 'good',
    goodness(path, { se, sig }, now, access) {
      if (se === undefined || sig === undefined || !/^\d{1,15}$/.test(se)) return 'unknown';
      const expected = Buffer.from(keyOf(path, se, access));
      const given = Buffer.from(sig);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'unknown';
      return millisecondsOf(now) <= Number(se) ? 'good' : 'expired';
    },
  };
  return links;
}

async function loadSecret({ store }: Engine): Promise<Uint8Array> {
  await store.db
    .insertInto('secrets')
    .values({ name: secretName, value: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await store.db
    .selectFrom('secrets')
    .select('value')
    .where('name', '=', secretName)
    .executeTakeFirstOrThrow();
  return value;
}
