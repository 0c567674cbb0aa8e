export {
  type CertificateUsage,
  createCertificateAuthority,
  createSelfSignedCertificate,
  issueCertificate,
  randomSerialNumber,
} from './certificate-authority.ts';
export {
  type CertificateIdentity,
  type Credential,
  certificateIdentity,
  certificatePem,
  fingerprintOf,
  readCertificate,
  readCertificates,
  type SubjectAttributes,
  serialNumberOf,
  subjectOf,
} from './certificates.ts';
export { type CertificateRequest, createCsr, readCsr } from './csr.ts';
export {
  certificateId,
  decryptAsKsef,
  decryptContent,
  encryptContent,
  encryptForKsef,
  newSymmetricKey,
  publicKeyId,
  type SymmetricKey,
} from './envelope.ts';
export {
  CryptoError,
  type CryptoErrorCode,
  type Text,
  XadesError,
  type XadesErrorCode,
  type XadesErrorDetail,
} from './errors.ts';
export {
  type ExternalSigner,
  type SignerAlgorithm,
  type SignerDigest,
  type SigningRequest,
  signXadesWith,
} from './external-signer.ts';
export { crc8, sha256Base64, sha256Hex } from './hashes.ts';
export { encryptedKeyPem, loadCredential } from './key-files.ts';
export { generateKeyPair, type KeyKind, type KeyPair } from './key-pairs.ts';
export { type KsefCertificateUsage, ksefCertificateUsage } from './ksef-certificate.ts';
export {
  type CollectiveIdentifierParts,
  collectiveIdentifierNumber,
  isCollectiveIdentifierNumber,
  isKsefNumber,
  type KsefNumberParts,
  ksefNumber,
} from './ksef-number.ts';
export { judgeLinkSignature, type LinkSignatureVerdict, signLink } from './link-signature.ts';
export { loadPkcs12, type Pkcs12Options } from './pkcs12.ts';
export { isPkcs12 } from './pkcs12-contents.ts';
export { signCanonicalXades, signXades, type XadesSignOptions } from './xades-sign.ts';
export { verifyXades, type XadesVerification, type XadesVerifyOptions } from './xades-verify.ts';
