/** From the first page to the menu, as the guide goes, and what can go wrong on the way. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { until } from '../../test/until.ts';
import { axeViolations, cutWords, schemeAt, sticksOut, taxpayerApp } from './app.ts';
import { logInAsOwner } from './log-in.ts';

const nip = '1111111111';

describe.skipIf(isBrowserMissing('the log-in of the taxpayer application'))('the log-in', () => {
  const app = taxpayerApp();

  it('goes as the guide says, with a person who signs in the browser', async () => {
    const page = await app.open('/');
    await page.getByRole('heading', { name: 'Aplikacja Podatnika KSeF 2.0' }).waitFor();
    await page.getByRole('link', { name: 'Uwierzytelnij się w Krajowym Systemie e-Faktur' }).click();
    await page.getByRole('link', { name: 'Zaloguj profilem zaufanym' }).click();
    await page.getByRole('heading', { name: 'Wprowadź kontekst logowania' }).waitFor();
    expect(await page.title()).toBe('Wprowadź kontekst logowania – Aplikacja Podatnika KSeF 2.0');
    // The heading has the focus, so that whoever does not see the page hears where they are.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');

    await page.getByRole('button', { name: 'Uwierzytelnij' }).click();
    await page.getByText('Wartość jest wymagana').waitFor();
    await page.getByRole('textbox', { name: 'NIP firmy' }).fill('111-111-11');
    await page.getByRole('button', { name: 'Uwierzytelnij' }).click();
    // Error and hint in one: it is said once.
    expect(await page.getByText('NIP składa się z 10 cyfr').count()).toBe(1);
    await page.getByRole('textbox', { name: 'NIP firmy' }).fill('0000000000');
    await page.getByRole('button', { name: 'Uwierzytelnij' }).click();
    await page.getByText('To nie jest prawidłowy NIP: żaden nie zaczyna się od zera').waitFor();
    await page.getByRole('textbox', { name: 'NIP firmy' }).fill('111-111-11-11');
    // Nothing that was typed is lost by a reload.
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'NIP firmy' }).inputValue()).toBe('111-111-11-11');
    await page.getByRole('button', { name: 'Uwierzytelnij' }).click();

    await page.getByText('Lokalna namiastka Profilu Zaufanego').waitFor();
    await page.getByRole('textbox', { name: 'Imię' }).fill('Łucja');
    await page.getByRole('textbox', { name: 'Nazwisko' }).fill('Żółkiewska');
    await page.getByRole('button', { name: 'Utwórz osobę' }).click();
    await page.getByRole('button', { name: 'Podpisz' }).click();
    await page.getByRole('heading', { name: 'Faktury' }).waitFor();
    await page.getByText('Łucja Żółkiewska').waitFor();
    await page.getByText(`NIP ${nip}`).waitFor();
    // The API does not tell them apart.
    await page.getByRole('link', { name: 'Ustawienia' }).click();
    await page.getByText('Podpis kwalifikowany lub profil zaufany').first().waitFor();
    expect(await cutWords(page, 1280)).toEqual([]);
  });

  it('is real: a session of the API, whose calls can be seen without a secret', async () => {
    const page = await app.open('/');
    await logInAsOwner(page, app.ksef.webUrl, nip);
    await page.getByRole('button', { name: 'Pokaż wywołanie API' }).click();
    const calls = page.getByRole('dialog');
    await calls.getByText('Authorization: Bearer $ACCESS_TOKEN').waitFor();
    await calls.getByRole('button', { name: 'redeemTokens' }).click();
    const text = (await calls.textContent()) ?? '';
    expect(text).toContain('authenticateWithXades');
    await page.getByRole('tab', { name: '@kwit/ksef-client' }).click();
    await page.getByText('client.operations.redeemTokens()').waitFor();
    await page.getByRole('tab', { name: 'Odpowiedź' }).click();
    await page.getByText('"accessToken"').waitFor();
    expect(await page.content()).not.toMatch(/eyJ[\w-]{10}/);
  });

  it('lasts over a reload and keeps no token in any storage while the page runs', async () => {
    const page = await app.open('/');
    await logInAsOwner(page, app.ksef.webUrl, nip);
    const stored = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(await stored()).not.toContain('eyJ');
    await page.reload();
    await page.getByText('Łucja Żółkiewska').waitFor();
    expect(await stored()).not.toContain('eyJ');
    // Another tab is another log-in.
    const other = await app.open('/invoices', { context: page.context() });
    await other.getByRole('heading', { name: 'Uwierzytelnij się w Krajowym Systemie e-Faktur' }).waitFor();

    await page.getByRole('button', { name: 'Wyloguj' }).click();
    await page.getByRole('heading', { name: 'Aplikacja Podatnika KSeF 2.0' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Uwierzytelnij się w Krajowym Systemie e-Faktur' }).waitFor();
  });

  /** From the choice of a way to the signature, as a new test person. */
  const sign = async (page: Page, contextNip: string, surname = 'Kowal') => {
    await page.getByRole('link', { name: 'Zaloguj profilem zaufanym' }).click();
    await page.getByRole('textbox', { name: 'NIP firmy' }).fill(contextNip);
    await page.getByRole('button', { name: 'Uwierzytelnij' }).click();
    await page.getByRole('heading', { name: 'Podpisz profilem zaufanym' }).waitFor();
    await createPerson(page, surname);
    await page.getByRole('button', { name: 'Podpisz' }).click();
  };
  const createPerson = async (page: Page, surname: string) => {
    const another = page.getByRole('button', { name: 'Nowa osoba testowa' });
    const givenName = page.getByRole('textbox', { name: 'Imię' });
    await another.or(givenName).waitFor();
    if (await another.isVisible()) await another.click();
    await givenName.fill('Jan');
    await page.getByRole('textbox', { name: 'Nazwisko' }).fill(surname);
    const create = page.getByRole('button', { name: 'Utwórz osobę' });
    await create.click();
    await create.waitFor({ state: 'detached' });
  };

  it('leads back to the page that asked for it', async () => {
    const page = await app.open('/tokens?status=Active');
    await sign(page, nip);
    await page.getByRole('heading', { name: 'Lista tokenów' }).waitFor();
    expect(page.url()).toBe(`${app.ksef.webUrl}/tokens?status=Active`);
    await page.reload();
    await page.getByRole('heading', { name: 'Lista tokenów' }).waitFor();
  });

  it.each(['javascript:alert(1)', 'https://example.com/', '//example.com', '/\\\\example.com', '17'])(
    'leads nowhere else: %s',
    async (next) => {
      const page = await app.open(`/login?next=${encodeURIComponent(next)}`);
      await sign(page, nip);
      await page.getByRole('heading', { name: 'Faktury' }).waitFor();
      expect(page.url()).toBe(`${app.ksef.webUrl}/invoices`);
    },
  );

  it('takes a NIP with its country and separators, as it is pasted', async () => {
    const page = await app.open('/login/context');
    await page.getByRole('textbox', { name: 'NIP firmy' }).fill(' PL 111-111-11-11 ');
    await page.getByRole('button', { name: 'Uwierzytelnij' }).click();
    await page.getByText('Żądanie uwierzytelnienia w kontekście: NIP firmy 1111111111').waitFor();
  });

  it('is one, however often it is pressed', async () => {
    const page = await app.open(`/login/trusted-profile?type=Nip&value=${nip}`);
    await createPerson(page, 'Prędki');
    const begun: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/auth/xades-signature')) {
        begun.push(request.url());
      }
    });
    const button = page.getByRole('button', { name: 'Podpisz' });
    await button.evaluate((element: HTMLElement) => {
      element.click();
      element.click();
    });
    await page.getByRole('heading', { name: 'Faktury' }).waitFor();
    expect(begun.length).toBe(1);
  });

  it('keeps a draft for its person and context, and from everybody else', async () => {
    const page = await app.open('/');
    await page.goto(`${app.ksef.webUrl}/login?next=${encodeURIComponent('/tokens/generate-token')}`);
    await sign(page, '5555555555', 'Pierwszy');
    const field = page.getByRole('textbox', { name: 'Nazwa tokena' });
    await field.fill('Token pierwszego');
    /** As after the end of a session while the page was away. */
    const loseSession = async () => {
      await page.goto(`${app.ksef.url}/latarnia/status`);
      await page.evaluate(() => sessionStorage.removeItem('kwit.handover.log-in'));
      await page.goto(`${app.ksef.webUrl}/tokens/generate-token`);
    };
    await loseSession();
    await sign(page, '5555555555', 'Pierwszy');
    await field.waitFor();
    expect(await field.inputValue()).toBe('Token pierwszego');
    await loseSession();
    await sign(page, '2222222222', 'Drugi');
    await field.waitFor();
    expect(await field.inputValue()).toBe('');
  });

  it('ends without a complaint, wherever one is', async () => {
    const page = await app.open('/');
    await logInAsOwner(page, app.ksef.webUrl, nip);
    await page.getByRole('link', { name: 'Wystaw fakturę' }).first().click();
    await page.getByRole('heading', { name: 'Wystaw fakturę' }).waitFor();
    await page.getByRole('button', { name: 'Wyloguj' }).click();
    await page.getByRole('heading', { name: 'Aplikacja Podatnika KSeF 2.0' }).waitFor();
  });

  it('gives pages that take nothing of an address that is not right', async () => {
    const page = await app.open('/');
    await logInAsOwner(page, app.ksef.webUrl, nip);
    for (const path of [
      '/collective-identifiers?from=abc&to=2026-02-31',
      '/permissions/grant?kind=foo',
      '/permissions?tab=foo&state=1',
      '/invoices?period=foo&subject=1',
      '/tokens?status=foo',
      '/sessions?type=foo&status=12',
      '/certificates?status=foo&type=[]',
    ]) {
      await page.goto(app.ksef.webUrl + path);
      await page.getByRole('button', { name: 'Wyloguj' }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
      expect(await page.getByRole('alert').count(), path).toBe(0);
    }
  });

  it('lets a long name make way for the buttons', async () => {
    const surname = 'Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka';
    const page = await app.open(`/login/trusted-profile?type=Nip&value=${nip}`);
    await createPerson(page, surname);
    const isCut = (name: string | RegExp) =>
      page.getByRole('button', { name }).evaluate((button) => {
        const label = button.querySelector('.mantine-Button-label') ?? button;
        return label.scrollWidth > label.clientWidth;
      });
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await isCut(/^Usuń: /)).toBe(false);
    expect(await sticksOut(page)).toBe(false);
    await page.setViewportSize({ width: 1024, height: 900 });
    await page.getByRole('button', { name: 'Podpisz' }).click();
    await page.getByRole('heading', { name: 'Faktury' }).waitFor();
    expect(await isCut('Wyloguj')).toBe(false);
    expect(await isCut('English')).toBe(false);
    expect(await sticksOut(page)).toBe(false);
  });

  it('tells a person without rights whose context it is, and what to do', async () => {
    // What is no context is asked for before anybody signs for it.
    const page = await app.open('/login/trusted-profile?value=1');
    await page.getByRole('heading', { name: 'Wprowadź kontekst logowania' }).waitFor();
    await page.goto(`${app.ksef.webUrl}/login/certificate?method=ksef-certificate`);
    await page.getByRole('heading', { name: 'Wprowadź kontekst logowania' }).waitFor();
    expect(page.url()).toContain('method=ksef-certificate');
    await page.goto(`${app.ksef.webUrl}/login/trusted-profile?type=Nip&value=1111111111`);
    await page.getByRole('textbox', { name: 'Imię' }).fill('Jan');
    await page.getByRole('textbox', { name: 'Nazwisko' }).fill('Obcy');
    await page.getByRole('radio', { name: 'PESEL' }).click();
    await page.getByRole('textbox', { name: 'PESEL' }).fill('44051401358');
    await page.getByRole('button', { name: 'Utwórz osobę' }).click();
    await page.getByText('nie zgadza się cyfra kontrolna').waitFor();
    await page.getByRole('button', { name: 'Wylosuj' }).click();
    await page.getByRole('button', { name: 'Utwórz osobę' }).click();
    await page.getByRole('button', { name: 'Podpisz' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('Osoba „Jan Obcy” nie ma uprawnień w kontekście NIP firmy 1111111111.').waitFor();
    await alert.getByText('poprosić właściciela').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('says that KSeF does not answer, and goes on when it does', async () => {
    const page = await app.open('/login/trusted-profile?type=Nip&value=1111111111');
    await page.getByRole('textbox', { name: 'Imię' }).fill('Jan');
    await page.getByRole('textbox', { name: 'Nazwisko' }).fill('Kowal');
    await page.getByRole('button', { name: 'Utwórz osobę' }).click();
    await page.getByRole('button', { name: 'Podpisz' }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Podpisz' }).click();
    await page.getByText('Brak połączenia z KSeF.').waitFor();
    await page.getByRole('alert').getByText('KSeF nie odpowiada.').waitFor();
    await page.context().setOffline(false);
    await until(async () => (await page.getByText('Brak połączenia z KSeF.').count()) === 0);
    await page.getByRole('button', { name: 'Podpisz' }).click();
    await page.getByRole('heading', { name: 'Faktury' }).waitFor();
  });

  describe.each(['phone', 'desk'] as const)('at the width of a %s', (width) => {
    it.each([schemeAt[width]])('is right for everybody, %s', async (scheme) => {
      const page = await app.open('/', { width, scheme });
      for (const path of [
        '/',
        '/login',
        '/login/context',
        '/login/trusted-profile?value=1111111111',
        '/settings',
        '/nowhere',
      ]) {
        await page.goto(`${app.ksef.url}/web${path}`);
        await page.locator('h1').waitFor();
        expect(await axeViolations(page), path).toEqual([]);
        expect(await sticksOut(page), path).toBe(false);
      }
      await logInAsOwner(page, app.ksef.webUrl, nip);
      expect(await axeViolations(page)).toEqual([]);
      expect(await sticksOut(page)).toBe(false);
      if (width === 'phone') await page.getByRole('button', { name: 'Otwórz menu' }).click();
      await page.getByRole('link', { name: 'Wnioskuj o certyfikat' }).click();
      await page.getByRole('heading', { name: 'Generowanie klucza' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
    });
  });

  it('speaks English when it is asked to', async () => {
    const page = await app.open('/');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Log in to the National e-Invoicing System' }).click();
    await page.getByRole('heading', { name: 'Log in to the National e-Invoicing System' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.reload();
    await page.getByRole('link', { name: 'Log in with Profil Zaufany' }).waitFor();
    expect(await page.title()).toContain(' – Taxpayer Application KSeF 2.0');
  });
});
