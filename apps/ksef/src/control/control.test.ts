import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { controlCall } from '../../test/control.ts';
import { runningKsefs } from '../../test/running.ts';
import { ControlError, startKsef } from '../index.ts';

const { start, newFolder } = runningKsefs();

describe('the key of the control side', () => {
  it('is asked for by every address of it, in either language, and is no key of the API', async () => {
    const ksef = await start();
    for (const path of ['', '/clock', '/nothing']) {
      for (const authorization of ['', 'Bearer wrong', `Basic ${ksef.controlKey}`]) {
        const { status, headers, body } = await controlCall(ksef, 'GET', path, undefined, { authorization });
        expect(status).toBe(401);
        expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
        expect(body).toMatchObject({ status: 401, code: 'unauthorized', instance: `/control${path}` });
        expect(body.detail).toContain('control-key');
      }
    }
    const polish = await controlCall(ksef, 'GET', '/clock', undefined, {
      authorization: '',
      'accept-language': 'pl-PL,pl;q=0.9',
    });
    expect(polish.body.detail).toContain('Podaj klucz');
    const api = await fetch(`${ksef.apiUrl}/tokens`, {
      headers: { authorization: `Bearer ${ksef.controlKey}` },
    });
    expect(api.status).toBe(401);
  });

  it('is kept in the data folder for its owner alone, unless it is given', async () => {
    const data = newFolder();
    const first = await start({ data });
    expect(readFileSync(join(data, 'control-key'), 'utf8').trim()).toBe(first.controlKey);
    expect(statSync(join(data, 'control-key')).mode & 0o777).toBe(0o600);
    await first.close();
    const second = await start({ data });
    expect(second.controlKey).toBe(first.controlKey);
    await second.close();
    const given = await start({ data, controlKey: 'a-key-of-my-own-choice' });
    expect((await controlCall(given, 'GET', '/clock')).status).toBe(200);
    expect((await controlCall({ ...given, controlKey: first.controlKey }, 'GET', '/clock')).status).toBe(401);
  });

  it('must be long enough, and a refused one is not told', async () => {
    await expect(startKsef({ port: 0, rateLimits: 'off', controlKey: 'geheim' })).rejects.toThrow(
      /controlKey = …/,
    );
  });
});

describe('requests to the control side', () => {
  it('are listed at its root', async () => {
    const { body } = await controlCall(await start(), 'GET', '');
    expect(body.operations).toContainEqual({
      name: 'readClock',
      method: 'GET',
      path: '/control/clock',
      summary: expect.any(String),
    });
  });

  it.each([
    ['PUT', '/clock', {}, 'required', 'at'],
    ['PUT', '/clock', { at: 'soon' }, 'wrong-form', 'at'],
    ['PUT', '/clock', { at: 5 }, 'wrong-type', 'at'],
    ['PUT', '/clock', { at: '2026-02-30T00:00:00Z' }, 'wrong-form', 'at'],
    ['PUT', '/clock', { at: '2026-02-03', on: 1 }, 'unknown-field', 'on'],
    ['PUT', '/clock?on=1', { at: '2026-02-03' }, 'unknown-field', 'on'],
    ['POST', '/clock/advance', { by: 'tomorrow' }, 'wrong-form', 'by'],
    ['POST', '/clock/advance', { by: true }, 'wrong-type', 'by'],
    ['PUT', '/clock', { at: '1999-01-01' }, 'clock-out-of-range', undefined],
    ['PUT', '/clock', '[1]', 'body-not-json', undefined],
    ['PUT', '/clock', '{"at":', 'body-not-json', undefined],
  ])('%s %s %j is refused: %s', async (method, path, body, code, field) => {
    const ksef = await start();
    const reply = await controlCall(ksef, method, path, body);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ status: 400, code, detail: expect.stringMatching(/\.$/) });
    expect(reply.body.errors[0].path).toBe(field);
    const polish = await controlCall(ksef, method, path, body, { 'accept-language': 'pl' });
    expect(polish.body.detail).not.toBe(reply.body.detail);
  });

  it('to other addresses or by other methods are refused in words', async () => {
    const ksef = await start();
    expect(await controlCall(ksef, 'GET', '/nothing')).toMatchObject({
      status: 404,
      body: { code: 'no-such-address' },
    });
    expect(await controlCall(ksef, 'POST', '/clock')).toMatchObject({
      status: 405,
      body: { code: 'method-not-allowed', detail: expect.stringContaining('GET, PUT') },
    });
    const large = await controlCall(ksef, 'PUT', '/clock', { at: 'x'.repeat(2_000_000) });
    expect(large).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  it('made as functions throw the same refusals', async () => {
    const { control } = await start();
    const error = await control.setClock({ at: 'soon' }).then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(ControlError);
    expect(error).toMatchObject({ code: 'wrong-form', problems: [{ path: 'at' }] });
    expect(error.text.pl).toContain('«at»');
  });
});
