/**
 * What a person reads of a document, before it is put on paper or on a screen: plain data, in reading order, with every
 * text already in the language of the reader. `invoice/`, `rr/`, `pef/` and `upo/` make it; `html/` and `pdf/` show it and
 * know nothing of formats.
 */

/** `pl+en`: Polish, with the English beside it in smaller letters. */
export type DocumentLanguage = 'pl' | 'en' | 'pl+en';

/** Words of ours: a label, a heading, the name of a code. */
export interface Words {
  readonly text: string;
  /** The same in English; in a bilingual document alone. */
  readonly also?: string;
}

/** What the document says: text of its own, a formatted figure or date, or a code in words. */
export interface Datum extends Words {
  /** `strong`: what is looked for first; `quiet`: beside the point; `mono`: numbers that are compared letter by letter. */
  readonly tone?: 'strong' | 'quiet' | 'mono';
  /** Where a reader may go from here. Only `https:`, `http:`, `mailto:` and `tel:` are made into links. */
  readonly href?: string;
}

/** A value under its label. */
export interface Field {
  readonly label: Words;
  readonly value: Datum;
}

/** Values under their labels, in one, two or three columns where there is room. */
export interface FieldsBlock {
  readonly kind: 'fields';
  readonly columns: 1 | 2 | 3;
  readonly fields: readonly Field[];
}

export interface TableColumn {
  readonly label: Words;
  /** Figures stand at the end, with their decimal commas under each other. */
  readonly align: 'start' | 'end';
  /** Share of the width beside the other columns; a column of text has more of it than one of figures. */
  readonly weight: number;
}

/** `before` and `after`: both states of a corrected line; `difference`: what a correction changes; `total`: sums. */
export type RowTone = 'plain' | 'before' | 'after' | 'difference' | 'total';

export interface TableRow {
  readonly tone: RowTone;
  /** As many as there are columns; null where the document says nothing. */
  readonly cells: readonly (Datum | null)[];
  /** What is told of this row alone, under it and across the whole table. */
  readonly details: readonly Field[];
}

/** Its head is repeated on every page; the last row of the body and the first of the foot stay together. */
export interface TableBlock {
  readonly kind: 'table';
  /** Names the table for those who do not see it; shown where `showsCaption`. */
  readonly caption: Words;
  readonly showsCaption: boolean;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly foot: readonly TableRow[];
}

/** Text that people wrote, with their line breaks. */
export interface TextBlock {
  readonly kind: 'text';
  readonly paragraphs: readonly Datum[];
}

/** Facts in whole words, each a line: «mechanizm podzielonej płatności». */
export interface NoticesBlock {
  readonly kind: 'notices';
  readonly notices: readonly Words[];
}

/** The amount that everything comes to, set large. */
export interface AmountBlock {
  readonly kind: 'amount';
  readonly label: Words;
  readonly value: Datum;
  /** Under it: the amount in another currency, what was paid. */
  readonly fields: readonly Field[];
}

/** Sections beside each other where there is room, in reading order where there is none: seller and buyer. */
export interface ColumnsBlock {
  readonly kind: 'columns';
  readonly sections: readonly Section[];
}

/** A QR code with what stands under it. */
export interface QrCode {
  /** What the code holds. */
  readonly content: string;
  /** Under the code: a KSeF number, «OFFLINE», «CERTYFIKAT». */
  readonly caption: Words;
  /** What it is for, in a sentence: also what is read out to those who do not see it. */
  readonly explanation: Words;
  /** Whether `content` is an address that may be shown and followed. */
  readonly isLink: boolean;
}

export interface CodesBlock {
  readonly kind: 'codes';
  readonly codes: readonly QrCode[];
}

export type Block =
  | FieldsBlock
  | TableBlock
  | TextBlock
  | NoticesBlock
  | AmountBlock
  | ColumnsBlock
  | CodesBlock;

/** A part of the document under a heading; `blocks` is never empty. */
export interface Section {
  readonly heading: Words;
  /** What is in it has headings of its own, so that this one is only for those who do not see the page. */
  readonly hidesHeading?: true;
  readonly blocks: readonly Block[];
}

/** The head of the first page. */
export interface LayoutHead {
  /** «Faktura korygująca». */
  readonly title: Words;
  /** The number of the document, under its label. */
  readonly number: Field | null;
  /** Beside the title: dates, place, the number in KSeF. */
  readonly fields: readonly Field[];
  /** What this copy is, where it is not the document itself: «Podgląd: bez numeru KSeF». */
  readonly notice: Words | null;
}

/** What programs that list files are told. */
export interface LayoutMetadata {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** BCP 47. */
  readonly languageTag: 'pl' | 'en';
  /** ISO 8601; from the document, so that one document always gives the same file. */
  readonly createdAt: string;
}

export interface Layout {
  readonly language: DocumentLanguage;
  readonly metadata: LayoutMetadata;
  readonly head: LayoutHead;
  readonly sections: readonly Section[];
  /** At the foot of each page beside the page's number. */
  readonly foot: Words;
}
