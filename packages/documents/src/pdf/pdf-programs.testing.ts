/** Other people's programs on our documents: poppler reads them, qpdf checks them, zbar reads their codes. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

function withFile<T>(pdf: Uint8Array, use: (path: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-pdf-'));
  try {
    const path = join(folder, 'document.pdf');
    writeFileSync(path, pdf);
    return use(path, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (program: string, ...parameters: string[]): string =>
  execFileSync(program, parameters, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 28 });

/** The text of each page, as it is read, with single blanks. */
export function pageTexts(pdf: Uint8Array): string[] {
  const text = withFile(pdf, (path) => run('pdftotext', '-raw', path, '-'));
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s+/g, ' ').trim());
}

/** The text of all pages, as it stands on the paper. */
export const layoutText = (pdf: Uint8Array): string =>
  withFile(pdf, (path) => run('pdftotext', '-layout', path, '-'));

/** Elements of the structure with their texts, as poppler tells them. */
export const structureText = (pdf: Uint8Array): string =>
  withFile(pdf, (path) => run('pdfinfo', '-struct-text', path));

export const documentFacts = (pdf: Uint8Array): string => withFile(pdf, (path) => run('pdfinfo', path));

/** Throws where the file is not sound. */
export const checkWithQpdf = (pdf: Uint8Array): string =>
  withFile(pdf, (path) => run('qpdf', '--check', path));

export function attachedFile(pdf: Uint8Array, name: string): Uint8Array {
  return withFile(pdf, (path) =>
    execFileSync('qpdf', [path, `--show-attachment=${name}`], { stdio: 'pipe' }),
  );
}

/** The whole file as plain objects, for a look at what no program tells. */
export const plainObjects = (pdf: Uint8Array): string =>
  withFile(pdf, (path) =>
    execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, '-'], { maxBuffer: 1 << 28 }).toString(
      'latin1',
    ),
  );

/** The contents of all QR codes of the rendered pages. */
export function readCodes(pdf: Uint8Array): string[] {
  return withFile(pdf, (path, folder) => {
    run('pdftoppm', '-r', '200', '-png', path, join(folder, 'page'));
    const pictures = run('ls', folder)
      .split('\n')
      .filter((name) => name.endsWith('.png'));
    return pictures.flatMap((name) => {
      try {
        return run('zbarimg', '-q', '--raw', join(folder, name)).trim().split('\n');
      } catch {
        return [];
      }
    });
  });
}

/** The first page, a pixel for each point: red, green and blue. */
export function pageColours(pdf: Uint8Array): { width: number; height: number; colours: Uint8Array } {
  return withFile(pdf, (path, folder) => {
    run('pdftoppm', '-r', '72', '-singlefile', path, join(folder, 'page'));
    const file = readFileSync(join(folder, 'page.ppm'));
    const [, width = '0', height = '0'] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1')) ?? [];
    const size = Number(width) * Number(height) * 3;
    return {
      width: Number(width),
      height: Number(height),
      colours: new Uint8Array(file.subarray(file.length - size)),
    };
  });
}

/** The first page as a small JPEG. */
export const jpegOf = (pdf: Uint8Array): Uint8Array =>
  withFile(pdf, (path, folder) => {
    run('pdftoppm', '-r', '20', '-jpeg', '-singlefile', path, join(folder, 'page'));
    return new Uint8Array(readFileSync(join(folder, 'page.jpg')));
  });

/** Where `.ci/programs.sh` puts veraPDF. */
const veraPdf = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'kwit/greenfield-apps-1.28.2.jar',
);

/** Whether there is no validator here; where there is none, it is printed that its tests are skipped. */
export function isVeraPdfMissing(): boolean {
  if (existsSync(veraPdf)) return false;
  console.warn('PDF/A and PDF/UA: not validated, because veraPDF is not there; .ci/programs.sh gets it.');
  return true;
}

/** What veraPDF says of each document: «PASS» or «FAIL» with the rules that are broken, a line each. */
export async function validatedBy(
  profile: '3a' | 'ua1',
  pdfs: ReadonlyMap<string, Uint8Array>,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-verapdf-'));
  try {
    for (const [name, pdf] of pdfs) writeFileSync(join(folder, `${name}.pdf`), pdf);
    // Starting it takes longer than what it does.
    const parameters = [
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      veraPdf,
      'org.verapdf.apps.GreenfieldCliWrapper',
    ];
    const options = ['--flavour', profile, '--format', 'text', '-v', folder];
    // It ends with an error where a document fails; what it printed tells which and why.
    const { stdout } = await promisify(execFile)('java', [...parameters, ...options]).catch(
      (error: { stdout: string }) => error,
    );
    return stdout.replaceAll(`${folder}/`, '').trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
