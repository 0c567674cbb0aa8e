import { describe, expect, it } from 'vitest';
import { missingPrograms } from '../../../../tools/testing/programs.ts';
import type { Block, Layout, TableRow } from '../layout/layout.ts';
import { sampleLayout } from './layouts.testing.ts';
import {
  attachedFile,
  checkWithQpdf,
  documentFacts,
  layoutText,
  pageTexts,
  plainObjects,
  readCodes,
  structureText,
} from './pdf-programs.testing.ts';
import { renderPdf } from './render-pdf.ts';

const missing = missingPrograms('Documents as PDF', 'pdftotext', 'pdfinfo', 'qpdf', 'pdftoppm', 'zbarimg');
const xml = new TextEncoder().encode('<?xml version="1.0"?><Faktura>żółć</Faktura>');

/** A layout with nothing but these blocks. */
function layoutOf(...blocks: Block[]): Layout {
  const sample = sampleLayout();
  return { ...sample, sections: [{ heading: { text: 'Dane' }, blocks }] };
}

const paragraph = (text: string): Block => ({ kind: 'text', paragraphs: [{ text }] });

function tableOf(rows: readonly TableRow[], foot: readonly TableRow[] = []): Block {
  return {
    kind: 'table',
    caption: { text: 'Zestawienie' },
    showsCaption: false,
    columns: [
      { label: { text: 'Opis' }, align: 'start', weight: 3 },
      { label: { text: 'Kwota' }, align: 'end', weight: 1 },
    ],
    rows,
    foot,
  };
}

const row = (text: string, tone: TableRow['tone'] = 'plain'): TableRow => ({
  tone,
  cells: [{ text }, { text: '1,00' }],
  details: [],
});

it('gives the same bytes for the same layout', () => {
  const options = { attachment: { name: 'faktura.xml', bytes: xml } };
  const first = renderPdf(sampleLayout({ lines: 30 }), options);
  renderPdf(sampleLayout({ language: 'en' }));
  expect(Buffer.compare(first, renderPdf(sampleLayout({ lines: 30 }), options))).toBe(0);
});

