import { expect, test } from 'vitest';
import { excerptOf, redact } from './redact.ts';

test('given secrets, JSON web tokens and the secret part of KSeF tokens are taken out', () => {
  const token = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|${'9'.repeat(64)}`;
  const text = redact(`password=hunter2 jwt=eyJhbGciOi.eyJleHAi.c2ln token=${token}`, ['hunter2', '']);
  expect(text).toBe('password=••• jwt=••• token=20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|•••');
});

test('an excerpt is one short line, and never half a secret', () => {
  expect(excerptOf(' a\n\t b ')).toBe('a b');
  const secret = 's'.repeat(50);
  expect(excerptOf(`${'x'.repeat(190)}${secret}`, [secret])).toBe(`${'x'.repeat(190)}•••`);
});
