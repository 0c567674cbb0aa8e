/** Packages of invoices for tests: archives made by other libraries, cut and encrypted as the official page says. */
import { crc32, createGzip, gunzipSync } from 'node:zlib';
import { encryptContent, newSymmetricKey, type SymmetricKey, sha256Base64 } from '@kwit/crypto';
import type {
  OpenBatchSessionRequest,
  OpenBatchSessionResponse,
  SessionStatusResponse,
} from '@kwit/ksef-contract';
import tar from 'tar-stream';
import yauzl from 'yauzl';
import { ZipFile } from 'yazl';
import { type Answer, type Company, fa3 } from './company.ts';
import { until } from './until.ts';

export type Files = readonly (readonly [name: string, content: string | Uint8Array])[];

/** A ZIP archive of files. */
export async function zip(files: Files): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of files) archive.addBuffer(Buffer.from(content as Uint8Array), name);
  archive.end();
  return collected(archive.outputStream);
}

/** A `.tar.gz` archive of files. */
export async function tarGz(files: Files): Promise<Buffer> {
  const archive = tar.pack();
  for (const [name, content] of files) archive.entry({ name }, Buffer.from(content as Uint8Array));
  archive.finalize();
  return collected(archive.pipe(createGzip()));
}

async function collected(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

export interface EncryptedParts {
  request: OpenBatchSessionRequest;
  parts: Uint8Array[];
}

/** Cuts an archive into parts and encrypts them, with the request that announces them. */
export async function encryptedParts(
  company: Company,
  archive: Uint8Array,
  { parts: count = 1, key = newSymmetricKey(), ...changes }: PackageOptions = {},
): Promise<EncryptedParts> {
  const length = Math.ceil(archive.length / count);
  const parts = Array.from({ length: count }, (_, index) =>
    encryptContent(archive.subarray(index * length, (index + 1) * length), key),
  );
  const request: OpenBatchSessionRequest = {
    formCode: fa3,
    encryption: await company.encryptionOf(key),
    batchFile: {
      fileSize: archive.length,
      fileHash: sha256Base64(archive),
      fileParts: parts.map((part, index) => ({
        ordinalNumber: index + 1,
        fileSize: part.length,
        fileHash: sha256Base64(part),
      })),
    },
  };
  return { request: { ...request, ...changes }, parts };
}

interface PackageOptions extends Partial<OpenBatchSessionRequest> {
  parts?: number;
  key?: SymmetricKey;
}

export type PartUpload = OpenBatchSessionResponse['partUploadRequests'][number];

/** Sends one part where it belongs; `changes` replace headers. */
export async function upload(
  part: PartUpload | undefined,
  bytes: Uint8Array | undefined,
  changes: Record<string, string> = {},
): Promise<Answer<string>> {
  if (!part || !bytes) throw new Error('there is no such part');
  const response = await fetch(part.url, {
    method: part.method,
    headers: { ...(part.headers as Record<string, string>), ...changes },
    body: Buffer.from(bytes),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** Opens a session for a package and sends all parts of it. @returns the reference number of the session */
export async function sendParts(
  company: Company,
  { request, parts }: EncryptedParts,
  headers: Record<string, string> = {},
): Promise<string> {
  const { status, body } = await company.post<OpenBatchSessionResponse>('/sessions/batch', request, headers);
  if (status !== 201) throw new Error(`a session was not opened: ${status} ${JSON.stringify(body)}`);
  for (const [index, part] of parts.entries()) {
    const answer = await upload(body.partUploadRequests[index], part);
    if (answer.status !== 201) throw new Error(`a part was not taken: ${answer.status} ${answer.body}`);
  }
  return body.referenceNumber;
}

/** Sends a whole package and waits for what becomes of it. */
export async function sendPackage(
  company: Company,
  archive: Uint8Array,
  options: PackageOptions = {},
  headers: Record<string, string> = {},
): Promise<{ reference: string; outcome: SessionStatusResponse }> {
  const reference = await sendParts(company, await encryptedParts(company, archive, options), headers);
  const closed = await company.post(`/sessions/batch/${reference}/close`);
  if (closed.status !== 204) throw new Error(`not closed: ${closed.status} ${JSON.stringify(closed.body)}`);
  return { reference, outcome: await batchOutcome(company, reference) };
}

/** The state of a session once it has a final one. */
export const batchOutcome = (company: Company, reference: string): Promise<SessionStatusResponse> =>
  until(async () => {
    const { body } = await company.get<SessionStatusResponse>(`/sessions/${reference}`);
    return body.status.code >= 200 ? body : undefined;
  }, 60_000);

/** The files of an archive, read by other libraries. */
export async function unpacked(archive: Buffer, compression: 'Zip' | 'TarGz'): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  if (compression === 'Zip') {
    const zipped = await yauzl.fromBufferPromise(archive);
    for await (const entry of zipped.eachEntry()) {
      const content = await collected(await zipped.openReadStreamPromise(entry));
      if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} is damaged`);
      files.set(entry.fileName, content.toString());
    }
    return files;
  }
  const extract = tar.extract();
  extract.end(gunzipSync(archive));
  for await (const entry of extract) files.set(entry.header.name, (await collected(entry)).toString());
  return files;
}
