/** The area «Uprawnienia»: every kind is granted, listed, at work and taken back, and what can go wrong on the way. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { newNip } from '../../test/api.ts';
import { byPesel, inNip, loginCode, newPesel, ownerOf, person, unitOf } from '../../test/permissions.ts';
import { axeViolations, expectRight, taxpayerApp } from './app.ts';
import { type OpenOptions, openAs, openAsOwner, openAsPerson, type ScenarioLogin } from './hand-over.ts';

const fingerprint = 'A1B2C3D4'.repeat(8);

describe.skipIf(isBrowserMissing('the permissions of the taxpayer application'))('permissions', () => {
  const app = taxpayerApp();
  const owner = (nip: string, path = '/permissions', options: OpenOptions = {}): Promise<Page> =>
    openAsOwner(app, nip, { path, ...options });
  /** A page of the owner of a firm that no other test works with. */
  const ownersPage = async (path?: string, options?: OpenOptions): Promise<[page: Page, nip: string]> => {
    const nip = newNip();
    return [await owner(nip, path, options), nip];
  };
  const visit = async (page: Page, path: string) => {
    await page.goto(app.ksef.webUrl + path);
    await page.locator('h1').waitFor();
  };
  const scenario = async (name: Parameters<typeof app.ksef.control.makeScenario>[0]['name']) => {
    const { logins } = await app.ksef.control.makeScenario({ name });
    return (role: string, index = 0): ScenarioLogin & { nip?: string | undefined } => {
      const login = logins.filter((one) => one.role === role)[index];
      if (!login) throw new Error(`no ${role} in ${name}`);
      return login;
    };
  };
  const text = (page: Page, name: string) => page.getByRole('textbox', { name });
  const fill = async (page: Page, values: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(values)) await text(page, name).fill(value);
  };
  const check = async (page: Page, ...names: string[]) => {
    for (const name of names) await page.getByRole('checkbox', { name, exact: true }).check();
  };
  const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();
  const submit = (page: Page) => page.getByRole('button', { name: 'Nadaj uprawnienia' }).click();
  const granted = (page: Page) => page.getByText('Nadano uprawnienia', { exact: true }).waitFor();
  const revoke = async (page: Page, row: string) => {
    await page.getByRole('row', { name: row }).getByRole('button', { name: 'Odbierz' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Odbierz uprawnienie' }).click();
    await page.getByRole('row', { name: row }).waitFor({ state: 'detached' });
    await page.locator('h1:focus').waitFor();
  };
  const anna = { Imię: 'Anna', Nazwisko: 'Księgowa', 'Po co nadano': 'Księgowa firmy' };

  it('of a person are granted, listed, at work, and taken back', async () => {
    const [page, nip] = await ownersPage('/invoices');
    const pesel = newPesel();
    await page.getByRole('link', { name: 'Uprawnienia' }).click();
    await page.getByText('Nikomu nie nadano jeszcze uprawnień').waitFor();
    await page.getByRole('link', { name: 'Nadaj uprawnienia' }).click();
    await page.getByRole('link', { name: 'Osobie', exact: true }).click();
    await page.getByRole('heading', { name: 'Uprawnienia dla osoby' }).waitFor();
    await fill(page, { PESEL: pesel, ...anna });
    await check(page, 'przeglądanie faktur', 'wystawianie faktur');
    await page.reload();
    expect(await text(page, 'PESEL').inputValue()).toBe(pesel);
    expect(await page.getByRole('checkbox', { name: 'przeglądanie faktur' }).isChecked()).toBe(true);
    await submit(page);
    await page.getByText('Anna Księgowa: przeglądanie faktur, wystawianie faktur.').waitFor();
    await page.reload();
    await granted(page);
    expect(await loginCode(app.ksef, await byPesel(pesel), inNip(nip))).toBe(200);

    await page.getByRole('link', { name: 'Przejdź do listy uprawnień' }).click();
    const row = page.getByRole('row', { name: 'przeglądanie faktur' });
    await row.getByText('Anna Księgowa').waitFor();
    await row.getByText(`PESEL ${pesel}`).waitFor();
    await row.getByText(`NIP ${nip}`).waitFor();
    await row.getByRole('button', { name: 'Odbierz' }).click();
    await page.getByRole('dialog').getByText('Anna Księgowa straci uprawnienie').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Anuluj' }).click();
    for (const name of ['przeglądanie faktur', 'wystawianie faktur']) await revoke(page, name);
    await page.getByText('Nikomu nie nadano jeszcze uprawnień').waitFor();
    expect(await loginCode(app.ksef, await byPesel(pesel), inNip(nip))).toBe(415);
    await visit(page, '/permissions/grant?kind=person');
    expect(await text(page, 'PESEL').inputValue()).toBe('');
  });

  it('of a certificate ask for what is known of its holder', async () => {
    const [page] = await ownersPage('/permissions/grant?kind=person');
    await choose(page, 'Odcisk certyfikatu');
    await fill(page, { 'Odcisk certyfikatu': fingerprint.toLowerCase(), ...anna, PESEL: newPesel() });
    await check(page, 'przeglądanie historii sesji');
    await submit(page);
    await granted(page);
    await page.getByRole('button', { name: 'Nadaj następne' }).click();
    await choose(page, 'Odcisk certyfikatu');
    await choose(page, 'Osoba bez numeru, z dokumentem tożsamości');
    await fill(page, { 'Odcisk certyfikatu': fingerprint, ...anna });
    await check(page, 'zarządzanie identyfikatorami zbiorczymi');
    await submit(page);
    await page.getByText('Wartość jest wymagana').first().waitFor();
    await fill(page, { 'Rodzaj dokumentu': 'paszport', 'Seria i numer': 'C01X00T47', 'Kraj wydania': 'de' });
    await page.getByLabel('Data urodzenia').fill('1980-02-03');
    await submit(page);
    await granted(page);
    await page.getByRole('link', { name: 'Przejdź do listy uprawnień' }).click();
    await page.getByRole('row', { name: 'zarządzanie identyfikatorami zbiorczymi' }).waitFor();
    await page.getByRole('row', { name: 'przeglądanie historii sesji' }).waitFor();
  });

  it('say at each field what is wrong with it, once it is left', async () => {
    const [page] = await ownersPage('/permissions/grant?kind=person');
    const says = async (name: string, value: string, sentence: string) => {
      await text(page, name).fill(value);
      await text(page, name).blur();
      await page.getByText(sentence).waitFor();
    };
    // Nothing moves away from under the pointer that presses it.
    const box = page.getByRole('checkbox', { name: 'wystawianie faktur' });
    await text(page, 'PESEL').focus();
    const { x, y, width, height } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.evaluate(
      () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
    );
    await page.mouse.up();
    await page.getByText('Wartość jest wymagana').first().waitFor();
    expect(await box.isChecked()).toBe(true);
    await box.uncheck();
    await says('PESEL', '123', 'PESEL składa się z 11 cyfr');
    await says('PESEL', '44051401358', 'To nie jest prawidłowy PESEL: nie zgadza się cyfra kontrolna');
    await says('PESEL', '00000000000', 'To nie jest prawidłowy PESEL: trzecia i czwarta cyfra');
    await says('Imię', 'A', 'Wpisz od 2 do 30 znaków (wpisano: 1 znak)');
    await says('Po co nadano', 'Opis', 'Wpisz od 5 do 256 znaków (wpisano: 4 znaki)');
    await choose(page, 'NIP');
    await says('NIP', '1111111112', 'To nie jest prawidłowy NIP: nie zgadza się cyfra kontrolna');
    await says('NIP', '0000000000', 'To nie jest prawidłowy NIP: żaden nie zaczyna się od zera');
    await choose(page, 'Odcisk certyfikatu');
    await says('Odcisk certyfikatu', 'ABC', 'Odcisk składa się z 64 znaków');
    await submit(page);
    await page.getByText('Wybierz co najmniej jedno uprawnienie').waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await visit(page, '/permissions/grant?kind=subunit');
    await says('Identyfikator jednostki', '1111111111', 'Identyfikator ma postać NIP, myślnik i 5 cyfr');
    await says('Identyfikator jednostki', '1111111111-00014', 'Ostatnia cyfra identyfikatora');
    await visit(page, '/permissions/grant?kind=euAdministration');
    await says('Numer VAT UE', 'PL123', 'Numer zaczyna się od kodu kraju UE');
    await text(page, 'Nazwa podmiotu unijnego').fill('N'.repeat(100));
    await says('Adres podmiotu unijnego', 'A'.repeat(160), 'razem 256 znaków (wpisano: 262 znaki)');
    await visit(page, '/permissions/grant?kind=authorization');
    await choose(page, 'wystawianie faktur PEF w imieniu podmiotu');
    await says('Identyfikator dostawcy Peppol', 'PL1', 'Identyfikator Peppol to litera P');
    await visit(page, '/permissions/grant?kind=entity');
    await says('Pełna nazwa', 'ABC', 'Wpisz od 5 do 90 znaków (wpisano: 3 znaki)');
  });

  it('of an office are passed on to its employee, and end with what they rest on', async () => {
    const [client, clientNip] = await ownersPage();
    const officeNip = newNip();
    await visit(client, '/permissions/grant?kind=entity');
    await fill(client, {
      NIP: officeNip,
      'Pełna nazwa': 'Biuro Rachunkowe',
      'Po co nadano': 'Obsługa faktur',
    });
    await check(client, 'przeglądanie faktur', 'wystawianie faktur');
    await client
      .getByRole('checkbox', { name: 'przeglądanie faktur z prawem do dalszego przekazania' })
      .check();
    await submit(client);
    await granted(client);
    await visit(client, '/permissions');
    const toOffice = client.getByRole('row', { name: 'przeglądanie faktur' });
    await toOffice.getByText('Biuro Rachunkowe').waitFor();
    await toOffice.getByText('z prawem do przekazania').waitFor();

    const office = await owner(officeNip, '/permissions?tab=received');
    await office.getByRole('row', { name: 'przeglądanie faktur' }).getByText(`NIP ${clientNip}`).waitFor();
    await text(office, 'NIP albo identyfikator').fill(newNip());
    await text(office, 'NIP albo identyfikator').press('Enter');
    await office.getByText('Nic nie pasuje do filtrów').waitFor();
    await office.getByRole('button', { name: 'Wyczyść filtry' }).first().click();
    await office.getByRole('row', { name: 'wystawianie faktur' }).waitFor();

    const pesel = newPesel();
    await visit(office, '/permissions/grant?kind=indirect');
    await choose(office, 'Jeden klient, według NIP');
    await fill(office, { 'Identyfikator klienta': clientNip, PESEL: pesel, ...anna });
    await check(office, 'przeglądanie faktur');
    await submit(office);
    await granted(office);
    await office.getByRole('button', { name: 'Nadaj następne' }).click();
    await fill(office, { PESEL: newPesel(), ...anna });
    await check(office, 'przeglądanie faktur');
    await submit(office);
    await granted(office);
    await visit(office, '/permissions');
    await office.getByText('Dla wszystkich klientów').waitFor();
    await office.getByRole('row').getByText(`NIP ${clientNip}`).waitFor();

    const employee = await openAsPerson(
      app,
      { type: 'Nip', value: clientNip, pesel },
      { path: '/permissions?tab=mine' },
    );
    await employee.getByRole('row', { name: 'przeglądanie faktur' }).getByText(`NIP ${clientNip}`).waitFor();

    await revoke(client, 'przeglądanie faktur');
    await visit(office, '/permissions');
    await office.getByRole('row').getByText('Nieaktywne: klient nie nadał prawa').first().waitFor();
    await office.getByLabel('Stan').selectOption('Aktywne');
    await office.getByText('Nic nie pasuje do filtrów').waitFor();
    expect(await loginCode(app.ksef, await byPesel(pesel), inNip(clientNip))).toBe(415);
  });

  it('to act in the name of a firm are seen on both sides', async () => {
    const [page, nip] = await ownersPage();
    const other = newNip();
    await visit(page, '/permissions/grant?kind=authorization');
    await submit(page);
    await page.getByText('Wybierz upoważnienie', { exact: true }).waitFor();
    await choose(page, 'samofakturowanie');
    const buyer = { 'Pełna nazwa': 'Nabywca sp. z o.o.', 'Po co nadano': 'Umowa o samofakturowaniu' };
    await fill(page, { NIP: nip, ...buyer });
    await submit(page);
    await page.getByText('Podmiot nie może nadać tego uprawnienia sam sobie.').waitFor();
    expect(await text(page, 'Pełna nazwa').inputValue()).toBe('Nabywca sp. z o.o.');
    await text(page, 'NIP').fill(other);
    await submit(page);
    await granted(page);
    await page.getByRole('button', { name: 'Nadaj następne' }).click();
    await choose(page, 'wystawianie faktur PEF w imieniu podmiotu');
    await fill(page, {
      Peppol: 'PPL123456',
      'Pełna nazwa': 'Dostawca Peppol',
      'Po co nadano': 'Faktury PEF',
    });
    await submit(page);
    await granted(page);
    await visit(page, '/permissions?tab=authorizations');
    await page
      .getByRole('row', { name: 'Dostawca Peppol' })
      .getByText('Identyfikator Peppol PPL123456')
      .waitFor();
    await page.getByLabel('Uprawnienie').selectOption('samofakturowanie');
    await page.getByRole('row', { name: 'Dostawca Peppol' }).waitFor({ state: 'detached' });

    const receiver = await owner(other, '/permissions?tab=authorizations');
    await receiver.getByText('Nie ma upoważnień').waitFor();
    await receiver.getByLabel('Lista').selectOption('Otrzymane');
    await receiver.getByRole('row', { name: 'samofakturowanie' }).getByText(`NIP ${nip}`).waitFor();
    expect(await receiver.getByRole('button', { name: 'Odbierz' }).count()).toBe(0);
    await revoke(page, 'samofakturowanie');
    await receiver.reload();
    await receiver.getByText('Nie ma upoważnień').waitFor();
  });

  it('of units: a municipality makes administrators, who grant in their unit', async () => {
    const login = await scenario('municipality');
    const page = await openAs(app, login('municipality'), { path: '/permissions?tab=mine' });
    await page.getByText('jednostka samorządu terytorialnego').waitFor();
    const unitNip = login('unit').nip ?? '';
    await visit(page, '/permissions?tab=subunits');
    await page.getByRole('table', { name: 'Należą do tej firmy' }).getByText(unitNip).waitFor();
    await page.getByRole('row', { name: 'Szkoła Podstawowa nr 1' }).waitFor();

    await visit(page, '/permissions/grant?kind=subunit');
    const pesel = newPesel();
    const unit = unitOf(login('municipality').context.value, 7);
    await fill(page, {
      'Identyfikator jednostki': unit,
      'Nazwa jednostki': 'Przedszkole nr 7',
      PESEL: pesel,
      ...anna,
    });
    await submit(page);
    await page.getByText('Anna Księgowa: administrator jednostki podrzędnej').waitFor();
    await page.getByRole('button', { name: 'Nadaj następne' }).click();
    await choose(page, 'Członek grupy VAT albo jednostka samorządu (NIP)');
    await fill(page, { 'Identyfikator jednostki': newNip(), PESEL: pesel, ...anna });
    await submit(page);
    await page.getByText('Jednostka musi należeć do tego podmiotu').waitFor();
    await text(page, 'Identyfikator jednostki').fill(unitNip);
    await submit(page);
    await granted(page);
    expect(await loginCode(app.ksef, await byPesel(pesel), inNip(unitNip))).toBe(200);

    const head = await openAsPerson(
      app,
      { type: 'InternalId', value: unit, pesel },
      { path: '/permissions/grant' },
    );
    expect(await head.getByRole('list').last().getByRole('link').allInnerTexts()).toHaveLength(2);
    await visit(head, '/permissions/grant?kind=person');
    await fill(head, { PESEL: newPesel(), ...anna });
    await check(head, 'przeglądanie faktur');
    await submit(head);
    await granted(head);
    await visit(head, '/permissions');
    await head.getByRole('row', { name: 'przeglądanie faktur' }).getByText('Anna Księgowa').waitFor();

    await visit(page, '/permissions?tab=subunits');
    await revoke(page, 'Przedszkole nr 7');
  });

  it('of a member are granted by its VAT group alone', async () => {
    const login = await scenario('vat-group');
    const group = await openAs(app, login('group'), { path: '/permissions?tab=subunits' });
    await group
      .getByRole('table', { name: 'Należą do tej firmy' })
      .getByText('członek grupy VAT')
      .first()
      .waitFor();
    const member = await openAs(app, login('member'), { path: '/permissions?tab=mine' });
    await member.getByText(`należy do podmiotu o NIP ${login('group').nip}`).waitFor();

    const [page] = await ownersPage('/permissions/grant?kind=subunit');
    await choose(page, 'Członek grupy VAT albo jednostka samorządu (NIP)');
    await fill(page, { 'Identyfikator jednostki': login('member').nip ?? '', PESEL: newPesel(), ...anna });
    await submit(page);
    await page.getByText('nie ma roli wymaganej do tej czynności').waitFor();
  });

  it('to enforce are granted by a bailiff, and by nobody else', async () => {
    const login = await scenario('bailiff');
    const fillIn = async (page: Page) => {
      await visit(page, '/permissions/grant?kind=person');
      await fill(page, { PESEL: newPesel(), ...anna });
      await check(page, 'wykonywanie operacji egzekucyjnych');
      await submit(page);
    };
    const bailiff = await openAs(app, login('bailiff'), { path: '/permissions' });
    await fillIn(bailiff);
    await granted(bailiff);
    await visit(bailiff, '/permissions?tab=mine');
    await bailiff.getByText('komornik sądowy').waitFor();
    await bailiff.getByText('jako właściciela tego kontekstu').waitFor();
    const [page] = await ownersPage();
    await fillIn(page);
    await page.getByText('Operacje egzekucyjne nadaje komornik sądowy albo organ egzekucyjny').waitFor();
  });

  it('of an EU entity are granted by the firm to its administrator, and by that one to representatives', async () => {
    const login = await scenario('eu-entity');
    const firm = await openAs(app, login('company'), { path: '/permissions/grant?kind=euAdministration' });
    await fill(firm, {
      'Numer VAT UE': 'FR12345678901',
      'Nazwa podmiotu unijnego': 'Exemple SA',
      'Adres podmiotu unijnego': 'Paris, 1 rue Exemple',
      'Odcisk certyfikatu': fingerprint,
      'Pełna nazwa': 'Exemple SA',
      'Po co nadano': 'Administracja podmiotu',
    });
    await firm.getByRole('textbox', { name: 'Adres', exact: true }).fill('Paris');
    await submit(firm);
    await granted(firm);
    await visit(firm, '/permissions?tab=eu');
    await firm.getByRole('row', { name: 'Exemple SA' }).first().getByText('FR12345678901').first().waitFor();
    await text(firm, 'Numer VAT UE').fill('FR12345678901');
    await text(firm, 'Numer VAT UE').press('Enter');
    await firm.getByLabel('Uprawnienie').selectOption('przeglądanie historii sesji');
    await revoke(firm, 'Exemple SA');
    await firm.getByText('Nic nie pasuje do filtrów').waitFor();

    const administrator = await openAs(app, login('administrator'), { path: '/permissions' });
    await administrator.getByRole('row', { name: 'Beispiel GmbH' }).first().waitFor();
    await administrator.getByRole('link', { name: 'Nadaj uprawnienia' }).click();
    await administrator.getByRole('link', { name: 'Reprezentantowi podmiotu unijnego' }).click();
    await choose(administrator, 'Osoba z numerem PESEL albo NIP');
    await fill(administrator, { 'Odcisk certyfikatu': fingerprint, PESEL: newPesel(), ...anna });
    await check(administrator, 'wystawianie faktur');
    await submit(administrator);
    await granted(administrator);
    await administrator.getByRole('link', { name: 'Przejdź do listy uprawnień' }).click();
    await revoke(administrator, 'Anna Księgowa');

    const representative = await openAs(app, login('representative'), { path: '/permissions' });
    await representative.getByText('Tej listy nie można tutaj zobaczyć').waitFor();
  });

  it('are told clearly to be missing, with who can help', async () => {
    const nip = newNip();
    const pesel = newPesel();
    await (await ownerOf(app.ksef, nip)).grant(
      'grantPersonPermissions',
      person({ type: 'Pesel', value: pesel }, 'InvoiceRead'),
    );
    const page = await openAsPerson(app, { type: 'Nip', value: nip, pesel }, { path: '/permissions' });
    await page.getByText(`Zalogowana osoba nie ma do tego prawa w kontekście NIP ${nip}.`).waitFor();
    await page.getByText('Spółka bez pieczęci zgłasza').waitFor();
    await page.getByRole('link', { name: 'w pokoju kontrolnym' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Nadaj uprawnienia' }).click();
    await page.getByText('Tutaj nie można nadawać uprawnień').waitFor();
    await page.getByRole('link', { name: 'Zobacz moje uprawnienia' }).click();
    await page.getByRole('row', { name: 'przeglądanie faktur' }).getByText('praca w firmie').waitFor();
    await page.getByText(`jako PESEL ${pesel}`).waitFor();
  });

  it('under way are followed over a reload, to their end', async () => {
    const [page, nip] = await ownersPage();
    const hold = () =>
      app.ksef.control.addFault({ kind: 'stuck', work: ['permissionOperation'], context: nip });
    const granting = await hold();
    await visit(page, '/permissions/grant?kind=person');
    await fill(page, { PESEL: newPesel(), ...anna });
    await check(page, 'przeglądanie faktur');
    await submit(page);
    await page.getByText('Nadawanie uprawnień trwa').waitFor();
    await page.reload();
    await page.getByText('Nadawanie uprawnień trwa').waitFor();
    expect(await text(page, 'Imię').inputValue()).toBe('Anna');
    await app.ksef.control.removeFault({ id: granting.id });
    await granted(page);

    await visit(page, '/permissions');
    const revoking = await hold();
    const row = page.getByRole('row', { name: 'Anna Księgowa' });
    await row.getByRole('button', { name: 'Odbierz' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Odbierz uprawnienie' }).click();
    await row.getByText('Odbieranie…').waitFor();
    await page.reload();
    await row.getByText('Odbieranie…').waitFor();
    await app.ksef.control.removeFault({ id: revoking.id });
    await row.waitFor({ state: 'detached' });
  });

  it('that somebody else took back meanwhile say so in their row', async () => {
    const [page, nip] = await ownersPage();
    const actor = await ownerOf(app.ksef, nip);
    await actor.grant('grantPersonPermissions', person({ type: 'Pesel', value: newPesel() }, 'InvoiceRead'));
    await visit(page, '/permissions');
    const row = page.getByRole('row', { name: 'Anna Testowa' });
    await row.waitFor();
    const { permissions } = await actor.list('queryPersonGrants', {
      body: { queryType: 'PermissionsInCurrentContext' },
    });
    await actor.revoke(permissions[0]?.id ?? '');
    await row.getByRole('button', { name: 'Odbierz' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Odbierz uprawnienie' }).click();
    await row.getByText('Nie odebrano uprawnienia').waitFor();
    await row.getByText('odebrać można tylko to, co nadano w tym samym kontekście').waitFor();
  });

  it('fill lists of many pages, of which each is read when it comes into sight', async () => {
    const [page, nip] = await ownersPage();
    const actor = await ownerOf(app.ksef, nip);
    const types = [
      'InvoiceRead',
      'InvoiceWrite',
      'Introspection',
      'CredentialsRead',
      'SubunitManage',
    ] as const;
    const people = Array.from({ length: 50 }, () => newPesel());
    for (const pesel of people)
      await actor.grant('grantPersonPermissions', person({ type: 'Pesel', value: pesel }, ...types));
    const pages: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/query/persons/grants')) pages.push(request.url());
    });
    await visit(page, '/permissions');
    await page.getByRole('row').nth(3).waitFor();
    expect(pages).toHaveLength(1);
    const [oldest = ''] = people;
    const last = page.getByRole('row', { name: oldest });
    const scrollToLast = async () => {
      while ((await last.count()) === 0) {
        await page.mouse.wheel(0, 4000);
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
    };
    await scrollToLast();
    const before = pages.length;
    const button = last.first().getByRole('button', { name: 'Odbierz' });
    const named = (await button.getAttribute('aria-label')) ?? '';
    await button.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Odbierz uprawnienie' }).click();
    await page
      .getByRole('row', { name: `${oldest}` })
      .getByRole('button', { name: named })
      .waitFor({ state: 'detached' });
    await scrollToLast();
    expect(pages.length - before).toBeLessThanOrEqual(2);
    await text(page, 'NIP, PESEL albo odcisk').fill(people[25] ?? '');
    await text(page, 'NIP, PESEL albo odcisk').press('Enter');
    await page
      .getByRole('row', { name: people[25] ?? '' })
      .nth(4)
      .waitFor();
    expect(await page.getByRole('row').count()).toBe(6);
    await page.reload();
    await page
      .getByRole('row', { name: people[25] ?? '' })
      .nth(4)
      .waitFor();
    await text(page, 'NIP, PESEL albo odcisk').fill('12');
    await text(page, 'NIP, PESEL albo odcisk').blur();
    await page.getByText('NIP składa się z 10 cyfr').waitFor();
  });

  it('are right for everybody', async () => {
    const [page] = await ownersPage('/permissions/grant', { width: 'phone' });
    const isRight = (what: string) => expectRight(page, what);
    await isRight('kinds');
    for (const kind of ['person', 'entity', 'indirect', 'authorization', 'subunit', 'euAdministration']) {
      await visit(page, `/permissions/grant?kind=${kind}`);
      await submit(page);
      await page.getByText('Wartość jest wymagana').first().waitFor();
      await isRight(kind);
    }
    await visit(page, '/permissions/grant?kind=entity');
    await fill(page, {
      NIP: newNip(),
      'Pełna nazwa': 'Biuro Rachunkowe',
      'Po co nadano': 'Obsługa faktur',
    });
    await check(page, 'przeglądanie faktur');
    await isRight('entity');
    await submit(page);
    await granted(page);
    await isRight('granted');
    await visit(page, '/permissions');
    await page.getByRole('button', { name: 'Odbierz' }).waitFor();
    await isRight('list');
    await page.getByRole('button', { name: 'Odbierz' }).click();
    await page.getByRole('dialog').waitFor();
    await isRight('question');
    for (const tab of ['received', 'authorizations', 'subunits', 'eu', 'mine']) {
      await visit(page, `/permissions?tab=${tab}`);
      await page
        .getByText(/^(Nie ma|Żaden podmiot)/)
        .first()
        .waitFor();
      await isRight(tab);
    }
  });
});
