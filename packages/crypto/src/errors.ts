import { messages } from './messages.ts';

/** A sentence for a person, in both languages of Kwit. */
export interface Text {
  pl: string;
  en: string;
}

/** Why a signature was refused by `verifyXades`. */
export type XadesErrorCode =
  | 'xml-malformed'
  | 'xml-too-large'
  | 'doctype'
  | 'no-signature'
  | 'too-many-signatures'
  | 'detached'
  | 'bad-structure'
  | 'algorithm-not-allowed'
  | 'transform-not-allowed'
  | 'digest-mismatch'
  | 'signature-mismatch'
  | 'signed-properties-missing'
  | 'signing-certificate-mismatch'
  | 'certificate-missing'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-untrusted'
  | 'chain-invalid'
  | 'key-too-weak'
  | 'wrapping';

/** Every failure of this package that a caller can act on. */
export type CryptoErrorCode =
  | XadesErrorCode
  | 'content-undecryptable'
  | 'envelope-too-long'
  | 'envelope-undecryptable'
  | 'ksef-number-parts'
  | 'certificate-unreadable'
  | 'certificate-parameters'
  | 'csr-unreadable'
  | 'csr-key'
  | 'csr-algorithm'
  | 'csr-signature'
  | 'key-kind-unsupported'
  | 'key-password-needed'
  | 'key-password-wrong'
  | 'key-unreadable'
  | 'key-encryption-unsupported'
  | 'key-certificate-mismatch'
  | 'link-key'
  | 'pkcs12-unreadable'
  | 'pkcs12-unsupported'
  | 'pkcs12-password-needed'
  | 'pkcs12-password-wrong'
  | 'pkcs12-no-key'
  | 'pkcs12-no-certificate'
  | 'pkcs12-several'
  | 'signer-algorithm'
  | 'signer-mismatch';

/**
 * A failure with a stable code and a sentence for a person. `message` is the English sentence;
 * `cause` keeps what the library below said.
 */
export class CryptoError extends Error {
  readonly code: CryptoErrorCode;
  readonly text: Text;

  /** @param options.found what was found, told after the sentence of the code; never a secret */
  constructor(code: CryptoErrorCode, options?: { cause?: unknown; found?: string }) {
    const text = withFound(messages[code], options?.found);
    super(text.en, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CryptoError';
    this.code = code;
    this.text = text;
  }
}

const withFound = ({ pl, en }: Text, found: string | undefined): Text =>
  found === undefined ? { pl, en } : { pl: `${pl} ${found}`, en: `${en} ${found}` };

/** What exactly was looked at when a signature was refused; every field that is known is set. */
export interface XadesErrorDetail {
  /** One technical English phrase: what was found where. */
  found?: string;
  /** The `URI` of the `ds:Reference` in question. */
  reference?: string;
  /** The algorithm or transform identifier in question. */
  algorithm?: string;
  /** Base64 digests: as written in the document and as computed. */
  expectedDigest?: string;
  computedDigest?: string;
  /** The exact text whose digest or signature was checked. */
  digested?: string;
}

/** A refusal of `verifyXades` (or of the document given to `signXades`). */
export class XadesError extends CryptoError {
  declare readonly code: XadesErrorCode;
  readonly detail: XadesErrorDetail;

  constructor(code: XadesErrorCode, detail: XadesErrorDetail = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'XadesError';
    this.detail = detail;
  }
}
