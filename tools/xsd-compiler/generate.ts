/** The generated files of a source, as text: its table and its types. */
import type { FormatTable } from '@kwit/formats';
import { compile } from './compile.ts';
import type { Source } from './sources.ts';
import { typesOf } from './type-writer.ts';

export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

/** Compiles a source. The same schema always gives the same bytes. */
export function generate(source: Source): GeneratedFile[] {
  const table = compile(source);
  return [
    { name: `${source.id}.json`, text: tableText(table) },
    { name: `${source.id}.ts`, text: typesOf(table, source.id) },
  ];
}

/** JSON with one row a line, so that a change of the schema reads as a change of rows. */
function tableText(table: FormatTable): string {
  const entries = Object.entries(table).map(([key, value]) => {
    const isList = key === 'types' || key === 'simpleTypes';
    const text = isList
      ? `[\n${(value as unknown[]).map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${entries.join(',\n')}\n}\n`;
}
