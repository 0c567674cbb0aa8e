/** What is attached to the invoice as tables and texts: Zalacznik. */
import type { Fa3 } from '@kwit/formats';
import type { InvoiceInput } from '../input.ts';
import { token } from '../text.ts';

type Block = NonNullable<InvoiceInput['attachment']>['blocks'][number];
type Table = NonNullable<Block['tables']>[number];
type BlokDanych = NonNullable<Fa3['Zalacznik']>['BlokDanych'][number];

export function buildAttachment({ attachment }: InvoiceInput): Fa3['Zalacznik'] {
  return attachment === undefined ? undefined : { BlokDanych: attachment.blocks.map(buildBlock) };
}

function buildBlock(block: Block): BlokDanych {
  return {
    ZNaglowek: token(block.heading),
    MetaDane: block.metadata.map(({ key, value }) => ({ ZKlucz: token(key), ZWartosc: token(value) })),
    Tekst:
      block.paragraphs === undefined ? undefined : { Akapit: block.paragraphs.map((text) => token(text)) },
    Tabela: block.tables?.map(buildTable),
  };
}

function buildTable(table: Table): NonNullable<BlokDanych['Tabela']>[number] {
  return {
    TMetaDane: table.metadata?.map(({ key, value }) => ({ TKlucz: token(key), TWartosc: token(value) })),
    Opis: token(table.description),
    TNaglowek: { Kol: table.columns.map(({ type, name }) => ({ '@Typ': type, NKom: token(name) })) },
    Wiersz: table.rows.map((cells) => ({ WKom: cells.map((cell) => token(cell)) })),
    Suma: table.totals === undefined ? undefined : { SKom: table.totals.map((cell) => token(cell)) },
  };
}
