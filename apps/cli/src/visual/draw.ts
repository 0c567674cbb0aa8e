/** One invoice or receipt, from its bytes to what a person reads. Runs in the command itself and in its threads. */
import type { KeyObject } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { DocumentLanguage, DocumentLook, FormatWithLayout, QrAddress } from '@kwit/documents';
import type { DocumentOf, Problem } from '@kwit/formats';
import { problemsOf } from '../errors.ts';
import { documentCodes } from './document-codes.ts';

export type VisualFormat = 'pdf' | 'html';

/** The same for every document of a run; what a thread gets when it starts. */
export interface DrawSettings {
  readonly format: VisualFormat;
  readonly language: DocumentLanguage;
  readonly look: DocumentLook;
  /** Set where the invoices are issued offline: KOD I says so, and KOD II is signed with this. */
  readonly offline: OfflineIssuer | null;
}

export interface OfflineIssuer {
  readonly key: KeyObject;
  readonly certificateSerialNumber: string;
}

export interface DrawJob {
  /** Name of the file without its folder, for the XML within the PDF. */
  readonly name: string;
  readonly xml: Uint8Array;
  readonly ksefNumber: string | null;
  /** Where the codes lead; null where that is not known, and there are no codes then. */
  readonly address: QrAddress | null;
}

/** `problems`: why the document cannot be shown, or warnings beside it. */
export type Drawn =
  | {
      readonly kind: 'drawn';
      readonly bytes: Uint8Array;
      readonly number: string | null;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Never throws for what is wrong with the document. */
export async function draw(job: DrawJob, settings: DrawSettings): Promise<Drawn> {
  try {
    return await drawn(job, settings);
  } catch (error) {
    return { kind: 'refused', problems: problemsOf(error) };
  }
}

/** Throws for what is no document that can be shown. */
export async function documentOf(xml: Uint8Array): Promise<DocumentOf<FormatWithLayout>> {
  const [{ formatsWithLayout }, { read }] = await Promise.all([
    import('@kwit/documents'),
    import('@kwit/formats'),
  ]);
  return read(xml, { formats: formatsWithLayout });
}

async function drawn(job: DrawJob, settings: DrawSettings): Promise<Drawn> {
  const [documents, { warningsOf }] = await Promise.all([import('@kwit/documents'), import('./warnings.ts')]);
  const { language, look, format, offline } = settings;
  const document = await documentOf(job.xml);
  const isSent = job.ksefNumber !== null;
  const layout = documents.documentLayout(document, {
    language,
    ksefNumber: job.ksefNumber ?? undefined,
    codes: (await documentCodes(document, job, settings)).map(({ code }) => code),
    state: isSent ? undefined : offline ? 'offline' : 'preview',
  });
  const told = { number: layout.head.number?.value.text ?? null, problems: warningsOf(job, offline) };
  if (format === 'html')
    return {
      kind: 'drawn',
      ...told,
      bytes: new TextEncoder().encode(documents.renderHtml(layout, { look })),
    };
  const attachment = { name: xmlName(job.name), bytes: job.xml };
  return { kind: 'drawn', ...told, bytes: documents.renderPdf(layout, { look, attachment, deflate }) };
}

/** Four times as quick as what documents bring for browsers. */
const deflate = (content: Uint8Array): Uint8Array => deflateSync(content);

const xmlName = (name: string): string => `${name.replace(/\.(?:xml|json)$/i, '')}.xml`;
