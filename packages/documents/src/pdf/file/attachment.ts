/** A file within the file: PDF/A-3 (ISO 19005-3, 6.8) with its relation to the document. */
import type { PdfFile } from './pdf-file.ts';
import { pdfDate, pdfName, pdfReference, pdfText } from './syntax.ts';

export interface Attachment {
  /** Name of the file, without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of the XML unless told otherwise. */
  readonly mimeType?: string;
  /** What it is, in a few words for people. */
  readonly description?: string;
}

/** Adds an attachment and returns the entries of the catalogue that name it. */
export function addAttachment(
  file: PdfFile,
  attachment: Attachment,
  defaults: { moment: Date | undefined; description: string },
): string {
  const { bytes, mimeType = 'application/xml', description = defaults.description } = attachment;
  const name = pdfText(safeName(attachment.name));
  const modified = defaults.moment === undefined ? '' : `/ModDate${pdfDate(defaults.moment)}`;
  const embedded = file.addCompressed(
    `/Type/EmbeddedFile/Subtype${pdfName(mimeType)}/Params<</Size ${bytes.length}${modified}>>`,
    bytes,
  );
  const reference = pdfReference(embedded);
  const specification = pdfReference(
    file.add(
      `<</Type/Filespec/F${name}/UF${name}/Desc${pdfText(description)}/AFRelationship/Source` +
        `/EF<</F ${reference}/UF ${reference}>>>>`,
    ),
  );
  return `/AF[${specification}]/Names<</EmbeddedFiles<</Names[${name}${specification}]>>>>`;
}

/** Readers save it under this name: no folder, nothing that a file system takes for more than a letter. */
function safeName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const safe = name.replace(/[\u0000-\u001f\u007f-\u009f/\\:*?"<>|]+/g, '_').replace(/^\.+/, '');
  return safe === '' ? 'attachment' : safe;
}
