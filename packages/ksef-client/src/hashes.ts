/** SHA-256 as Base64, as KSeF gives and expects hashes; of a text, of its UTF-8. */
export { sha256Base64OnWeb as sha256Base64 } from '@kwit/crypto/web/hash';
