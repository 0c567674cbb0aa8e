/** Layouts that try what pages are made of: every block and tone, wide tables, hostile texts. */
import type { Block, Layout, QrCode, TableRow } from '../layout/layout.ts';
import { sampleLayout } from '../pdf/layouts.testing.ts';

/** As long as a link of KOD II with an RSA signature is. */
export const longCode: QrCode = {
  content: `https://qr-test.ksef.mf.gov.pl/certificate/Nip/1111111111/1111111111/01F20A5D352AE590/${'UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE'}/${'mSkm_XmM9fq7PgAJwiL3'.repeat(17)}AA`,
  caption: { text: 'CERTYFIKAT' },
  explanation: { text: 'Kod weryfikujący wystawcę.', also: 'Code that verifies the issuer.' },
  isLink: true,
};

const row = (tone: TableRow['tone'], columns: number, details: TableRow['details'] = []): TableRow => ({
  tone,
  cells: Array.from({ length: columns }, (_, index) =>
    index === 3 ? null : { text: `${index + 1}\u00a0234,56` },
  ),
  details,
});

const table = (columns: number, showsCaption: boolean): Block => ({
  kind: 'table',
  caption: { text: `Tabela o ${columns} kolumnach`, also: `Table of ${columns} columns` },
  showsCaption,
  columns: Array.from({ length: columns }, (_, index) => ({
    label: { text: `Kolumna ${index + 1}`, also: `Column ${index + 1}` },
    align: index === 1 ? 'start' : 'end',
    weight: index === 1 ? 4 : 1,
  })),
  rows: (['plain', 'before', 'after', 'difference'] as const).map((tone) =>
    row(tone, columns, [
      { label: { text: 'GTU' }, value: { text: 'GTU_12 – usługi niematerialne', tone: 'quiet' } },
    ]),
  ),
  foot: [row('total', columns), row('difference', columns)],
});

/** Every block and tone, in both languages. */
export function fullLayout(): Layout {
  const sample = sampleLayout({ language: 'pl+en' });
  return {
    ...sample,
    head: {
      ...sample.head,
      notice: { text: 'Podgląd: bez numeru KSeF', also: 'Preview: no KSeF number' },
    },
    sections: [
      ...sample.sections,
      {
        heading: { text: 'Kod wystawcy', also: 'Issuer’s code' },
        hidesHeading: true,
        blocks: [{ kind: 'codes', codes: [longCode] }],
      },
      {
        heading: { text: 'Załącznik', also: 'Attachment' },
        blocks: [
          {
            kind: 'text',
            paragraphs: [{ text: 'Pierwszy wiersz\nDrugi wiersz', tone: 'quiet' }, { text: 'Akapit' }],
          },
          table(3, true),
          table(10, true),
          table(20, false),
        ],
      },
    ],
  };
}

export const hostileTexts: readonly string[] = [
  '<script>globalThis.harmed = true</script>',
  '"><img src="https://harm.example/a.png" onerror="globalThis.harmed = true">',
  "'; } body { background: url(https://harm.example/b.png) } /*",
  '</style><script>globalThis.harmed = true</script>',
  'x'.repeat(10_000),
  '9'.repeat(2000),
  '\u202e00,001\u202c PLN',
  'שלום עולם 123 العربية',
  '\u0001\u0085\u2028\ufffe',
  '',
];

/** Texts that want to do harm, in every place that a document has for texts. */
export function hostileLayout(): Layout {
  const sections = hostileTexts.map((text) => {
    const words = { text, also: text };
    const field = { label: words, value: { ...words, href: `javascript:globalThis.harmed = true//${text}` } };
    const cells = [1, 2, 3, 4, 5, 6].map(() => ({ text, tone: 'mono' as const }));
    const blocks: Block[] = [
      { kind: 'fields', columns: 3, fields: [field, field] },
      { kind: 'text', paragraphs: [words] },
      { kind: 'notices', notices: [words] },
      { kind: 'amount', label: words, value: words, fields: [field] },
      { kind: 'columns', sections: [{ heading: words, blocks: [{ kind: 'text', paragraphs: [words] }] }] },
      {
        kind: 'table',
        caption: words,
        showsCaption: true,
        columns: [1, 2, 3, 4, 5, 6].map((weight) => ({
          label: words,
          align: weight > 3 ? 'end' : 'start',
          weight,
        })),
        rows: [{ tone: 'plain', cells, details: [field] }],
        foot: [{ tone: 'total', cells, details: [] }],
      },
      {
        kind: 'codes',
        codes: [
          { content: `javascript:${text}`.slice(0, 500), caption: words, explanation: words, isLink: true },
        ],
      },
    ];
    return { heading: words, blocks };
  });
  const sample = sampleLayout();
  const [text = ''] = hostileTexts;
  return { ...sample, metadata: { ...sample.metadata, title: text, author: text, subject: text }, sections };
}
