/** The files that a person means by a path: the file itself, or all invoices in a folder and below it. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { CliError } from './exit.ts';
import { fileError } from './files.ts';
import { textOf } from './messages.ts';

/** The file itself, or every JSON and XML file in a folder and below it, in the order of their names. */
export function filesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return filesBelow(path, new Set()).sort();
  } catch (error) {
    // A path that cannot be read is told in its turn, as any other file.
    if (fileError(error, path) === error) throw error;
    return [path];
  }
}

/** @param seen real paths of the folders that were entered: links may lead to the same one by many ways, or round in a ring */
function filesBelow(folder: string, seen: Set<string>): string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const target = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
    if (target?.isDirectory()) return filesBelow(path, seen);
    const isInvoice = ['.json', '.xml'].includes(extname(entry.name).toLowerCase());
    return isInvoice && (target === undefined || target.isFile()) ? [path] : [];
  });
}

/** A folder in which there is nothing to work on is likely not the one that was meant. */
export const nothingInFolder = (): CliError =>
  new CliError('nothing-to-check', textOf('error.nothing-to-check'), {
    remedy: textOf('remedy.nothing-to-check'),
  });
