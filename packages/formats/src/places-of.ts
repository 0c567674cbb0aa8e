/** Where elements stand in the bytes, for whoever judged the document and knows their paths alone. */
import { ScanError } from './byte-cursor.ts';
import { type Place, Places } from './position.ts';
import { Scanner } from './scanner.ts';

/** An element that is open; `counts` numbers its children by name. */
interface Open {
  readonly start: number;
  readonly end: number;
  readonly mark: number;
  readonly path: string;
  readonly counts: Map<string, number>;
}

const FIRST = /\[1\](?=\/|$)/g;

/**
 * The places of these paths (`/Faktura/Fa/FaWiersz[2]/P_12`; an element without a number is the first of its name).
 * A path that the document does not have has the place of the innermost element above it that is there.
 * @param bytes a document that has been read before; where it cannot be read, what comes behind has no place
 */
export function placesOf(bytes: Uint8Array, paths: Iterable<string>): ReadonlyMap<string, Place> {
  const asked = new Map<string, string>();
  for (const path of paths) asked.set(path, path.replace(FIRST, ''));
  const offsets = offsetsOf(bytes, wantedOf(asked.values()));
  const places = new Places(bytes);
  const found = [...asked].flatMap(([path, plain]) => {
    const offset = innermost(offsets, plain);
    return offset === undefined ? [] : [{ path, offset }];
  });
  // In the order of the document, so that all of them cost one pass.
  return new Map(
    found.sort((a, b) => a.offset - b.offset).map(({ path, offset }) => [path, places.at(offset)]),
  );
}

/** A path, then everything above it, from the inside out. */
function* outwards(path: string): Generator<string> {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) yield path.slice(0, end);
}

function wantedOf(paths: Iterable<string>): Set<string> {
  const wanted = new Set<string>();
  for (const path of paths) for (const part of outwards(path)) wanted.add(part);
  return wanted;
}

function innermost(offsets: ReadonlyMap<string, number>, path: string): number | undefined {
  for (const part of outwards(path)) {
    const offset = offsets.get(part);
    if (offset !== undefined) return offset;
  }
  return undefined;
}

function offsetsOf(bytes: Uint8Array, wanted: ReadonlySet<string>): Map<string, number> {
  const offsets = new Map<string, number>();
  try {
    walk(new Scanner(bytes), (path, offset) => {
      if (wanted.has(path)) offsets.set(path, offset);
      return offsets.size < wanted.size;
    });
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
  }
  return offsets;
}

/** Passes every element in the order of the document, until `visit` has seen enough. */
function walk(scanner: Scanner, visit: (path: string, offset: number) => boolean): void {
  const open: Open[] = [];
  const roots = new Map<string, number>();
  scanner.prolog();
  scanner.skipMisc();
  do {
    const offset = scanner.position;
    const { mark } = scanner.namespaces;
    scanner.startTag();
    const parent = open.at(-1);
    const path = stepOf(parent?.path ?? '', parent?.counts ?? roots, scanner.localName());
    if (!visit(path, offset)) return;
    if (scanner.isEmpty) scanner.namespaces.forget(mark);
    else open.push({ start: scanner.nameStart, end: scanner.nameEnd, mark, path, counts: new Map() });
    close(scanner, open);
  } while (open.length > 0);
}

function stepOf(above: string, counts: Map<string, number>, name: string): string {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count === 1 ? `${above}/${name}` : `${above}/${name}[${count}]`;
}

/** Reads on to the next start tag, and closes what ends before it. */
function close(scanner: Scanner, open: Open[]): void {
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    scanner.text();
    if (scanner.position >= scanner.bytes.length) scanner.malformed('unexpected-end', scanner.position);
    if (scanner.bytes[scanner.position + 1] !== 0x2f) return;
    scanner.endTag(last.start, last.end);
    scanner.namespaces.forget(last.mark);
    open.pop();
  }
}
