import { hash } from 'node:crypto';

/** SHA-256 as Base64 (44 characters), as KSeF gives and expects hashes of invoices and parts. */
export function sha256Base64(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'base64');
}

/** SHA-256 as 64 lower-case hexadecimal characters. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

const crc8Table = Uint8Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80 ? ((value << 1) ^ 0x07) & 0xff : value << 1;
  return value;
});

/**
 * CRC-8 of the UTF-8 bytes of a text (0–255): polynomial 0x07, initial value 0, not reflected.
 * Source: the official page on the KSeF number.
 */
export function crc8(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // The numbers of KSeF are ASCII, where a unit of the text is its byte.
    if (unit > 0x7f) return crc8OfBytes(Buffer.from(text, 'utf8'));
    value = crc8Table[value ^ unit] ?? 0;
  }
  return value;
}

const crc8OfBytes = (bytes: Uint8Array): number =>
  bytes.reduce((value, byte) => crc8Table[value ^ byte] ?? 0, 0);
