/** The control room: what it does is seen through the API, as programs see it. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { call, callLoosely, logIn, newNip, sealOf } from '../../test/api.ts';
import { byPesel, newPesel } from '../../test/permissions.ts';
import { until } from '../../test/until.ts';
import { axeViolations, type PageOptions, sticksOut, taxpayerApp } from './app.ts';
import { logInAsOwner } from './log-in.ts';

describe.skipIf(isBrowserMissing('the control room of the taxpayer application'))('control room', () => {
  const app = taxpayerApp();
  afterEach(async () => {
    await app.ksef.control.reset();
    for (const { name } of (await app.ksef.control.listSnapshots()).snapshots)
      await app.ksef.control.removeSnapshot({ name });
  });
  const room = (path = '', options?: PageOptions): Promise<Page> =>
    app.open(`/control${path}#key=${encodeURIComponent(app.ksef.controlKey)}`, options);
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
  const isRight = async (page: Page, what: string) => {
    expect(await axeViolations(page), what).toEqual([]);
    expect(await sticksOut(page), what).toBe(false);
  };
  const looks: readonly PageOptions[] = [
    { width: 'desk', scheme: 'light' },
    { width: 'phone', scheme: 'dark' },
  ];

  describe('key', () => {
    it('comes in the link, leaves the address at once, goes over a reload and is in no storage meanwhile', async () => {
      const page = await room('/clock');
      await heading(page, 'Zegar');
      expect(page.url()).toBe(`${app.ksef.webUrl}/control/clock`);
      const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      expect(stored).not.toContain(app.ksef.controlKey);
      expect(await page.content()).not.toContain(app.ksef.controlKey);
      await page.reload();
      await heading(page, 'Zegar');
      await page.getByText('Tego nie ma w prawdziwym KSeF').last().waitFor();
      await button(page, 'Zapomnij klucz').click();
      await heading(page, 'Pokój kontrolny');
      await page.reload();
      await heading(page, 'Pokój kontrolny');
    });

    it('is typed; a wrong one gets a sentence', async () => {
      const page = await app.open('/control/clock');
      const key = page.getByLabel('Klucz strony sterującej');
      await button(page, 'Otwórz pokój kontrolny').click();
      await page.getByText('Wpisz klucz').waitFor();
      await key.fill('not-the-key-of-this-ksef');
      await button(page, 'Otwórz pokój kontrolny').click();
      await page.getByText('To nie jest klucz tego KSeF.').waitFor();
      await isRight(page, 'wrong key');
      // No header can carry this letter.
      await key.fill('klucz-z-literą-ł');
      await page.getByText('To nie jest klucz tego KSeF.').waitFor({ state: 'detached' });
      await button(page, 'Otwórz pokój kontrolny').click();
      await page.getByText('To nie jest klucz tego KSeF.').waitFor();
      expect(await page.getByText('Brak połączenia z KSeF.').count()).toBe(0);
      await key.fill(app.ksef.controlKey);
      await button(page, 'Otwórz pokój kontrolny').click();
      await heading(page, 'Zegar');
    });

    it('of another KSeF in a link is told as well, also where the application is open already', async () => {
      const page = await app.open('/control#key=of-another-ksef-altogether');
      await page.getByText('To nie jest klucz tego KSeF.').waitFor();
      await page.evaluate((key) => {
        location.hash = `key=${key}`;
      }, app.ksef.controlKey);
      await heading(page, 'Przegląd');
      expect(page.url()).not.toContain('key=');
    });
  });

  describe('overview', () => {
    it('shows the state, keeps it under a name and puts it back', async () => {
      const page = await room();
      await heading(page, 'Przegląd');
      await page.getByText('testowy (TEST)').waitFor();
      await page.getByText('KSeF dostępny').waitFor();
      const name = page.getByRole('textbox', { name: 'Nazwa migawki' });
      await button(page, 'Zapisz migawkę').click();
      await page.getByText('Wpisz nazwę').waitFor();
      await name.fill('przed końcem');
      await button(page, 'Zapisz migawkę').click();
      await page.getByText('Nazwa ma się zaczynać literą albo cyfrą').waitFor();
      await name.fill('przed-testem');
      await page.reload();
      expect(await name.inputValue()).toBe('przed-testem');
      await button(page, 'Zapisz migawkę').click();
      await page.getByText('Zapisano migawkę „przed-testem”.').waitFor();

      const nip = newNip();
      await call(app.ksef, 'blockTestContext', { body: { contextIdentifier: { type: 'Nip', value: nip } } });
      await expect(logIn(app.ksef, await sealOf(nip), nip)).rejects.toThrow();
      await button(page, 'Przywróć: przed-testem').click();
      await page.getByText('Przepadnie wszystko, co zrobiono od jej zapisania').waitFor();
      await button(page, 'Przywróć migawkę').click();
      await page.getByText('Przywrócono migawkę „przed-testem”.').waitFor();
      await logIn(app.ksef, await sealOf(nip), nip);

      await name.fill('przed-testem');
      await button(page, 'Zapisz migawkę').click();
      await button(page, 'Zastąp migawkę').click();
      await page.getByText('Zapisano migawkę „przed-testem”.').waitFor();
      await button(page, 'Usuń: przed-testem').click();
      await button(page, 'Usuń migawkę').click();
      await page.getByText('Usunięto migawkę „przed-testem”.').waitFor();
      await page.getByText('Nie ma jeszcze migawek').waitFor();
      expect((await app.ksef.control.listSnapshots()).snapshots).toEqual([]);
    });

    it('empties KSeF after asking', async () => {
      const nip = newNip();
      const { access } = await logIn(app.ksef, await sealOf(nip), nip);
      const page = await room();
      await button(page, 'Wyczyść KSeF').click();
      const question = page.getByRole('dialog');
      await question.getByText('Przepadną wszystkie faktury').waitFor();
      await question.getByRole('button', { name: 'Anuluj' }).click();
      expect((await call(app.ksef, 'getContextLimits', {}, { bearer: access })).status).toBe(200);
      await button(page, 'Wyczyść KSeF').click();
      await question.getByRole('button', { name: 'Wyczyść KSeF' }).click();
      await page.getByText('KSeF został wyczyszczony.').waitFor();
      // The last thing that was done is what is told.
      await page.getByRole('textbox', { name: 'Nazwa migawki' }).fill('pusty');
      await button(page, 'Zapisz migawkę').click();
      await page.getByText('Zapisano migawkę „pusty”.').waitFor();
      expect(await page.getByText('KSeF został wyczyszczony.').count()).toBe(0);
      await app.ksef.control.removeSnapshot({ name: 'pusty' });
      expect((await call(app.ksef, 'getContextLimits', {}, { bearer: access })).status).toBe(401);
    });

    it('says what is wrong where a snapshot is gone meanwhile', async () => {
      await app.ksef.control.takeSnapshot({ name: 'znika' });
      const page = await room();
      await button(page, 'Przywróć: znika').click();
      await app.ksef.control.removeSnapshot({ name: 'znika' });
      await button(page, 'Przywróć migawkę').click();
      await page.getByText('Nie przywrócono migawki').waitFor();
      await page.getByText('Nie ma migawki «znika»').waitFor();
    });
  });

  describe('clock', () => {
    const day = async () => (await app.ksef.control.readClock()).now.slice(0, 10);

    it('moves: a token ends, and whatever shows the time follows', async () => {
      const nip = newNip();
      const { access } = await logIn(app.ksef, await sealOf(nip), nip);
      await app.ksef.control.freezeClock({ at: '2027-02-10T12:00:00+01:00' });
      const page = await room('/clock');
      await page.getByText('10.02.2027, 12:00:00').first().waitFor();
      await page.getByText('Stoi', { exact: true }).waitFor();
      await button(page, '+1 godzina').click();
      await page.getByText('Zegar KSeF pokazuje teraz 10.02.2027, 13:00:00.').waitFor();
      expect(await page.getByText('10.02.2027, 13:00:00').count()).toBeGreaterThan(2);
      expect((await call(app.ksef, 'getContextLimits', {}, { bearer: access })).status).toBe(401);
      await button(page, '+1 dzień').click();
      await page.getByText('teraz 11.02.2027, 13:00:00.').waitFor();
      await button(page, 'Do końca miesiąca').click();
      await page.getByText('teraz 28.02.2027, 23:59:00.').waitFor();
      await button(page, 'Do końca miesiąca').click();
      await page.getByText('teraz 31.03.2027, 23:59:00.').waitFor();
      await button(page, '+24 miesiące').click();
      await page.getByText('teraz 31.03.2029, 23:59:00.').waitFor();
      expect(await day()).toBe('2029-03-31');
    });

    it('is moved by any length, set, stopped and let go', async () => {
      const page = await room('/clock');
      await page.getByText('Płynie', { exact: true }).waitFor();
      await button(page, 'Zatrzymaj zegar').click();
      await page.getByText('Stoi', { exact: true }).waitFor();
      expect((await app.ksef.control.readClock()).frozen).toBe(true);
      await page.getByLabel('Data i godzina').fill('2027-01-31T23:59:50');
      await button(page, 'Ustaw').click();
      await page.getByText('teraz 31.01.2027, 23:59:50.').waitFor();
      await page.getByRole('textbox', { name: 'O ile' }).fill('-2');
      await page.getByLabel('Jednostka').selectOption('dni');
      await button(page, 'Przesuń').click();
      await page.getByText('teraz 29.01.2027, 23:59:50.').waitFor();
      await button(page, 'Uruchom zegar').click();
      await page.getByText('Płynie', { exact: true }).waitFor();
      expect((await app.ksef.control.readClock()).frozen).toBe(false);
      await button(page, 'Ustaw czas komputera').click();
      await page.getByText('Zgodny z zegarem komputera').waitFor();
    });

    it('refuses what is no time, and what is out of its range, at the field', async () => {
      const page = await room('/clock');
      await button(page, 'Ustaw').click();
      await page.getByText('Podaj datę i godzinę').waitFor();
      const by = page.getByRole('textbox', { name: 'O ile' });
      await by.fill('dwa');
      await button(page, 'Przesuń').click();
      await page.getByText('Wpisz liczbę całkowitą').waitFor();
      await by.fill('99000');
      await page.getByLabel('Jednostka').selectOption('miesięcy');
      await page.reload();
      expect(await by.inputValue()).toBe('99000');
      await button(page, 'Przesuń').click();
      await page.getByText('Nie zmieniono zegara').waitFor();
      await page.getByText('Zegar może pokazywać czas w zakresie 01.02.2020 – 01.01.2090.').first().waitFor();
      await isRight(page, 'refused');
      // What was said of the change before does not stay beside the next fault.
      await by.fill('dwa');
      await button(page, 'Przesuń').click();
      await page.getByText('Wpisz liczbę całkowitą').waitFor();
      expect(await page.getByText('Nie zmieniono zegara').count()).toBe(0);
    });
  });

  describe('faults', () => {
    it('strike the API until they are removed, and are warned of on every page', async () => {
      const page = await room('/faults');
      await page.getByText('Żadna usterka nie jest włączona').waitFor();
      await page.getByLabel('Operacja API').selectOption('createChallenge');
      await page.getByText('Ile razy, jak długo i z jaką szansą').click();
      await page.getByLabel('Ile razy', { exact: true }).fill('2');
      await page.reload();
      expect(await page.getByLabel('Operacja API').inputValue()).toBe('createChallenge');
      await page.getByLabel('Treść odpowiedzi').selectOption('html');
      await button(page, 'Włącz usterkę').click();
      await page.getByText('Włączono: Błąd serwera (5xx).').waitFor();
      const struck = await callLoosely(app.ksef, 'createChallenge');
      expect(struck.status).toBe(503);
      expect(struck.headers.get('content-type')).toContain('html');
      const row = page.getByRole('row', { name: 'Błąd serwera' });
      await row.getByText('1 raz', { exact: true }).waitFor();
      await row.getByText('operacja createChallenge').waitFor();
      await page.getByRole('link', { name: 'Przegląd', exact: true }).click();
      await heading(page, 'Przegląd');
      await page.getByText('1 usterka jest włączona').waitFor();
      await page.getByRole('link', { name: 'Zobacz usterki' }).click();
      await callLoosely(app.ksef, 'createChallenge');
      await row.getByText('Wyczerpana').waitFor();
      expect((await callLoosely(app.ksef, 'createChallenge')).status).toBe(200);
      await row.getByRole('button', { name: 'Usuń' }).click();
      await page.getByText('Usunięto usterkę.').waitFor();
      await page.getByText('Żadna usterka nie jest włączona').waitFor();
    });

    it('of every kind are switched on with what is theirs, and removed together', async () => {
      const page = await room('/faults');
      const kind = page.getByLabel('Rodzaj usterki');
      const turnOn = async (name: string) => {
        await kind.selectOption(name);
        await button(page, 'Włącz usterkę').click();
        await page.getByText(`Włączono: ${name}.`).waitFor();
      };
      await kind.selectOption('Opóźnienie odpowiedzi');
      await page.getByLabel('Opóźnienie w sekundach').fill('0');
      await button(page, 'Włącz usterkę').click();
      await page.getByText('Wpisz liczbę sekund od 1 do 600').waitFor();
      await page.getByLabel('Opóźnienie w sekundach').fill('3');
      await page.getByLabel('Operacja API').selectOption('closeOnlineSession');
      await turnOn('Opóźnienie odpowiedzi');
      await kind.selectOption('Przetwarzanie stoi w miejscu (150)');
      await page.getByRole('checkbox', { name: 'paczki' }).uncheck();
      await turnOn('Przetwarzanie stoi w miejscu (150)');
      for (const name of [
        'Zerwane połączenie',
        'Za dużo żądań (429)',
        'Zgubiona część paczki',
        'Niedostępny magazyn plików',
        'Faktura jeszcze niedostępna (21165)',
      ]) {
        await page.getByLabel('Tylko w kontekście').fill('1111111111');
        await turnOn(name);
      }
      const { faults } = await app.ksef.control.listFaults();
      expect(faults).toMatchObject([
        { kind: 'delay', delayMs: 3000, operation: 'closeOnlineSession' },
        { kind: 'stuck', work: ['invoice', 'sessionClose'] },
        { kind: 'drop', moment: 'after', context: '1111111111' },
        { kind: 'rate-limit', retryAfterSeconds: 30 },
        { kind: 'lost-upload' },
        { kind: 'storage-unavailable' },
        { kind: 'not-ready' },
      ]);
      await page.getByText('7 usterek jest włączonych').waitFor();
      await button(page, 'Usuń wszystkie').click();
      await until(async () => (await app.ksef.control.listFaults()).faults.length === 0);
      await page.getByText('Żadna usterka nie jest włączona').waitFor();
    });
  });

  describe('journal', () => {
    it('follows what is asked, is filtered, and opens a request as it went over the line', async () => {
      const nip = newNip();
      const page = await room('/journal');
      await page.getByText('Nie ma jeszcze żądań').waitFor();
      const { access } = await logIn(app.ksef, await sealOf(nip), nip);
      await callLoosely(app.ksef, 'createToken', { body: { opis: 'zły' } }, { bearer: access });
      await page.getByRole('link', { name: 'createChallenge' }).waitFor();
      await page.getByLabel('Operacja API').selectOption('createToken');
      await page.getByLabel('Kontekst').fill(nip);
      await page.getByLabel('Kontekst').press('Enter');
      await until(async () => (await page.getByRole('row').count()) === 2);
      await page.getByText('400, kod 21405').waitFor();
      await page.reload();
      expect(await page.getByLabel('Kontekst').inputValue()).toBe(nip);
      await page.getByLabel('Status HTTP').fill('99');
      await page.getByText('Wpisz liczbę od 100 do 599').waitFor();
      await page.getByLabel('Status HTTP').fill('401');
      await page.getByLabel('Status HTTP').press('Enter');
      await page.getByText('Żadne żądanie nie spełnia warunków').waitFor();
      await button(page, 'Usuń filtry').click();
      await button(page, 'Wstrzymaj').click();
      await page.getByText('Wstrzymano').waitFor();

      await page.getByRole('link', { name: 'createToken' }).click();
      await heading(page, 'Żądanie: createToken');
      await page.getByText('{\n  "opis": "zły"\n}').first().waitFor();
      await page.getByText('authorization: •••').waitFor();
      await page.getByText("curl -X POST '").waitFor();
      await page.getByRole('tab', { name: '@kwit/ksef-client' }).click();
      await page.getByText('client.operations.createToken(').waitFor();
      expect(await page.content()).not.toContain(access);
      await isRight(page, 'exchange');

      await page.getByRole('link', { name: 'Dziennik' }).first().click();
      await button(page, 'Wyczyść dziennik').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Wyczyść dziennik' }).click();
      await until(async () => (await app.ksef.control.readJournal()).entries.length < 3);
    });
  });

  describe('people and companies', () => {
    it('are made by a scenario, with files that log in', async () => {
      const page = await room('/people');
      await page.getByLabel('Scenariusz', { exact: true }).selectOption('Grupa VAT');
      await page.getByLabel('Wariant').fill('1000');
      await button(page, 'Utwórz').click();
      await page.getByText('Wpisz liczbę od 0 do 999').waitFor();
      await page.getByLabel('Wariant').fill('7');
      await button(page, 'Utwórz').click();
      await page.getByText('Scenariusz „Grupa VAT” jest gotowy: 7 logowań.').waitFor();
      const { logins } = await app.ksef.control.makeScenario({ name: 'vat-group', variant: 7 });
      const [group] = logins;
      const row = page.getByRole('row', { name: 'Grupa VAT Przykładowa' });
      await row.getByText(`NIP ${group?.nip}`).first().waitFor();
      await row.getByText('właściciel').waitFor();
      const saved = page.waitForEvent('download');
      await row.getByRole('button', { name: /^Certyfikat/ }).click();
      const file = await (await saved).path();
      expect(await readFile(file, 'utf8')).toBe(group?.certificate);
      await isRight(page, 'scenario');
    });

    it('get permissions from the office, and lose them', async () => {
      const [nip, pesel] = [newNip(), newPesel()];
      const page = await room('/people');
      const form = page.getByRole('region', { name: 'Uprawnienia nadane przez urząd (ZAW-FA)' });
      await form.getByRole('button', { name: 'Nadaj uprawnienia' }).click();
      await form.getByText('Wybierz co najmniej jedno uprawnienie').waitFor();
      await form.getByLabel('NIP firmy').fill(nip);
      // Check digits that fit are not enough.
      await form.getByLabel('Komu: identyfikator').fill('00000000000');
      await form.getByRole('checkbox', { name: 'wystawianie faktur' }).check();
      await form.getByLabel('Opis').fill('Zawiadomienie ZAW-FA');
      await form.getByRole('button', { name: 'Nadaj uprawnienia' }).click();
      await form.getByText('To nie jest prawidłowy PESEL').waitFor();
      await form.getByLabel('Komu: identyfikator').fill(pesel);
      await page.reload();
      expect(await form.getByLabel('NIP firmy').inputValue()).toBe(nip);
      await form.getByRole('button', { name: 'Nadaj uprawnienia' }).click();
      await form.getByText(`Nadano uprawnienia ${pesel}`).waitFor();
      const credential = await byPesel(pesel);
      await logIn(app.ksef, credential, nip);
      await form.getByRole('button', { name: 'Odbierz wszystkie nadane tutaj' }).click();
      await form.getByText('Odebrano uprawnienia, które urząd nadał').waitFor();
      await expect(logIn(app.ksef, credential, nip)).rejects.toThrow();
    });

    it('of every kind are made and removed; what is there already is told', async () => {
      const [nip, group] = [newNip(), newNip()];
      const page = await room('/people');
      const person = page.getByRole('region', { name: 'Osoba z NIP-em i PESEL-em' });
      await person.getByRole('textbox', { name: 'NIP', exact: true }).fill(nip);
      await person.getByRole('button', { name: 'Wylosuj: PESEL' }).click();
      await person.getByLabel('Opis').fill('Jan Komornik');
      await person.getByRole('checkbox', { name: 'jest komornikiem' }).check();
      await person.getByRole('button', { name: 'Utwórz osobę' }).click();
      await person.getByText(`Utworzono osobę: NIP ${nip}`).waitFor();

      const subject = page.getByRole('region', { name: 'Grupa VAT, JST albo organ egzekucyjny' });
      const create = async () => {
        await subject.getByRole('textbox', { name: 'NIP', exact: true }).fill(group);
        await subject.getByLabel('Opis').fill('Grupa testowa');
        await subject.getByRole('button', { name: 'Utwórz podmiot' }).click();
      };
      await subject.getByLabel('NIP-y członków').fill('1111111112');
      await create();
      await subject.getByText('To nie są poprawne NIP-y: 1111111112').waitFor();
      await subject.getByLabel('NIP-y członków').fill(`${newNip()}\n${newNip()}`);
      await create();
      await subject.getByText(`Utworzono podmiot o NIP ${group}.`).waitFor();
      await create();
      await subject.getByText('Nie utworzono podmiotu').waitFor();

      const removal = page.getByRole('region', { name: 'Usuń dane testowe' });
      await removal.getByLabel('NIP').fill(group);
      await removal.getByRole('button', { name: 'Usuń podmiot' }).click();
      await removal.getByText(`Usunięto podmiot o NIP ${group}.`).waitFor();
      await removal.getByLabel('NIP').fill(nip);
      await removal.getByRole('button', { name: 'Usuń osobę' }).click();
      await removal.getByText(`Usunięto osobę o NIP ${nip}.`).waitFor();
      const again = await callLoosely(app.ksef, 'createTestSubject', {
        body: { subjectNip: group, subjectType: 'JST', description: 'Gmina testowa' },
      });
      expect(again.status).toBe(200);
    });
  });

  it('allows attachments, blocks contexts, and takes both back', async () => {
    const nip = newNip();
    const { access } = await logIn(app.ksef, await sealOf(nip), nip);
    const consent = async () =>
      (await call(app.ksef, 'getAttachmentConsent', {}, { bearer: access })).body.isAttachmentAllowed;
    const page = await room('/attachments');
    await page.getByLabel('NIP firmy').fill(nip);
    await button(page, 'Zezwól na załączniki').click();
    await page.getByText(`Firma o NIP ${nip} może wysyłać`).waitFor();
    expect(await consent()).toBe(true);
    await button(page, 'Cofnij zezwolenie').click();
    await page.getByText(`Cofnięto zezwolenie firmy o NIP ${nip}`).waitFor();
    expect(await consent()).toBe(false);

    await button(page, 'Zablokuj logowanie').click();
    await page.getByText('Wartość jest wymagana').waitFor();
    await page.getByLabel('Identyfikator kontekstu').fill(nip);
    await button(page, 'Zablokuj logowanie').click();
    await page.getByText(`Zablokowano logowanie do kontekstu ${nip}.`).waitFor();
    await expect(logIn(app.ksef, await sealOf(nip), nip)).rejects.toThrow();
    await button(page, 'Odblokuj logowanie').click();
    await page.getByText(`Odblokowano logowanie do kontekstu ${nip}.`).waitFor();
    await logIn(app.ksef, await sealOf(nip), nip);
  });

  it('changes the limits of whoever is logged in, and puts them back', async () => {
    const nip = newNip();
    const page = await room('/limits');
    await page.getByText('Trzeba się zalogować').waitFor();
    await logInAsOwner(page, app.ksef.webUrl, nip);
    await page.getByRole('link', { name: 'Pokój kontrolny' }).click();
    await page.getByRole('link', { name: 'Limity', exact: true }).click();
    await page.getByText(`Limity kontekstu ${nip}`).waitFor();
    const sessions = page.getByRole('region', { name: 'Sesje' });
    const most = sessions.getByRole('group', { name: 'Sesja interaktywna' }).getByLabel('Najwięcej faktur');
    await most.fill('100001');
    await sessions.getByRole('button', { name: 'Zmień limity' }).click();
    await sessions.getByText(/Wpisz liczbę od 0 do 100.000/).waitFor();
    await most.fill('3');
    await sessions.getByRole('button', { name: 'Zmień limity' }).click();
    await page.getByText('Zmieniono limity.').waitFor();
    const { access } = await logIn(app.ksef, await sealOf(nip), nip);
    const limits = async () => (await call(app.ksef, 'getContextLimits', {}, { bearer: access })).body;
    expect((await limits()).onlineSession.maxInvoices).toBe(3);
    await until(async () => (await most.inputValue()) === '3');
    await sessions.getByRole('button', { name: 'Przywróć domyślne' }).click();
    await page.getByText('Przywrócono limity domyślne.').waitFor();
    expect((await limits()).onlineSession.maxInvoices).toBeGreaterThan(3);

    const rates = page.getByRole('region', { name: 'Liczba żądań' });
    const rate = async () => (await call(app.ksef, 'getRateLimits', {}, { bearer: access })).body.invoiceSend;
    await rates.getByRole('button', { name: 'Ustaw jak w produkcji' }).click();
    await rates.getByText('Ustawiono limity środowiska produkcyjnego.').waitFor();
    expect((await rate()).perMinute).toBeGreaterThan(7);
    await rates.getByRole('group', { name: 'wysyłanie faktur' }).getByLabel('na minutę').fill('7');
    await rates.getByRole('button', { name: 'Zmień limity' }).click();
    await rates.getByText('Zmieniono limity.').waitFor();
    expect((await rate()).perMinute).toBe(7);
    await isRight(page, 'limits');
  });

  it('lets Latarnia tell of failures and announce what is planned', async () => {
    const told = async () => (await (await fetch(`${app.ksef.latarniaUrl}/status`)).json()).status;
    const page = await room('/latarnia');
    await page.getByText('Latarnia niczego nie ogłosiła').waitFor();
    await button(page, 'awaria całkowita').click();
    await page.getByText('Latarnia mówi teraz: awaria całkowita.').waitFor();
    expect(await told()).toBe('TOTAL_FAILURE');
    await page.getByRole('button', { name: 'Zakończ teraz: Awaria całkowita KSeF' }).click();
    await page.getByText('Zakończono zdarzenie.').waitFor();
    expect(await told()).toBe('AVAILABLE');
    await page.getByLabel('Początek').fill('2030-03-01T20:00');
    await page.getByLabel('Koniec').fill('2030-03-01T19:00');
    await button(page, 'Ogłoś').click();
    await page.getByText('Koniec musi być późniejszy niż początek').waitFor();
    await page.getByLabel('Koniec').fill('2030-03-01T23:00');
    await page.reload();
    expect(await page.getByLabel('Początek').inputValue()).toBe('2030-03-01T20:00');
    await button(page, 'Ogłoś').click();
    await page.getByText('Ogłoszono: Planowana niedostępność.').waitFor();
    await page.getByText('zapowiedziane').waitFor();
    await app.ksef.control.setClock({ at: '2030-03-01T21:00:00' });
    await page.getByText('trwa', { exact: true }).waitFor();
    expect(await told()).toBe('MAINTENANCE');
    await button(page, 'Usuń wszystkie zdarzenia').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Usuń wszystkie zdarzenia' }).click();
    await page.getByText('Latarnia niczego nie ogłosiła').waitFor();
    expect(await told()).toBe('AVAILABLE');
  });

  it('replaces the public keys of KSeF and withdraws the former ones', async () => {
    const published = async () =>
      (await call(app.ksef, 'listPublicKeyCertificates', {})).body
        .filter(({ usage }) => usage.includes('KsefTokenEncryption'))
        .map(({ publicKeyId }) => publicKeyId);
    const before = await published();
    const page = await room('/keys');
    const tokens = page.getByRole('region', { name: 'Szyfrowanie tokenów KSeF' });
    await tokens.getByText(before[0] ?? '').waitFor();
    await tokens.getByRole('button', { name: 'Wymień klucz' }).click();
    await tokens.getByText('Ogłoszono nowy certyfikat klucza.').waitFor();
    const both = await published();
    expect(both).toHaveLength(before.length + 1);
    await tokens.getByRole('button', { name: 'Wycofaj poprzedni klucz' }).click();
    await tokens.getByText('Wycofano poprzedni klucz').waitFor();
    expect(await published()).toHaveLength(before.length);
  });

  describe('pages', () => {
    it.each(looks)('are right at $width, $scheme', async (look) => {
      await app.ksef.control.takeSnapshot({ name: 'przed-koncem-miesiaca' });
      await app.ksef.control.addFault({ kind: 'error', operation: 'sendInvoice', status: 502, times: 3 });
      const page = await room('', look);
      await button(page, 'Przywróć: przed-koncem-miesiaca').waitFor();
      await isRight(page, 'overview');
      await page.getByRole('link', { name: 'Zegar', exact: true }).click();
      await button(page, 'Zatrzymaj zegar').waitFor();
      await isRight(page, 'clock');
      await page.getByRole('link', { name: 'Usterki', exact: true }).click();
      await page.getByText('operacja sendInvoice').waitFor();
      await page.getByText('Ile razy, jak długo i z jaką szansą').click();
      await isRight(page, 'faults');
      await callLoosely(app.ksef, 'createChallenge');
      for (const [link, shown] of [
        ['Dziennik', 'Nowe żądania pojawiają się same.'],
        ['Ludzie i firmy', 'Usuń osobę'],
        ['Załączniki i blokady', 'Zablokuj logowanie'],
        ['Limity', 'Trzeba się zalogować'],
        ['Latarnia', 'Latarnia niczego nie ogłosiła'],
        ['Klucze', 'Wycofaj poprzedni klucz'],
      ] as const) {
        await page.getByRole('link', { name: link, exact: true }).first().click();
        await page.getByText(shown).first().waitFor();
        await isRight(page, link);
      }
    });
  });
});
