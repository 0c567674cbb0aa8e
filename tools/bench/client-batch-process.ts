/** Sends a batch as a process of its own, so that its memory can be measured. Argument: settings as JSON. */
import { readFile } from 'node:fs/promises';
import { createSelfSignedCertificate } from '@kwit/crypto';
import { createKsefClient } from '@kwit/ksef-client';
import { residentMegabytes } from './measure.ts';
import { numbered } from './numbered.ts';

interface Settings {
  readonly baseUrl: string;
  readonly sellerNip: string;
  /** File with the invoice that is sent under many numbers. */
  readonly sample: string;
  readonly count: number;
  readonly series: string;
  readonly partBytes?: number;
}

const { baseUrl, sellerNip, sample, count, series, partBytes } = JSON.parse(
  process.argv[2] ?? '',
) as Settings;
const client = createKsefClient({ baseUrl });
const subject = {
  commonName: 'Kwit',
  organizationName: 'Kwit',
  organizationIdentifier: `VATPL-${sellerNip}`,
  countryName: 'PL',
};
const credential = await createSelfSignedCertificate({ subject });
await client.logInWithCertificate({ context: { type: 'Nip', value: sellerNip }, credential });

const invoice = await readFile(sample);
function* items() {
  for (const bytes of numbered(invoice, count, series)) yield { bytes };
}
let sizeBytes = 0;
let parts = 0;
let accepted = 0;
const results = client.sendBatch(items(), {
  partBytes,
  onState: (state) => {
    sizeBytes = state.sizeBytes;
    parts = state.parts.length;
  },
});
for await (const { outcome } of results) if (outcome === 'accepted') accepted += 1;
if (accepted !== count) throw new Error(`${accepted} of ${count} were accepted`);
// Not of `resourceUsage`: that begins with what the parent held.
const megabytes = residentMegabytes(process.pid, 'peak') ?? (process.resourceUsage().maxRSS * 1024) / 1e6;
console.log(JSON.stringify({ megabytes, sizeBytes, parts }));
