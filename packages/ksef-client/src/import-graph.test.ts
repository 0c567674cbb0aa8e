/** What a browser loads with the client: the static imports from its entry, through the packages they lead to. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const packages = resolve(import.meta.dirname, '../..');

interface Module {
  readonly statics: string[];
  readonly dynamics: string[];
  readonly code: string;
}

/** The code without comments, so that an example in a docstring is no import. Strings stay as they are. */
const withoutComments = (text: string): string =>
  text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    '$1',
  );

/** Imports of a file, those of types left out: they are gone when the code runs. */
function read(file: string): Module {
  const code = withoutComments(readFileSync(file, 'utf8'));
  const statics: string[] = [];
  for (const [, names = '', from = ''] of code.matchAll(
    /^(?:import|export)\s+([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/gm,
  )) {
    const list = /^\{([\s\S]*)\}$/.exec(names)?.[1];
    const onlyTypes =
      /^type\s/.test(names) ||
      list?.split(',').every((name) => name.trim() === '' || /^type\s/.test(name.trim()));
    if (!onlyTypes) statics.push(from);
  }
  for (const [, from = ''] of code.matchAll(/^import\s*['"]([^'"]+)['"]/gm)) statics.push(from);
  // `typeof import(…)` is a type as well.
  const dynamics = [...code.matchAll(/(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].flatMap(
    ([, isType, from]) => (isType || from === undefined ? [] : [from]),
  );
  return { statics, dynamics, code };
}

/** What `imports` of package.json give a browser. */
const browserFiles: Readonly<Record<string, string>> = {
  '#node-only': 'ksef-client/src/node-only.browser.ts',
  '#stored-tables': 'formats/src/stored-tables.browser.ts',
};

/** What other packages export for browsers. */
const webFiles: Readonly<Record<string, string>> = {
  '@kwit/crypto/web/hash': 'crypto/src/web/hash.ts',
};

/** The file behind an import, where it is of this project. */
function fileOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  const own = browserFiles[specifier] ?? webFiles[specifier];
  if (own !== undefined) return join(packages, own);
  const ours = /^@kwit\/([\w-]+)$/.exec(specifier)?.[1];
  return ours === undefined ? undefined : join(packages, ours, 'src/index.ts');
}

function walk(entry: string) {
  const files = new Map<string, Module>();
  const libraries = new Set<string>();
  const dynamics = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    const module = read(file);
    files.set(file, module);
    for (const specifier of module.dynamics) dynamics.add(specifier);
    for (const specifier of module.statics) {
      const target = fileOf(file, specifier);
      if (target) waiting.push(target);
      else libraries.add(specifier);
    }
  }
  return { files, libraries, dynamics };
}

const graph = walk(join(packages, 'ksef-client/src/index.ts'));

test('the entry of the client leads statically to no module of Node and no library that needs Node', () => {
  expect(graph.files.size).toBeGreaterThan(30);
  expect([...graph.libraries].toSorted()).toEqual(['typebox']);
  const builtin = [...graph.libraries].filter(
    (name) => name.startsWith('node:') || builtinModules.includes(name),
  );
  expect(builtin).toEqual([]);
});

test('no file that is loaded statically uses a global of Node', () => {
  const uses = [...graph.files].flatMap(([file, { code }]) =>
    [...code.matchAll(/(?<![\w.'"$])(Buffer|process|require|__dirname|setImmediate)(?=[.([])/g)].map(
      ([, name]) => `${relative(packages, file)}: ${name}`,
    ),
  );
  expect(uses).toEqual([]);
});

test('what is loaded later, when it is needed, is known by name', () => {
  expect([...graph.dynamics].toSorted()).toMatchInlineSnapshot(`
    [
      "./batch/send-batch.ts",
      "./duplicate.ts",
      "./ksef-tokens.ts",
      "./log-in.ts",
      "./online-session.ts",
      "./send-invoices.ts",
      "@kwit/crypto/web",
    ]
  `);
});
