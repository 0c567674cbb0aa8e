export { checkBytes, MAX_INVOICE_BYTES, MAX_INVOICE_WITH_ATTACHMENT_BYTES } from './check-bytes.ts';
export type { DocumentOf, FormatDocument, FormatName, RootOf } from './formats.ts';
export { formatNames } from './formats.ts';
export { labelOf, valueLabelOf } from './labels/labels.ts';
export type { Problem, Text } from './problem.ts';
export { FormatError } from './problem.ts';
export type { ReadOptions } from './read.ts';
export { read } from './read.ts';
export type { Limits } from './reader.ts';
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
export { occurrences } from './table.ts';
export type * from './tables/authTokenRequest20.ts';
export type * from './tables/authTokenRequest21.ts';
export type * from './tables/fa3.ts';
export type * from './tables/upo43.ts';
export type { ValidateOptions } from './validate.ts';
export { validate } from './validate.ts';
export type { WriteOptions } from './write.ts';
export { write } from './write.ts';
