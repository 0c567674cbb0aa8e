/**
 * The verdict of libxml2 with the official schema of FA(3). The library and the schema are heavy, so both are
 * loaded when first asked for and kept. Nothing but the bundled schema files can be opened: the only input
 * provider that is registered knows them by name, and there is no network in the library.
 */
import type { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { schemaFilesOfFa3 } from './schema-files.ts';

/** One thing that libxml2 finds. */
export interface Finding {
  readonly message: string;
  readonly line: number;
  /** Names from the root to the element, as `Fa`, `FaWiersz[2]`; absent where libxml2 gives no node. */
  readonly path: readonly string[];
}

interface Oracle {
  readonly library: typeof import('libxml2-wasm');
  readonly validator: XsdValidator;
}

let loading: Promise<Oracle> | null = null;

/** What libxml2 has against the document as FA(3); nothing where it is valid. */
export async function findingsOfFa3(bytes: Uint8Array): Promise<Finding[]> {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  const { library, validator } = await loading;
  const { XML_PARSE_NONET, XML_PARSE_NO_XXE, XML_PARSE_BIG_LINES } = library.ParseOption;
  let document: XmlDocument | null = null;
  try {
    document = library.XmlDocument.fromBuffer(bytes, {
      option: XML_PARSE_NONET | XML_PARSE_NO_XXE | XML_PARSE_BIG_LINES,
    });
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof library.XmlLibError)) throw error;
    return error.details.map(({ message, line, xpath }) => ({
      message: message.trim(),
      line,
      path: pathOf(document, xpath),
    }));
  } finally {
    document?.dispose();
  }
}

async function load(): Promise<Oracle> {
  const [library, { main, files }] = await Promise.all([import('libxml2-wasm'), schemaFilesOfFa3()]);
  provide(library, files);
  const schema = library.XmlDocument.fromBuffer(main);
  try {
    return { library, validator: library.XsdValidator.fromDoc(schema) };
  } finally {
    schema.dispose();
  }
}

/** Serves the schema files by the last name of their address, wherever that points. */
function provide(library: Oracle['library'], files: ReadonlyMap<string, Uint8Array>): void {
  const open = new Map<number, { bytes: Uint8Array; offset: number }>();
  const fileOf = (address: string) => files.get(address.slice(address.lastIndexOf('/') + 1));
  let last = 0;
  library.xmlRegisterInputProvider({
    match: (address) => fileOf(address) !== undefined,
    open: (address) => {
      const bytes = fileOf(address);
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
  });
}

/** libxml2 writes elements of a default namespace as `*[5]`; their names are looked up in the document. */
function pathOf(document: XmlDocument | null, xpath: string | undefined): string[] {
  if (document === null || xpath === undefined) return [];
  const steps = xpath.split('/').filter((step) => step !== '');
  const prefixes = steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
  return prefixes.map((prefix) => {
    const node = document.get(prefix);
    const name = node !== null && 'name' in node ? String(node.name) : '*';
    const twins = document.find(`${prefix}/../*[local-name()='${name}']`).length;
    const before = document.find(`${prefix}/preceding-sibling::*[local-name()='${name}']`).length;
    return twins > 1 ? `${name}[${before + 1}]` : name;
  });
}
