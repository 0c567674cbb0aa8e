/**
 * What a browser needs of this package, on Web Cryptography alone: keys that never leave the page, signatures,
 * envelopes. It runs in Node.js as well, where it is tested against the rest of the package.
 */
export type { SubjectAttributes } from '../certificates.ts';
export { fromBase64, toBase64, toHex } from '../encoding.ts';
export type { SymmetricKey } from '../envelope.ts';
export { CryptoError, type CryptoErrorCode, type Text } from '../errors.ts';
export type { KeyKind } from '../key-pairs.ts';
export {
  createSelfSignedWebCredential,
  generateWebKeyPair,
  type WebCredential,
  webSigningAlgorithm,
} from './credential.ts';
export {
  loadWebCredential,
  loadWebPkcs12,
  type WebCertificateFacts,
  webCertificateFacts,
} from './credential-files.ts';
export { createCsrOnWeb } from './csr.ts';
export {
  decryptContentOnWeb,
  encryptContentOnWeb,
  encryptForKsefOnWeb,
  newWebSymmetricKey,
} from './envelope.ts';
export { sha256Base64OnWeb } from './hash.ts';
export { certificatePemOnWeb, encryptedKeyPemOnWeb } from './key-file.ts';
export { signCanonicalXadesOnWeb } from './xades.ts';