it('gives the same bytes wherever it is', () => {
  const sample = sampleLayout();
  const layout = { ...sample, metadata: { ...sample.metadata, createdAt: '2026-01-15T09:30:00' } };
  const here = renderPdf(layout);
  const zone = process.env.TZ;
  try {
    process.env.TZ = new Date().getTimezoneOffset() === 300 ? 'Asia/Tokyo' : 'America/Bogota';
    expect(Buffer.compare(renderPdf(layout), here)).toBe(0);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

it('gives different identifiers to different documents', () => {
  const identifierOf = (lines: number) =>
    /\/ID\[(<[0-9a-f]+>)/.exec(Buffer.from(renderPdf(sampleLayout({ lines }))).toString('latin1'))?.[1];
  expect(identifierOf(1)).toMatch(/^<[0-9a-f]{32}>$/);
  expect(identifierOf(1)).not.toBe(identifierOf(2));
});

it('keeps an invoice of one page small', () => {
  expect(renderPdf(sampleLayout({ lines: 3 })).length).toBeLessThan(60_000);
});

describe.skipIf(missing.length > 0)('a document on paper', () => {
  it('holds its texts in reading order', () => {
    const [page = '', ...more] = pageTexts(renderPdf(sampleLayout({ lines: 3 })));
    expect(more).toEqual([]);
    const places = ['Faktura', 'FV/2026/01/0017', 'Łódź', 'Sprzedawca', 'Biuro Rachunkowe Sosna', 'Nabywca']
      .concat(
        'Łukasz Gżegżółka',
        'Lp.',
        'Prowadzenie ksiąg',
        'Razem',
        'Do zapłaty',
        '12 300,00 PLN',
        'Strona 1 z 1',
      )
      .map((text) => page.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('is sound, and says what it is', () => {
    const pdf = renderPdf(sampleLayout({ lines: 60 }), { attachment: { name: 'faktura.xml', bytes: xml } });
    expect(checkWithQpdf(pdf)).toContain('No syntax or stream encoding errors found');
    const facts = documentFacts(pdf);
    expect(facts).toMatch(/Title:\s+Faktura FV\/2026\/01\/0017/);
    expect(facts).toMatch(/Tagged:\s+yes/);
    expect(facts).toMatch(/CreationDate:\s+Thu Jan 15 09:30:00 2026 UTC/);
    expect(facts).toMatch(/A4/);
  });

  it('has the attached file, byte for byte', () => {
    const pdf = renderPdf(sampleLayout(), { attachment: { name: '../faktura:1.xml', bytes: xml } });
    expect(Buffer.compare(attachedFile(pdf, '_faktura_1.xml'), xml)).toBe(0);
    expect(plainObjects(pdf)).toMatch(/\/AFRelationship \/Source/);
  });

  it('numbers its pages and repeats the heads of tables', () => {
    const pages = pageTexts(renderPdf(sampleLayout({ lines: 120 })));
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => {
      expect(page).toContain(`Strona ${index + 1} z ${pages.length}`);
    });
    expect(pages[1]).toContain('Lp. Nazwa towaru lub usługi');
    // Read aloud once, wherever it is seen.
    const rows = Array.from({ length: 50 }, (_, index) => row(`wiersz ${index}`));
    const structure = structureText(renderPdf(layoutOf(tableOf(rows))));
    expect(structure.match(/Kwota/g)).toHaveLength(1);
    expect(structure).not.toContain('Strona 1');
  });

  it('shows both languages of a bilingual document', () => {
    const [page = ''] = pageTexts(renderPdf(sampleLayout({ language: 'pl+en' })));
    for (const text of [
      'Faktura / Invoice',
      'Sprzedawca / Seller',
      'Goods or services',
      'Strona 1 z 1 / Page 1 of 1',
    ])
      expect(page).toContain(text);
  });

  it('tells its structure', () => {
    const structure = structureText(renderPdf(sampleLayout()));
    for (const type of [
      'Document',
      'H1',
      'H2',
      'H3',
      'P',
      'L',
      'Lbl',
      'LBody',
      'Table',
      'TH',
      'TR',
      'TD',
      'Figure',
      'Link',
    ])
      expect(structure).toMatch(new RegExp(`^\\s*${type}\\b`, 'm'));
    const objects = plainObjects(renderPdf(sampleLayout()));
    expect(objects).toMatch(/\/Scope \/Column/);
    expect(objects).toContain('/Lang (pl)');
  });

  it('puts sections of a code each beside each other', () => {
    const section = (name: string) => ({
      heading: { text: `Kod ${name}` },
      blocks: [
        {
          kind: 'codes' as const,
          codes: [{ content: name, caption: { text: name }, explanation: { text: name }, isLink: false }],
        },
      ],
    });
    const sections = ['A', 'B', 'C'].map(section);
    const lines = layoutText(renderPdf({ ...sampleLayout(), sections })).split('\n');
    expect(lines.filter((line) => line.includes('Kod ')).map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['Kod A', 'Kod B'],
      ['Kod C'],
    ]);
  });

  it('has codes with a signature that can be read from the paper, two of them side by side', () => {
    const code = (content: string) =>
      ({ content, caption: { text: 'KOD' }, explanation: { text: 'Opis' }, isLink: true }) as const;
    // As long as an RSA signature of 256 bytes makes them.
    const contents = ['a', 'b'].map(
      (letter) => `https://qr.example/certificate/${letter}/${'Xy7-_'.repeat(90)}`,
    );
    const pdf = renderPdf(layoutOf({ kind: 'codes', codes: contents.map(code) }));
    expect(readCodes(pdf).sort()).toEqual(contents);
    expect(plainObjects(pdf).match(/\/URI \(https:\/\/qr\.example/g)).toHaveLength(2);
    expect(pageTexts(pdf)[0]).not.toContain('Xy7');
  });

  it('parts no amount, however large', () => {
    const amount = (text: string): Block => ({
      kind: 'amount',
      label: { text: 'Razem' },
      value: { text },
      fields: [],
    });
    for (const text of ['9 999 999 999 999 999,99 PLN', `${'999 '.repeat(12)}999,99 PLN`]) {
      const whole = text.replaceAll(' ', '\u00a0');
      expect(
        pageTexts(renderPdf(layoutOf(amount(whole))))
          .join('')
          .replaceAll('\u00a0', ' '),
      ).toContain(text);
    }
  });

  it('has codes that can be read from the paper', () => {
    expect(readCodes(renderPdf(sampleLayout()))).toEqual([
      'https://qr-test.ksef.mf.gov.pl/invoice/9999999999/15-01-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    ]);
  });

  /** So many lines that nothing before them is moved to avoid a page with a few of them. */
  const manyLines = {
    heading: { text: 'Nagłówek' },
    blocks: [
      { kind: 'text', paragraphs: Array.from({ length: 25 }, (_, index) => ({ text: `linia ${index}` })) },
    ],
  } as const;

  /** Documents of more and more rows, whose end wanders over the end of the first page. */
  function aroundPageEnd(rowsWith: (count: number) => Block): { count: number; pages: string[] }[] {
    const found: { count: number; pages: string[] }[] = [];
    for (let count = 30; count < 70; count += 1) {
      const layout = layoutOf(rowsWith(count));
      const pages = pageTexts(renderPdf({ ...layout, sections: [...layout.sections, manyLines] }));
      found.push({ count, pages });
      if (pages[1]?.includes('wiersz')) return found;
    }
    throw new Error('So many rows fit on a page: the test needs more of them.');
  }

  const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => row(`wiersz ${index + 1}.`));

  it('keeps sums with the last row', () => {
    for (const { count, pages } of aroundPageEnd((count) => tableOf(rowsOf(count), [row('Razem', 'total')])))
      expect(pages.find((page) => page.includes('Razem'))).toContain(`wiersz ${count}.`);
  });

  it('keeps both states of a corrected line together', () => {
    const states = [row('przed', 'before'), row('po', 'after'), row('różnica', 'difference')];
    for (const { pages } of aroundPageEnd((count) => tableOf([...rowsOf(count), ...states])))
      expect(pages.find((page) => page.includes('przed'))).toMatch(/przed.*po.*różnica/);
  });

  it('leaves no heading alone at the end of a page', () => {
    for (const { pages } of aroundPageEnd((count) => tableOf(rowsOf(count))))
      expect(pages.find((page) => page.includes('Nagłówek'))).toContain('linia 0');
  });

  it('avoids a last page with a few lines on it', () => {
    const pagesOf = (count: number) => {
      const sections = Array.from({ length: count }, (_, index) => ({
        heading: { text: `Część ${index}` },
        blocks: [paragraph('tekst')],
      }));
      return pageTexts(renderPdf({ ...layoutOf(), sections }));
    };
    const counts = Array.from({ length: 20 }, (_, index) => 10 + index);
    const first = counts.map(pagesOf).find((pages) => pages.length > 1);
    expect(first?.[1]?.match(/Część/g)?.length).toBeGreaterThan(2);
  });
});

describe.skipIf(missing.length > 0)('hostile texts', () => {
  it('leaves out headings of sections whose parts have their own', () => {
    const parties = { heading: { text: 'Sprzedawca' }, blocks: [paragraph('Kwit')] };
    const layout = layoutOf({ kind: 'columns', sections: [parties] });
    const hidden = layout.sections.map((section) => ({ ...section, hidesHeading: true as const }));
    expect(pageTexts(renderPdf(layout))[0]).toContain('Dane');
    const [page] = pageTexts(renderPdf({ ...layout, sections: hidden }));
    expect(page).not.toContain('Dane');
    expect(page).toContain('Sprzedawca');
  });

  it('breaks a word of ten thousand letters', () => {
    const pages = pageTexts(renderPdf(layoutOf(paragraph('ż'.repeat(10_000)))));
    expect(pages.join('').match(/ż/g)?.length).toBeGreaterThanOrEqual(10_000);
  });

  it('parts a row that is taller than a page', () => {
    const long = Array.from({ length: 3000 }, (_, index) => `słowo${index}`).join(' ');
    const pages = pageTexts(renderPdf(layoutOf(tableOf([row('pierwszy'), row(long), row('ostatni')]))));
    const text = pages.join(' ');
    for (const word of ['pierwszy', 'słowo0', 'słowo1500', 'słowo2999', 'ostatni'])
      expect(text).toContain(word);
    expect(pages.length).toBeGreaterThan(1);
  });

  it('keeps letters that no font has, in their order', () => {
    const text = 'אבג 漢字 🧾 مرحبا Żółw';
    const [page = ''] = pageTexts(renderPdf(layoutOf(paragraph(text))));
    for (const letter of '漢字🧾Ż') expect(page).toContain(letter);
    // Programs that know of right-to-left letters may turn them around to show them.
    for (const letter of 'אבגمرحبا') expect(page).toContain(letter);
  });

  it('shows Greek and Cyrillic letters', () => {
    const text = 'Ελληνικά Українська Ђорђе Příliš žluťoučký Ærø ½ ≤ → Ω';
    expect(pageTexts(renderPdf(layoutOf(paragraph(text))))[0]).toContain(text);
  });

  it('neutralises control characters and marks of direction', () => {
    const pdf = renderPdf(layoutOf(paragraph('a\u0007b\u202ec\u2066d\u200be\tf\ud800g')));
    expect(pageTexts(pdf)[0]).toContain('a\ufffdbcde f\ufffdg');
  });

  it('takes text for text wherever it stands', () => {
    const nasty = ') Tj ET Q (\\ <</JS (app.alert(1))>> endstream endobj \\( %';
    const sample = sampleLayout();
    const pdf = renderPdf({
      ...layoutOf(paragraph(nasty)),
      metadata: { ...sample.metadata, title: nasty, author: '</rdf:li>&amp;', createdAt: 'wczoraj' },
    });
    checkWithQpdf(pdf);
    expect(pageTexts(pdf)[0]).toContain(nasty);
    expect(documentFacts(pdf)).toContain(nasty);
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'nonsense'])(
    'makes no link of %s',
    (href) => {
      const objects = plainObjects(
        renderPdf(layoutOf({ kind: 'text', paragraphs: [{ text: 'dalej', href }] })),
      );
      expect(objects).not.toContain('/URI');
    },
  );

  it('makes a document of a layout without anything', () => {
    const sample = sampleLayout();
    const head = { title: { text: '' }, number: null, fields: [], notice: null };
    const pdf = renderPdf({ ...sample, head, sections: [], foot: { text: '' } });
    checkWithQpdf(pdf);
    expect(pageTexts(pdf)).toEqual(['Strona 1 z 1']);
  });
});
