/**
 * Examples of the documentation, taken out of docstrings and README files, so that a test can compile them.
 *
 * A scanner, not a parser: it relies on the form that the formatter gives to the code. A docstring belongs to the
 * declaration right below it; exported declarations begin at the line's start, methods of a class after two spaces. An
 * example is what follows `@example` up to the next tag, or a block fenced as `ts`.
 *
 * In an example, names that the package exports need no import, nor do the variables of {@link variables}.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A function, or a method of a class, that users of the package may call. */
export interface PublicFunction {
  /** `createKsefClient`, `KsefClient.logOut`. */
  readonly name: string;
  readonly examples: readonly string[];
}

export interface Surface {
  readonly functions: readonly PublicFunction[];
  /** Examples in docstrings of what is no function, by name. */
  readonly others: readonly PublicFunction[];
  /** Every exported name; true for those that are only types. */
  readonly names: ReadonlyMap<string, boolean>;
}

/** Variables that examples use without making them. */
export const variables: Readonly<Record<string, string>> = {
  client: "import('@kwit/ksef-client').KsefClient",
  session: "import('@kwit/ksef-client').Session",
  onlineSession: "import('@kwit/ksef-client').OnlineSession",
  credential: "import('@kwit/crypto').Credential",
  signal: 'AbortSignal',
  bytes: 'Uint8Array',
  token: 'string',
  readFile: "typeof import('node:fs/promises').readFile",
  writeFile: "typeof import('node:fs/promises').writeFile",
  invoices: 'AsyncIterable<{ fileName: string; bytes: () => Promise<Uint8Array>; number: string }>',
};

const exportList = /^export (type )?\{([^}]*)\} from '([^']+)';/gm;
const docstring = String.raw`(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*\n)?`;

/** The names that an entry of the package hands on, each with the file that declares it. */
function exportsOf(entry: string): { name: string; file: string; isType: boolean }[] {
  const text = readFileSync(entry, 'utf8');
  return [...text.matchAll(exportList)].flatMap(([, type, list = '', from = '']) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => ({
        name: name.replace(/^type /, ''),
        file: join(dirname(entry), from),
        isType: type !== undefined || name.startsWith('type '),
      })),
  );
}

/** Whether a file imports a name from a package of ours and exports it again. */
const isOfAnotherPackage = (name: string, text: string): boolean =>
  new RegExp(`^import \\{[^}]*\\b${name}\\b[^}]*\\} from '@kwit/`, 'm').test(text) &&
  new RegExp(`^export \\{[^}]*\\b${name}\\b[^}]*\\};`, 'm').test(text);

/** What an entry exports: by lists (`export { … } from`), or, where it has none, by its own declarations. */
export function surfaceOf(entry: string): Surface {
  const listed = exportsOf(entry);
  const own = [
    ...readFileSync(entry, 'utf8').matchAll(/^export (?:async )?(?:class|function|const) (\w+)/gm),
  ].map(([, name = '']) => ({ name, file: entry, isType: false }));
  const exported = listed.length > 0 ? listed : own;
  const functions: PublicFunction[] = [];
  const others: PublicFunction[] = [];
  for (const { name, file, isType } of exported) {
    const text = readFileSync(file, 'utf8');
    const pattern = new RegExp(
      `^${docstring}export (?:abstract )?(async function\\*?|function\\*?|class|const|interface|type) ${name}\\b(.*)`,
      'm',
    );
    const found = pattern.exec(text);
    // A type may be handed on from yet another file, and what another package declares is described there.
    if (!found && (isType || isOfAnotherPackage(name, text))) continue;
    if (!found) throw new Error(`${file} does not declare ${name}`);
    const [whole, comment = '', kind = '', rest = ''] = found;
    const isFunction =
      kind.includes('function') || (kind === 'const' && /^[^=]*=\s*(?:async )?\(/.test(rest));
    const described = { name, examples: examplesOf(comment) };
    if (isFunction) functions.push(described);
    else others.push(described);
    if (kind === 'class') functions.push(...methodsOf(name, bodyOf(text, found.index + whole.length)));
  }
  return { functions, others, names: new Map(exported.map(({ name, isType }) => [name, isType])) };
}

/** The text of a class from its first line to the brace at the start of a line. */
function bodyOf(text: string, start: number): string {
  const end = text.indexOf('\n}', start);
  return text.slice(start, end);
}

/** What stands where a method could, and is none. */
const keywords = /\.(?:constructor|super|if|for|while|switch|return)$/;

function methodsOf(className: string, body: string): PublicFunction[] {
  const method = new RegExp(
    String.raw`^  ${docstring}  (?:override )?(?:async )?\*?(\w+)(?:<[^(]*>)?\(`,
    'gm',
  );
  const methods = [...body.matchAll(method)]
    .filter(([, , name]) => !keywords.test(`.${name}`))
    .map(([, comment = '', name = '']) => ({ name: `${className}.${name}`, examples: examplesOf(comment) }));
  // One without a docstring begins with its own indentation alone.
  const bare = [...body.matchAll(/^ {2}(?:override )?(?:async )?\*?(\w+)(?:<[^(]*>)?\(/gm)]
    .map(([, name]) => `${className}.${name}`)
    .filter((name) => !keywords.test(name) && !methods.some((known) => known.name === name));
  return [...methods, ...bare.map((name) => ({ name, examples: [] }))];
}

/** The examples of a docstring, without its asterisks. */
export function examplesOf(comment: string): string[] {
  const text = comment.replace(/^[ \t]*\* ?/gm, '');
  const tagged = [...text.matchAll(/^@example[ \t]*\n([\s\S]*?)(?=^@\w|$(?![\s\S]))/gm)].map(
    ([, code = '']) => code.replace(/^```.*$/gm, ''),
  );
  const fenced = fencedIn(text.replace(/^@example[\s\S]*/m, ''));
  return [...tagged, ...fenced].map((code) => code.trim()).filter((code) => code !== '');
}

/** The blocks of a Markdown text that are fenced as `ts`. */
export const fencedIn = (text: string): string[] =>
  [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);

/** An example as a module that can be compiled: its imports, those it leaves out, and its statements in a function. */
export function moduleOf(example: string, names: ReadonlyMap<string, boolean>): string {
  const importStatement = /^import [^;]*;\n?/gm;
  const imports = example.match(importStatement) ?? [];
  const statements = example.replace(importStatement, '');
  const declared = imports.join('');
  const missing = [...names.keys()].filter(
    (name) => new RegExp(`\\b${name}\\b`).test(statements) && !new RegExp(`\\b${name}\\b`).test(declared),
  );
  const added = missing.map(
    (name) => `import { ${names.get(name) ? 'type ' : ''}${name} } from '@kwit/ksef-client';\n`,
  );
  return `${imports.join('')}${added.join('')}export async function example() {\n${statements}\n}\n`;
}

/** A module that declares {@link variables}. */
export const variablesModule = (): string =>
  `export {};\ndeclare global {\n${Object.entries(variables)
    .map(([name, type]) => `  const ${name}: ${type};\n`)
    .join('')}}\n`;
