import type { Text } from '@kwit/formats';
import { messages } from './messages.ts';

/** Every failure of this package that a caller can act on. */
export type DocumentErrorCode =
  | 'accent-colour'
  | 'code-address'
  | 'code-part'
  | 'code-signature'
  | 'code-too-long'
  | 'format-without-layout'
  | 'logo-jpeg-kind'
  | 'logo-kind'
  | 'logo-too-large'
  | 'logo-too-many-pixels'
  | 'logo-unreadable';

/** A failure with a stable code and a sentence for a person; `message` is the English sentence. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode;
  readonly text: Text;

  /** @param options.found what was found, told after the sentence of the code */
  constructor(code: DocumentErrorCode, options: { found?: string; cause?: unknown } = {}) {
    const { pl, en } = messages[code];
    const { found, cause } = options;
    const text = found === undefined ? { pl, en } : { pl: `${pl} ${found}`, en: `${en} ${found}` };
    super(text.en, cause === undefined ? undefined : { cause });
    this.name = 'DocumentError';
    this.code = code;
    this.text = text;
  }
}
