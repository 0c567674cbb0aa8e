/** KOD II: proves who issued an invoice offline, and that they might. Source: the official page on QR codes. */
import { base64Url } from '../base64.ts';
import { DocumentError } from '../errors.ts';
import { inLanguage } from '../layout/in-language.ts';
import type { DocumentLanguage, QrCode } from '../layout/layout.ts';
import { type QrAddress, qrAddressOf } from './ksef-address.ts';
import { type CodeContext, contextPart, hashPart, nipPart, serialNumberPart } from './link-parts.ts';
import { codeTexts } from './texts.ts';

export interface IssuerCodeData {
  readonly address: QrAddress;
  /** Where the invoice was issued: as a rule the firm's own NIP. */
  readonly context: CodeContext;
  /** Ten digits. */
  readonly sellerNip: string;
  /** Of the KSeF certificate of type Offline that signs: 16 hexadecimal digits. */
  readonly certificateSerialNumber: string;
  /** SHA-256 of the document's bytes: Base64, Base64URL, or 64 hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Signs by the key of the certificate, with SHA-256: RSASSA-PSS with MGF1 of SHA-256 and a salt of 32 bytes, or ECDSA on
 * P-256 as R || S (IEEE P1363). `signLink` of `@kwit/crypto` does it on Node.js, `crypto.subtle.sign` in a browser.
 */
export type SignLink = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** The longest signature there is: RSA of 4096 bits. */
const longestSignatureBytes = 512;

/**
 * The page that judges the certificate and the signature. Signed is the link up to its signature, without the scheme.
 *
 * Throws `DocumentError` 'code-address', 'code-part' or 'code-signature', and whatever the signer throws.
 */
export async function issuerLink(data: IssuerCodeData, sign: SignLink): Promise<string> {
  const path = [
    contextPart(data.context),
    nipPart(data.sellerNip),
    serialNumberPart(data.certificateSerialNumber),
    hashPart(data.sha256),
  ].join('/');
  const unsigned = `${qrAddressOf(data.address)}/certificate/${path}`;
  const signature = await sign(new TextEncoder().encode(unsigned.replace(/^https?:\/\//, '')));
  if (signature.length === 0 || signature.length > longestSignatureBytes)
    throw new DocumentError('code-signature');
  return `${unsigned}/${base64Url(signature)}`;
}

/** The code with that link, which an invoice issued offline carries beside KOD I. Throws what `issuerLink` throws. */
export async function issuerCode(
  data: IssuerCodeData,
  sign: SignLink,
  language: DocumentLanguage = 'pl',
): Promise<QrCode> {
  return {
    content: await issuerLink(data, sign),
    // The word that the official page asks for, in every language.
    caption: { text: 'CERTYFIKAT' },
    explanation: inLanguage(codeTexts.issuer, language),
    isLink: true,
  };
}
