import { type StartErrorCode, startMessages, type Text } from './messages.ts';

/** Why the local KSeF did not start: a stable code and a sentence in both languages. `message` is the English one. */
export class KsefStartError extends Error {
  readonly code: StartErrorCode;
  readonly text: Text;

  /** @param what the folder, port, option or address in question. */
  constructor(code: StartErrorCode, what: string, cause?: unknown) {
    const text = startMessages[code]({ what });
    super(text.en, cause === undefined ? undefined : { cause });
    this.name = 'KsefStartError';
    this.code = code;
    this.text = text;
  }
}
