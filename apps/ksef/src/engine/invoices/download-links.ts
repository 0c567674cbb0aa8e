/** Addresses from which receipts are fetched without a token: they carry their end and a key over both. */
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
  /** Whether an address was made here and still works. */
  isGood(path: string, query: { se?: string | undefined; sig?: string | undefined }, now: Instant): boolean;
}

/** Links of this KSeF; their secret is kept with the data, so that they survive a restart. */
export async function downloadLinks(engine: Engine): Promise<DownloadLinks> {
  const secret = await loadSecret(engine);
  const keyOf = (path: string, end: string) =>
    createHmac('sha256', secret).update(`${path}\n${end}`).digest('base64url');
  return {
    linkTo(path, now) {
      const expires = now + validDays * microsecondsPerDay;
      const end = String(Math.floor(millisecondsOf(expires)));
      const url = `${engine.publicUrl()}${path}?sv=1&sp=r&se=${end}&sig=${keyOf(path, end)}`;
      return { url, expires };
    },
    isGood(path, { se, sig }, now) {
      if (se === undefined || sig === undefined || !/^\d{1,15}$/.test(se)) return false;
      const expected = Buffer.from(keyOf(path, se));
      const given = Buffer.from(sig);
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      return isOurs && millisecondsOf(now) <= Number(se);
    },
  };
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
