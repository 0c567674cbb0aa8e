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
