/** The guide's way with a token, from the first page in the browser to an invoice in KSeF. */
import { join } from 'node:path';
import { createKsefClient } from '@kwit/ksef-client';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../tools/testing/browser.ts';
import { taxpayerApp } from '../../ksef/web/test/app.ts';
import { logInAsOwner } from '../../ksef/web/test/log-in.ts';
import { generateToken } from '../../ksef/web/test/tokens.ts';
import { demoNip, invoiceFile, kwit, temporaryFolder } from './harness.ts';

describe.skipIf(isBrowserMissing('the way of the guide with a token'))('the guide', () => {
  const app = taxpayerApp();

  it('ends with an invoice that was sent with the token made in the browser', async () => {
    const page = await app.open('/');
    await logInAsOwner(page, app.ksef.webUrl, demoNip);
    await page.getByRole('link', { name: 'Generuj token' }).click();
    const token = await generateToken(page, 'Token do programu zewnętrznego');

    const home = join(temporaryFolder(), 'home');
    const args = ['login', '--json', '--env', app.ksef.apiUrl, '--nip', demoNip, '--token', '-'];
    const login = await kwit(args, { home, input: `${token}\n` });
    expect(login.code, login.stderr).toBe(0);
    const { file, number } = invoiceFile();
    const sent = await kwit(['send', '--json', file], { home });
    expect(sent.code, sent.stderr).toBe(0);
    expect(sent.stdout).toContain(number);
    expect(sent.stdout).toMatch(new RegExp(`${demoNip}-\\d{8}-[0-9A-F]{12}-[0-9A-F]{2}`));

    await page.getByRole('link', { name: 'Lista tokenów' }).click();
    await page.getByRole('button', { name: 'Opuść stronę' }).click();
    const row = page.getByRole('row', { name: 'Token do programu zewnętrznego' });
    await row.getByText('Aktywny', { exact: true }).waitFor();
    expect(await row.getByText('nie użyto').count()).toBe(0);
    await row.getByRole('button', { name: 'Unieważnij' }).click();
    await page.getByRole('button', { name: 'Unieważnij token' }).click();
    await row.getByText('Unieważniony').waitFor();
    const again = await kwit(args, { home: join(temporaryFolder(), 'home'), input: token });
    expect(again.code).toBe(1);
  });

  it('does not go on with a token: it cannot make another, and the page says so', async () => {
    const page = await app.open('/');
    await logInAsOwner(page, app.ksef.webUrl, demoNip);
    await page.getByRole('link', { name: 'Generuj token' }).click();
    const token = await generateToken(page, 'Token do zalogowania');
    const client = createKsefClient({ baseUrl: app.ksef.apiUrl });
    await client.logInWithToken({ context: { type: 'Nip', value: demoNip }, token });
    // The application has no log-in by token; the call is made with one here.
    const authorization = `Bearer ${client.tokens?.accessToken.token}`;
    await page.route('**/v2/tokens', (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization } }),
    );
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByRole('textbox', { name: 'Nazwa tokena' }).fill('Token z tokena');
    await page.getByRole('checkbox', { name: 'przeglądanie faktur' }).check();
    await page.getByRole('button', { name: 'Generuj token' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('Token nie może utworzyć następnego tokena.').waitFor();
    await alert.getByText('zalogować profilem zaufanym').waitFor();
    expect(await page.getByRole('textbox', { name: 'Nazwa tokena' }).inputValue()).toBe('Token z tokena');
  });
});
