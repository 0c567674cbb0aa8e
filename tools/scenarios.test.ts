/** The list of scenarios says what is there: each test that it names, and each test of a scenario on it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const folder = 'apps/cli/test/scenarios';
const page = readFileSync(join(root, 'docs', 'scenarios.md'), 'utf8');

/** The links of the last column: title of a test, and its file. */
const named = [...page.matchAll(/\[([^\]]+)\]\(\.\.\/([^)\s]+\.test\.ts)\)/g)].map(
  ([, title = '', file = '']) => ({ title, file }),
);

/** Titles of the tests of a file, as they stand in its text. */
function titlesOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/\(\s*'((?:[^'\\\n]|\\.)+)',\s*(?:async )?\(/g)].map(([, title = '']) => title);
}

it('every test that the page names is there', () => {
  expect(named.length).toBeGreaterThan(100);
  const absent = named.filter(({ title, file }) => !titlesOf(file).includes(title));
  expect(absent).toEqual([]);
});

it('every test of a scenario is on the page', () => {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(0);
  const told = files.flatMap((name) => {
    const file = `${folder}/${name}`;
    const groups = new Set(
      [...readFileSync(join(root, file), 'utf8').matchAll(/describe\('([^']+)'/g)].map(([, title]) => title),
    );
    return titlesOf(file).flatMap((title) => (groups.has(title) ? [] : [{ title, file }]));
  });
  const known = new Set(named.map(({ title, file }) => `${file} ${title}`));
  expect(told.filter(({ title, file }) => !known.has(`${file} ${title}`))).toEqual([]);
});

it('every scenario of the page has a test', () => {
  const rows = page
    .split('\n## What is not told')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| scenario '));
  expect(rows?.filter((row) => !row.includes('.test.ts)'))).toEqual([]);
});
