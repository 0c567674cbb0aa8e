/** A key under which a document cannot be read with the right one. */
import { decryptContent, encryptContent, newSymmetricKey, type SymmetricKey } from '@kwit/crypto';

/** One wrong key in about 250 leaves padding that is right by chance; this one does not. */
export function anotherKey(document: string, right: SymmetricKey): SymmetricKey {
  const bytes = new TextEncoder().encode(document);
  for (;;) {
    const candidate = newSymmetricKey();
    try {
      decryptContent(encryptContent(bytes, candidate), right);
    } catch {
      return candidate;
    }
  }
}
