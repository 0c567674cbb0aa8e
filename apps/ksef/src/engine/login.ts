import type { AllowedIps, AuthenticationMethod } from '@kwit/ksef-contract';
import type { SubjectDetails } from './access-tokens.ts';
import type { ContextIdentifier, SubjectIdentifier } from './identifiers.ts';

/** Why a log-in ends without a session, as its status shows it. */
export interface LoginFailure {
  code: number;
  detail: string;
}

/** A log-in as it arrived, by signature or by token, before it is decided. */
export interface Login {
  method: AuthenticationMethod;
  /** Context and subject are null only together with a failure. */
  context: ContextIdentifier | null;
  subject: SubjectIdentifier | null;
  subjectDetails: SubjectDetails;
  allowedIps: AllowedIps | null;
  /** Base64 SHA-256 of the signed document as it arrived; of a token log-in null. */
  documentSha256: string | null;
  /** DER of the certificate that signed. */
  certificate: Uint8Array | null;
  /** Serial number of the certificate, where it is one of this KSeF. */
  certificateSerial: string | null;
  /** Reference number of the token that logs in. */
  ksefToken: string | null;
  /** What is wrong already; shown once the log-in is decided. */
  failure: LoginFailure | null;
}
