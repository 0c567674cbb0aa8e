import type { AuthenticationContextIdentifier, TokenAuthorIdentifier } from '@kwit/ksef-contract';

/** On whose behalf a caller acts. */
export type ContextIdentifier = AuthenticationContextIdentifier;
/** Who a caller is: by NIP, PESEL, or fingerprint of a certificate. */
export type SubjectIdentifier = TokenAuthorIdentifier;

const sameIdentifier = (a: { type: string; value: string }, b: { type: string; value: string }) =>
  a.type === b.type && a.value === b.value;

/** Whether two contexts or two subjects are the same one. */
export const same = sameIdentifier;
