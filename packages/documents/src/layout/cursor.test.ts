import { expect, test } from 'vitest';
import { Cursor } from './cursor.ts';

interface Line {
  No: string;
  Name?: string | undefined;
}
interface Shape {
  Head: { '#text': string; '@version': string };
  Place?: string | undefined;
  Notes?: string[] | undefined;
  Line?: Line[] | undefined;
  Term?: string | { Days: string } | undefined;
}

const document: Shape = {
  Head: { '#text': 'FA', '@version': '1' },
  Notes: ['a', 'b'],
  Line: [{ No: '1', Name: 'x' }, { No: '2' }],
  Term: { Days: '14' },
};

test('what nobody took is left, with its path', () => {
  const cursor = new Cursor('Root', document);
  expect(cursor.leftovers()).toEqual([
    { path: '/Root/Head', value: 'FA' },
    { path: '/Root/Head/@version', value: '1' },
    { path: '/Root/Notes[1]', value: 'a' },
    { path: '/Root/Notes[2]', value: 'b' },
    { path: '/Root/Line[1]/No', value: '1' },
    { path: '/Root/Line[1]/Name', value: 'x' },
    { path: '/Root/Line[2]/No', value: '2' },
    { path: '/Root/Term/Days', value: '14' },
  ]);
});

test('a mark is taken where it is set, any other value is left', () => {
  const marks = new Cursor('Marks', { A: '1', B: '2', C: '7' });
  expect([marks.mark('A'), marks.mark('B'), marks.mark('B', '2'), marks.mark('C')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(marks.leftovers()).toEqual([{ path: '/Marks/C', value: '7' }]);
});

test('what was taken is not left, and what was opened is looked into', () => {
  const cursor = new Cursor('Root', document);
  expect(cursor.child('Head')?.text('#text')).toBe('FA');
  expect(cursor.texts('Notes')).toEqual(['a', 'b']);
  expect(cursor.children('Line').map((line) => line.text('Name'))).toEqual(['x', undefined]);
  expect(cursor.text('Term')).toBeUndefined();
  expect(cursor.child('Term')?.text('Days')).toBe('14');
  expect(cursor.text('Place')).toBeUndefined();
  expect(cursor.leftovers().map(({ path }) => path)).toEqual([
    '/Root/Head/@version',
    '/Root/Line[1]/No',
    '/Root/Line[2]/No',
  ]);
});

test('what is asked for twice is the same, with what was taken of it', () => {
  const cursor = new Cursor('Root', document);
  expect(cursor.child('Head')?.text('#text')).toBe('FA');
  expect(cursor.child('Head')?.text('@version')).toBe('1');
  expect(cursor.children('Line')[0]?.text('No')).toBe('1');
  expect(cursor.children('Line')[0]?.text('Name')).toBe('x');
  expect(cursor.leftovers().map(({ path }) => path)).toEqual([
    '/Root/Notes[1]',
    '/Root/Notes[2]',
    '/Root/Line[2]/No',
    '/Root/Term/Days',
  ]);
});

test('leftovers of a part may be taken with it', () => {
  const cursor = new Cursor('Root', document);
  const [line] = cursor.children('Line');
  expect(line?.text('No')).toBe('1');
  expect(line?.takeLeftovers()).toEqual([{ path: '/Line[1]/Name', value: 'x' }]);
  expect(line?.takeLeftovers()).toEqual([]);
  expect(cursor.leftovers().map(({ path }) => path)).not.toContain('/Root/Line[1]/Name');
  expect(cursor.leftovers().map(({ path }) => path)).toContain('/Root/Line[2]/No');
});
