/** Every sentence on JSON text that cannot be read. */
import type { Text } from '@kwit/formats';
import { visible, type Wording, wording } from './wording.ts';

/** A fault of the JSON text itself. */
export type SyntaxFault =
  | {
      readonly code: 'json-syntax';
      readonly expected:
        | 'end'
        | 'key'
        | 'colon'
        | 'comma'
        | 'quote'
        | 'control'
        | 'escape'
        | 'number'
        | 'value';
      readonly found: string | undefined;
    }
  | { readonly code: 'json-duplicate-key'; readonly key: string }
  | { readonly code: 'json-too-deep' | 'json-too-large' | 'json-encoding' };

const expectations: Readonly<Record<Extract<SyntaxFault, { code: 'json-syntax' }>['expected'], Text>> = {
  end: { pl: 'koniec pliku', en: 'the end of the file' },
  key: { pl: 'nazwa pola w cudzysłowie', en: 'a field name in double quotes' },
  colon: { pl: 'dwukropek po nazwie pola', en: 'a colon after the field name' },
  comma: { pl: 'przecinek albo nawias zamykający', en: 'a comma or a closing bracket' },
  quote: { pl: 'cudzysłów zamykający tekst', en: 'the double quote that ends the text' },
  control: {
    pl: 'tekst bez znaków sterujących (nowy wiersz zapisuje się jako \\n)',
    en: 'text without control characters (a new line is written \\n)',
  },
  escape: { pl: 'poprawna sekwencja po znaku \\', en: 'a valid sequence after \\' },
  number: { pl: 'liczba, na przykład 12.50', en: 'a number such as 12.50' },
  value: {
    pl: 'wartość: tekst w cudzysłowie, liczba, true, false, { albo [',
    en: 'a value: text in double quotes, a number, true, false, { or [',
  },
};

/** The sentences for a fault of the JSON text. */
export function syntaxWording(fault: SyntaxFault): Wording {
  switch (fault.code) {
    case 'json-syntax':
      return brokenJson(fault.expected, fault.found);
    case 'json-duplicate-key':
      return wording(
        `Pole „${fault.key}” występuje w tym samym obiekcie dwa razy.`,
        `The field "${fault.key}" is written twice in the same object.`,
        'Należy zostawić jedno z nich.',
        'Keep one of them.',
      );
    case 'json-too-deep':
      return wording(
        'Dokument jest zagnieżdżony zbyt głęboko.',
        'The document is nested too deeply.',
        'Należy zapisać fakturę według schematu invoice.schema.json.',
        'Write the invoice as invoice.schema.json says.',
      );
    case 'json-too-large':
      return wording(
        'Plik jest za duży, by mógł być fakturą.',
        'The file is too large to be an invoice.',
        'Należy sprawdzić, czy wskazano właściwy plik; faktura w KSeF ma najwyżej 1 MB.',
        'Check that this is the right file; an invoice in KSeF has at most 1 MB.',
      );
    case 'json-encoding':
      return wording(
        'Plik nie jest zapisany w kodowaniu UTF-8.',
        'The file is not encoded in UTF-8.',
        'Należy zapisać plik ponownie w kodowaniu UTF-8.',
        'Save the file again in UTF-8.',
      );
  }
}

function brokenJson(expected: keyof typeof expectations, found: string | undefined): Wording {
  const wanted = expectations[expected];
  const place =
    found === undefined
      ? { pl: 'plik się kończy', en: 'the file ends' }
      : { pl: `jest znak „${visible(found)}”`, en: `there is "${visible(found)}"` };
  return wording(
    `Plik nie jest poprawnym dokumentem JSON: oczekiwano ${genitive(wanted.pl)}, a ${place.pl}.`,
    `The file is not valid JSON: expected ${wanted.en}, but ${place.en}.`,
    'Należy poprawić wskazane miejsce pliku. Częste przyczyny: brakujący przecinek, przecinek po ostatnim polu, brak cudzysłowu.',
    'Mend the place that is pointed at. Usual causes: a missing comma, a comma after the last field, a missing quote.',
  );
}

/** A colon keeps the sentence right whatever follows it. */
const genitive = (text: string): string => `w tym miejscu: ${text}`;
