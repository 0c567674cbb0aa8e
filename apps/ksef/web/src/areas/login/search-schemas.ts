/** What the pages of the log-in hand on in the address, so that a reload keeps it. Nothing in it is secret. */
import { nothingBut } from '../../search.ts';

export const contextTypes = ['Nip', 'InternalId', 'NipVatUe'] as const;
export type ContextType = (typeof contextTypes)[number];

export const methods = ['trusted-profile', 'certificate', 'ksef-certificate'] as const;
export type Method = (typeof methods)[number];

export interface NextSearch {
  /** The page to go to afterwards, within the application. */
  readonly next?: string;
}
export interface MethodSearch extends NextSearch {
  readonly method: Method;
}
export interface ContextSearch extends NextSearch {
  readonly type: ContextType;
  readonly value: string;
}

/** Which kind of certificate one has in a file. */
export type CertificateMethod = Exclude<Method, 'trusted-profile'>;
export interface CertificateSearch extends ContextSearch {
  readonly method: CertificateMethod;
}

type Given = Readonly<Record<string, unknown>>;
const oneOf = <Value extends string>(values: readonly Value[], given: unknown): Value | undefined =>
  values.find((value) => value === given);

/** Only a path of this application: nobody is led elsewhere by a link. */
const nextOf = ({ next }: Given): NextSearch =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};

export const nextSearch = (given: Given): NextSearch => nothingBut(given, nextOf(given));
export const methodSearch = (given: Given): MethodSearch =>
  nothingBut(given, { method: oneOf(methods, given.method) ?? 'trusted-profile', ...nextOf(given) });
export const contextSearch = (given: Given): ContextSearch =>
  nothingBut(given, {
    type: oneOf(contextTypes, given.type) ?? 'Nip',
    value: String(given.value ?? '').slice(0, 60),
    ...nextOf(given),
  });
export const certificateSearch = (given: Given): CertificateSearch => ({
  ...contextSearch(given),
  method: given.method === 'ksef-certificate' ? given.method : 'certificate',
});
