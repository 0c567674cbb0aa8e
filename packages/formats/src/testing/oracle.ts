/** The verdict of libxml2 with the official schemas: what tests compare the engine with. */
import {
  ParseOption,
  XmlDocument,
  type XmlInputProvider,
  XmlLibError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import type { FormatName } from '../formats.ts';
import { importedSchema, schemaOf } from './schemas.ts';

const open = new Map<number, { bytes: Uint8Array; offset: number }>();
let last = 0;

/** Nothing but the schema files can be opened, whatever address is asked for. */
const provider: XmlInputProvider = {
  match: (address) => importedSchema(address) !== undefined,
  open: (address) => {
    const bytes = importedSchema(address);
    if (bytes === undefined) return undefined;
    last += 1;
    open.set(last, { bytes, offset: 0 });
    return last;
  },
  read: (handle, buffer) => {
    const file = open.get(handle);
    if (file === undefined) return -1;
    const piece = file.bytes.subarray(file.offset, file.offset + buffer.byteLength);
    buffer.set(piece);
    file.offset += piece.length;
    return piece.length;
  },
  close: (handle) => open.delete(handle),
};

const OPTIONS = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES;

export class Oracle {
  readonly #validator: XsdValidator;

  /** @throws where the schema of the format is not on this machine, or libxml2 refuses it */
  constructor(format: FormatName) {
    xmlRegisterInputProvider(provider);
    const bytes = schemaOf(format);
    if (bytes === null) throw new Error(`the schema of ${format} is absent`);
    const schema = XmlDocument.fromBuffer(bytes);
    try {
      this.#validator = XsdValidator.fromDoc(schema);
    } finally {
      schema.dispose();
    }
  }

  /** What libxml2 has against the document, as sentences; none where it is valid. */
  findings(bytes: Uint8Array): string[] {
    let document: XmlDocument | null = null;
    try {
      document = XmlDocument.fromBuffer(bytes, { option: OPTIONS });
      this.#validator.validate(document);
      return [];
    } catch (error) {
      if (!(error instanceof XmlLibError)) throw error;
      return error.details.length === 0
        ? [error.message]
        : error.details.map(({ message, line }) => `${line}: ${message.trim()}`);
    } finally {
      document?.dispose();
    }
  }

  dispose(): void {
    this.#validator.dispose();
  }
}
