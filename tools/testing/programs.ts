/** Programs of the machine that tests have other people's opinion from: readers of QR codes, of PDF, browsers. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program stands on the path; undefined where it does not. */
export function programPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Those of the named programs that are missing here; where there are any, it is printed that the tests of `subject` are
 * skipped for want of them.
 */
export function missingPrograms(subject: string, ...names: string[]): string[] {
  const missing = names.filter((name) => programPath(name) === undefined);
  if (missing.length > 0)
    console.warn(`${subject}: skipped, because ${missing.join(', ')} is not installed.`);
  return missing;
}
