/** Every public function of the client has an example, and every example compiles. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { examplesOf, fencedIn, moduleOf, surfaceOf, variablesModule } from './examples.ts';

const root = resolve(import.meta.dirname, '../../..');
const client = join(root, 'packages/ksef-client');
const main = surfaceOf(join(client, 'src/index.ts'));
const { functions } = main;

/** What the compiler says about examples, each by its name. */
function complaints(examples: ReadonlyMap<string, string>): string {
  // Below the modules, so that the names of packages lead where they lead in a program.
  const folder = mkdtempSync(join(root, 'node_modules/.examples-'));
  try {
    const files = ['variables.ts', ...[...examples.keys()].map((name) => `${name}.ts`)];
    writeFileSync(join(folder, 'variables.ts'), variablesModule());
    for (const [name, code] of examples)
      writeFileSync(join(folder, `${name}.ts`), moduleOf(code, main.names));
    const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false };
    const configuration = { extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, '-p', folder], {
      encoding: 'utf8',
    });
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('every public function has an example', () => {
  expect(functions.length).toBeGreaterThan(40);
  const without = functions.filter(({ examples }) => examples.length === 0).map(({ name }) => name);
  expect(without).toEqual([]);
});

test('every example compiles, in docstrings and in the README', () => {
  const examples = new Map<string, string>();
  for (const { name, examples: own } of [...functions, ...main.others]) {
    for (const [index, code] of own.entries()) examples.set(`${name}-${index + 1}`, code);
  }
  const readme = fencedIn(readFileSync(join(client, 'README.md'), 'utf8'));
  for (const [index, code] of readme.entries()) examples.set(`README-${index + 1}`, code);
  // One that is wrong shows that they are really looked at.
  examples.set('wrong', 'await client.logOut({ signall: signal });');
  const told = complaints(examples).split(/^(?=\S+\.ts\()/m);
  const expected = told.filter((one) => one.includes('wrong.ts'));
  expect(told.filter((one) => !expected.includes(one))).toEqual([]);
  expect(expected.join('')).toContain('signall');
});

test('examples are found by tag and by fence, and end where the next tag begins', () => {
  const comment = `
   * What it does.
   *
   * @example
   * first();
   *   indented();
   * @throws never
   * @example
   * \`\`\`ts
   * second();
   * \`\`\`
   `;
  expect(examplesOf(comment)).toEqual(['first();\n  indented();', 'second();']);
  expect(examplesOf(' * Text.\n *\n * ```ts\n * third();\n * ```\n')).toEqual(['third();']);
  expect(examplesOf(' * Nothing.')).toEqual([]);
});
