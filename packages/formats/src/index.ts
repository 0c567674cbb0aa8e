export type { InvoiceSizes } from './check-bytes.ts';
export { checkBytes, MAX_INVOICE_BYTES, MAX_INVOICE_WITH_ATTACHMENT_BYTES } from './check-bytes.ts';
export type { DocumentOf, FormatDocument, FormatName, RootOf } from './formats.ts';
export { formatNames, tableOf } from './formats.ts';
export type { FragmentElement } from './fragment.ts';
export { readFragment } from './fragment.ts';
export { labelOf, valueLabelOf } from './labels/labels.ts';
export { placesOf } from './places-of.ts';
export type { Place } from './position.ts';
export type { Problem, Text } from './problem.ts';
export { FormatError } from './problem.ts';
export type { ReadOptions } from './read.ts';
export { read } from './read.ts';
export type { Limits } from './reader.ts';
export type { ReferenceRow, StoredLibrary, StoredParticle, StoredTable, StoredType } from './stored-table.ts';
export { expandTable } from './stored-table.ts';
export type {
  AttributeRow,
  ComplexTypeRow,
  ElementRow,
  FormatTable,
  IdentityRow,
  Particle,
  SimpleTypeRow,
  WhiteSpace,
  WildcardRow,
} from './table.ts';
export { occurrences, textTypeOf } from './table.ts';
export type * from './tables/authTokenRequest20.ts';
export type * from './tables/authTokenRequest21.ts';
export type * from './tables/fa2.ts';
export type * from './tables/fa3.ts';
export type * from './tables/faRr1.ts';
export type * from './tables/pef3.ts';
export type * from './tables/pefKor3.ts';
export type * from './tables/ubl.ts';
export type * from './tables/upo43.ts';
export type { Examination, ExamineOptions, ValidateOptions } from './validate.ts';
export { examine, validate, validateSync } from './validate.ts';
export type { WriteOptions } from './write.ts';
export { write } from './write.ts';
