import { readFileSync } from 'node:fs';
import { FormatError, formatNames } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import { DocumentError, documentLayout, formatsWithLayout, layoutOfBytes } from './index.ts';
import { flatLines } from './layout/flat-text.testing.ts';

const example = readFileSync(new URL('../../../examples/payments.xml', import.meta.url));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const request =
  '<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.0"><Challenge>20260201-CR-0000000000-0000000000-00</Challenge>' +
  '<ContextIdentifier><Nip>1111111111</Nip></ContextIdentifier><SubjectIdentifierType>certificateSubject</SubjectIdentifierType></AuthTokenRequest>';

/** What is thrown. */
function thrown(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('every format is shown, but for requests that only programs read', () => {
  const others = formatNames.filter((format) => !(formatsWithLayout as readonly string[]).includes(format));
  expect(others).toEqual(['AuthTokenRequest(2.0)', 'AuthTokenRequest(2.1)']);
});

test('bytes become a layout in the language asked for', () => {
  const layout = layoutOfBytes(example, { language: 'en', state: 'preview' });
  expect(flatLines(layout).slice(0, 2)).toEqual(['Invoice', expect.stringMatching(/^Number: /)]);
  expect(layout.head.notice).toEqual({ text: 'Preview: no KSeF number' });
});

test('a number as long as the format allows is whole in the head, and cut at the foot of each page', () => {
  const number = 'W'.repeat(256);
  const bytes = utf8(example.toString('utf8').replace(/<P_2>[^<]*/, `<P_2>${number}`));
  const ksefNumber = '1111111111-20260105-0123456789AB-5F';
  const { head, foot } = layoutOfBytes(bytes, { ksefNumber });
  expect(head.number?.value.text).toBe(number);
  expect(foot.text).toMatch(/^Faktura .*W… · /);
  expect(foot.text).toHaveLength(` · ${ksefNumber}`.length + 80);
});

describe('what is not shown', () => {
  test('is refused with what it is and what is expected, in both languages', () => {
    const error = thrown(() => layoutOfBytes(utf8(request)));
    expect(error).toBeInstanceOf(FormatError);
    const [problem] = (error as FormatError).problems;
    expect(problem?.code).toBe('format-unknown');
    expect(problem?.message.pl).toMatch(
      /^Dokument ma format AuthTokenRequest\(2\.0\), a oczekiwany jest FA\(3\)/,
    );
    expect(problem?.message.en).toMatch(
      /^The document is of the format AuthTokenRequest\(2\.0\); expected is FA\(3\)/,
    );
  });

  test.each(['', 'nie XML', '<Faktura/>', '<!DOCTYPE a><a/>', '%PDF-1.7'])(
    'is refused with its place: %s',
    (text) => {
      const error = thrown(() => layoutOfBytes(utf8(text)));
      expect(error).toBeInstanceOf(FormatError);
      expect((error as FormatError).problems[0]?.line).toBe(1);
    },
  );

  test('is refused as a document too', () => {
    const document = { format: 'AuthTokenRequest(2.1)', root: {} };
    const error = thrown(() => documentLayout(document as never));
    expect(error).toBeInstanceOf(DocumentError);
    expect(error).toMatchObject({
      code: 'format-without-layout',
      text: {
        pl: expect.stringContaining('AuthTokenRequest(2.1)'),
        en: expect.stringContaining('AuthTokenRequest(2.1)'),
      },
    });
  });
});
