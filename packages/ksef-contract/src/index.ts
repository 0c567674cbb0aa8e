/** The KSeF API v2 as data: operations, schemas, error codes, statuses. No I/O. */
export * from './define.ts';
export * from './errors.ts';
export * from './latarnia.ts';
export * from './operations/index.ts';
export * from './paths.ts';
export * from './redact.ts';
export * from './schemas/index.ts';
export * from './statuses.ts';
export * from './vocabulary.ts';
