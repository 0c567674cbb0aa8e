/**
 * A thread that reads packages and judges what needs no database; one request at a time, in their order, but for checks:
 * the thread pool does their work.
 */
import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { collectBuffers } from '../../buffer-garbage.ts';
import { loadSchema, readDocument } from '../invoices/document.ts';
import { BatchFailure } from './batch-failure.ts';
import { EncryptedPackage } from './encrypted-package.ts';
import type {
  Chunk,
  HowToRead,
  JudgeAnswer,
  JudgeCall,
  JudgeCalls,
  JudgeOutcome,
  JudgeRequest,
  JudgeStart,
  ReadChunk,
  ReadFile,
} from './judge-messages.ts';
import { type PackageReader, packageReader } from './package-reader.ts';

if ((workerData as JudgeStart).collectsBuffers) collectBuffers();

interface OpenPackage extends HowToRead {
  readonly source: EncryptedPackage;
  readonly reader: PackageReader;
  /** Ends when all checks that were begun have ended, whatever they found. */
  checked: Promise<unknown>;
}

let current: OpenPackage | undefined;

function opened(): OpenPackage {
  if (!current) throw new Error('no package is being read');
  return current;
}

const calls: { [Call in JudgeCall]: (ask: JudgeCalls[Call]['ask']) => Promise<JudgeCalls[Call]['answer']> } =
  {
    warmUp: async () => {
      await loadSchema('FA (3)');
      return null;
    },
    verify: async ({ source }) => {
      const sent = new EncryptedPackage(source);
      try {
        sent.verify();
      } finally {
        sent.close();
      }
      return null;
    },
    begin: async ({ source: from, compression, ...how }) => {
      const source = new EncryptedPackage(from);
      try {
        source.locate();
      } catch (error) {
        source.close();
        throw error;
      }
      current = {
        source,
        reader: packageReader(source, compression, how.maxInvoices),
        checked: Promise.resolve(),
        ...how,
      };
      return null;
    },
    sizes: () => opened().reader.sizes(),
    check: async (chunk) => {
      const current = opened();
      const check = current.reader.check(chunk);
      current.checked = Promise.allSettled([current.checked, check]);
      await check;
      return null;
    },
    read: async (chunk) => {
      // The thread pool hands over what it has, and gets more to do.
      await nextTurn();
      return readChunk(opened(), chunk);
    },
    end: async () => {
      const ended = current;
      current = undefined;
      await ended?.checked;
      await ended?.reader.close();
      ended?.source.close();
      return null;
    },
    checkpoint: async (file) => {
      const { takeOverLog } = await import('../../store/take-over-log.ts');
      takeOverLog(file);
      return null;
    },
  };

/** Bytes while they become more; the room is used again for the next chunk. */
class GrowingBytes {
  #bytes = new Uint8Array(1 << 18);
  length = 0;

  add(piece: Uint8Array): void {
    this.#makeRoom(piece.length);
    this.#bytes.set(piece, this.length);
    this.length += piece.length;
  }

  addText(text: string): void {
    // No character takes more in UTF-8.
    this.#makeRoom(text.length * 3);
    this.length += encoder.encodeInto(text, this.#bytes.subarray(this.length)).written;
  }

  #makeRoom(more: number): void {
    const needed = this.length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }

  /** A copy of what was added; what is added next is the beginning again. */
  finish(): Uint8Array<ArrayBuffer> {
    const finished = this.#bytes.slice(0, this.length);
    this.length = 0;
    return finished;
  }
}

const encoder = new TextEncoder();
const kept = new GrowingBytes();
const lines = new GrowingBytes();

async function readChunk({ reader, form, sizes }: OpenPackage, chunk: Chunk): Promise<ReadChunk> {
  // What a chunk left that could not be read to its end.
  kept.length = 0;
  lines.length = 0;
  for await (const { name, bytes, deflated, crc32 } of reader.read(chunk)) {
    const offset = kept.length;
    const isPacked = deflated !== null && deflated.length < bytes.length;
    kept.add(isPacked ? deflated : bytes);
    const file: ReadFile = {
      name,
      offset,
      keptBytes: kept.length - offset,
      packedCrc32: isPacked ? crc32 : null,
      size: bytes.length,
      hash: hash('sha256', bytes, 'base64'),
      reading: readDocument(bytes, form, sizes),
    };
    lines.addText(`${lines.length === 0 ? '[' : ','}${JSON.stringify(file)}`);
  }
  lines.addText(lines.length === 0 ? '[]' : ']');
  return { bytes: kept.finish(), files: lines.finish() };
}

async function outcomeOf({ call, ask }: JudgeRequest): Promise<JudgeOutcome> {
  try {
    return { kind: 'done', answer: await calls[call](ask as never) };
  } catch (error) {
    if (error instanceof BatchFailure) return { kind: 'refused', refusal: error.refusal };
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function answerTo(request: JudgeRequest): Promise<void> {
  const outcome = await outcomeOf(request);
  const moved =
    outcome.kind === 'done' && request.call === 'read' ? (outcome.answer as ReadChunk) : undefined;
  const answer: JudgeAnswer = { id: request.id, ...outcome };
  parentPort?.postMessage(answer, moved ? [moved.bytes.buffer, moved.files.buffer] : []);
}

let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: JudgeRequest) => {
  last = last.then(() => {
    const answered = answerTo(request);
    return request.call === 'check' ? undefined : answered;
  });
});
