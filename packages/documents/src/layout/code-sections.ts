/** QR codes at the end of a document: those that lead to KSeF, and the one for the bank. */

import { sectionOf } from './fields.ts';
import type { QrCode, Section } from './layout.ts';
import type { Voice } from './voice.ts';

const headings = {
  verification: { pl: 'Weryfikacja w KSeF', en: 'Verification in KSeF' },
  transfer: { pl: 'Kod do przelewu', en: 'Code for the transfer' },
};

export function codeSections(codes: readonly QrCode[], voice: Voice): readonly Section[] {
  const section = (heading: keyof typeof headings, some: readonly QrCode[]) =>
    sectionOf(voice.say(headings[heading]), some.length === 0 ? [] : [{ kind: 'codes', codes: some }]);
  return [
    ...section(
      'transfer',
      codes.filter(({ isLink }) => !isLink),
    ),
    ...section(
      'verification',
      codes.filter(({ isLink }) => isLink),
    ),
  ];
}
