import { expect, it } from 'vitest';
import { placesOf, read, write } from './index.ts';
import { sampleInvoice } from './testing/sample-invoice.ts';

const text = `<?xml version="1.0" encoding="UTF-8"?>
<!-- above --><a:root xmlns:a="urn:a">
  <line><name>Ł</name><rate>1</rate></line>
  <line><![CDATA[<rate>]]><rate>2</rate><empty/><rate>3</rate></line>
</a:root>
`;
const bytes = new TextEncoder().encode(text);
const at = (path: string) => {
  const place = placesOf(bytes, [path]).get(path);
  return place && [place.line, place.column];
};

it.each([
  ['/root', 2, 15],
  ['/root/line', 3, 3],
  ['/root/line[1]/rate', 3, 23],
  ['/root/line[2]', 4, 3],
  ['/root/line[2]/rate[1]', 4, 27],
  ['/root/line[2]/empty', 4, 41],
  ['/root/line[2]/rate[2]', 4, 49],
])('%s stands in line %i, column %i', (path, line, column) => {
  expect(at(path)).toEqual([line, column]);
});

it('what is not there has the place of what is there above it', () => {
  expect(at('/root/line[2]/rate[3]')).toEqual([4, 3]);
  expect(at('/root/line[9]/rate')).toEqual([2, 15]);
  expect(at('/other/line')).toBeUndefined();
});

it('finds every place asked for, in any order, and stops where the document does', () => {
  const paths = ['/root/line[2]/rate[2]', '/root', '/root/line/rate'];
  expect([...placesOf(bytes, paths).keys()].sort()).toEqual([...paths].sort());
  const cut = bytes.subarray(0, text.indexOf('<rate>2'));
  expect(placesOf(cut, paths).get('/root/line[2]/rate[2]')).toEqual({ line: 4, column: 3 });
  expect(placesOf(new TextEncoder().encode('<a'), ['/a']).size).toBe(0);
});

it('knows the elements of an invoice', () => {
  const invoice = write(sampleInvoice());
  const lines = read(invoice, { formats: ['FA(3)'] }).root.Fa.FaWiersz ?? [];
  const path = `/Faktura/Fa/FaWiersz[${lines.length}]/P_7`;
  const place = placesOf(invoice, [path]).get(path);
  const shown = new TextDecoder().decode(invoice).split('\n')[(place?.line ?? 0) - 1] ?? '';
  expect(shown.slice((place?.column ?? 0) - 1)).toMatch(/^<P_7>/);
});
