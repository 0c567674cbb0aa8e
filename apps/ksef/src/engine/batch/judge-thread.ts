/** A thread that reads packages and judges what needs no database; one request at a time. */
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { SystemCode } from '@kwit/ksef-contract';
import { loadSchema, readDocument } from '../invoices/document.ts';
import { type ArchiveFile, archiveFiles, archiveSizes } from './archive.ts';
import { BatchFailure } from './batch-failure.ts';
import { EncryptedPackage } from './encrypted-package.ts';
import type {
  Chunk,
  JudgeAnswer,
  JudgeCall,
  JudgeCalls,
  JudgeRequest,
  PackageToRead,
  ReadChunk,
  ReadFile,
} from './judge-messages.ts';

interface OpenPackage {
  readonly source: EncryptedPackage;
  readonly files: AsyncGenerator<ArchiveFile>;
  readonly form: SystemCode;
  /** Place of the file that comes next. */
  next: number;
}

let current: OpenPackage | undefined;

const calls: { [Call in JudgeCall]: (ask: JudgeCalls[Call]['ask']) => Promise<JudgeCalls[Call]['answer']> } =
  {
    warmUp: async () => {
      await loadSchema('FA (3)');
      return null;
    },
    survey: async ({ source, compression }: PackageToRead) => {
      const opened = new EncryptedPackage(source);
      try {
        opened.verify();
        return await archiveSizes(opened, compression);
      } finally {
        opened.close();
      }
    },
    begin: async ({ source, compression, form }) => {
      const opened = new EncryptedPackage(source);
      opened.locate();
      current = { source: opened, files: archiveFiles(opened, compression), form, next: 0 };
      return null;
    },
    read: async (chunk: Chunk) => {
      if (!current) throw new Error('no package is being read');
      return readChunk(current, chunk);
    },
    end: async () => {
      const ended = current;
      current = undefined;
      await ended?.files.return(undefined);
      ended?.source.close();
      return null;
    },
  };

async function readChunk(from: OpenPackage, { first, end }: Chunk): Promise<ReadChunk> {
  const files: ReadFile[] = [];
  const contents: Uint8Array[] = [];
  let offset = 0;
  while (from.next < end) {
    const { value: file, done } = await from.files.next();
    if (done) throw new Error(`the package ended before its file ${end}`);
    from.next += 1;
    if (from.next <= first) continue;
    const content = await file.content();
    contents.push(content);
    files.push({
      name: file.name,
      offset,
      size: content.length,
      hash: createHash('sha256').update(content).digest('base64'),
      reading: await readDocument(content, from.form),
    });
    offset += content.length;
  }
  const bytes = new Uint8Array(offset);
  for (const [index, content] of contents.entries()) bytes.set(content, files[index]?.offset ?? 0);
  return { bytes, files };
}

async function answerTo({ call, ask }: JudgeRequest): Promise<JudgeAnswer> {
  try {
    return { kind: 'done', answer: await calls[call](ask as never) };
  } catch (error) {
    if (error instanceof BatchFailure) return { kind: 'refused', refusal: error.refusal };
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

parentPort?.on('message', async (request: JudgeRequest) => {
  const answer = await answerTo(request);
  const moved = answer.kind === 'done' && request.call === 'read' ? (answer.answer as ReadChunk) : undefined;
  parentPort?.postMessage(answer, moved ? [moved.bytes.buffer] : []);
});
