/** What a signature says of itself, in its own text. Nothing here verifies it. */
import { type FragmentElement, readFragment } from '@kwit/formats';

const xmldsig = 'http://www.w3.org/2000/09/xmldsig#';

export interface SignatureFacts {
  /** XML moment, as the signature has it. */
  readonly signingTime: string | undefined;
  /** Distinguished names (RFC 4514). */
  readonly signatory: string | undefined;
  readonly certificateIssuer: string | undefined;
  readonly certificateSerial: string | undefined;
}

/** @returns null where the XML text is no signature */
export function signatureFacts(xml: string): SignatureFacts | null {
  const root = readFragment(xml);
  if (root === null || root.name !== 'Signature' || root.namespace !== xmldsig) return null;
  const texts = firstTexts(root);
  return {
    signingTime: texts.get('SigningTime'),
    signatory: texts.get('X509SubjectName'),
    certificateIssuer: texts.get('X509IssuerName'),
    certificateSerial: texts.get('X509SerialNumber'),
  };
}

/** The first text of each name, in the order of the document. */
function firstTexts(root: FragmentElement): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const waiting = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const text = element.text.trim();
    if (text !== '' && !texts.has(element.name)) texts.set(element.name, text);
    for (const child of element.children.toReversed()) waiting.push(child);
  }
  return texts;
}
