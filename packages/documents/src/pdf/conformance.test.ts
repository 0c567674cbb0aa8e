/** Documents keep to PDF/A-3a and PDF/UA-1, as veraPDF sees it. */
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { hostileLayout, sampleLayout } from './layouts.testing.ts';
import { isVeraPdfMissing, validatedBy } from './pdf-programs.testing.ts';
import { renderPdf } from './render-pdf.ts';

const attachment = { name: 'faktura.xml', bytes: new TextEncoder().encode('<Faktura/>') };
const logo = encode({ width: 2, height: 2, channels: 4, data: new Uint8Array(16).fill(127) });
const documents = new Map([
  ['polish', renderPdf(sampleLayout({ lines: 36 }), { attachment })],
  ['english', renderPdf(sampleLayout({ language: 'en' }), { look: { logo, accentColour: '#ffee00' } })],
  ['bilingual', renderPdf(sampleLayout({ language: 'pl+en' }))],
  ['hostile', renderPdf(hostileLayout())],
]);

/** Says that it is PDF/A-1, which knows no attachments: one that must be found. */
const broken = Buffer.from(
  Buffer.from(renderPdf(sampleLayout())).toString('latin1').replace('<pdfaid:part>3', '<pdfaid:part>1'),
  'latin1',
);

/** A virtual machine of Java starts, and works through rules by the thousand. */
const timeoutMs = 300_000;

describe.skipIf(isVeraPdfMissing())('veraPDF', () => {
  const passed = (profile: string) => [...documents.keys()].map((name) => `PASS ${name}.pdf ${profile}`);

  it('finds nothing against PDF/A-3a, but what is wrong', { timeout: timeoutMs }, async () => {
    const verdicts = await validatedBy('3a', new Map([...documents, ['broken', broken]]));
    const lines = verdicts.split('\n');
    expect(lines).toContain('FAIL broken.pdf 3a');
    expect(lines.filter((line) => line.startsWith('PASS')).sort()).toEqual(passed('3a').sort());
  });

  it('finds nothing against PDF/UA-1', { timeout: timeoutMs }, async () => {
    const verdicts = await validatedBy('ua1', documents);
    expect(verdicts.split('\n').sort()).toEqual(passed('ua1').sort());
  });
});
