import { type FormatDocument, type FormatName, runtimeOf } from './formats.ts';
import { FormatError } from './problem.ts';
import { writeDocument } from './writer.ts';

export interface WriteOptions {
  /** True: one element a line, moved in by its depth. Absent: everything on one line. */
  readonly indent?: boolean;
}

/**
 * Writes a document as UTF-8 XML with its declaration, elements in the order of the schema. Values are written
 * after the white-space rule of their type; `undefined` counts as absent. `read(write(d))` equals `d`.
 * @throws FormatError where the document has unknown or conflicting keys, lacks required ones, or a value has
 *   the wrong shape or holds a character that XML cannot carry, or it has more levels than are read
 * @throws RangeError where there is no such format
 */
export function write<F extends FormatName>(
  document: FormatDocument<F>,
  options: WriteOptions = {},
): Uint8Array {
  const runtime = runtimeOf(document.format);
  const { bytes, problems } = writeDocument(document.root, runtime, {
    indent: options.indent === true ? '  ' : '',
  });
  if (problems.length > 0) throw new FormatError(problems);
  return bytes;
}
