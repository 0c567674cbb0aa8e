import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { connectedHome, demoNip, invoiceFile, kwit, localKsef, temporaryFolder } from './harness.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('homes of another user are not tested here: that takes root');

describe('the home', () => {
  it('is chosen by --home, else KWIT_HOME, else ~/.kwit; made only when something is kept, and closed', async () => {
    const folder = temporaryFolder();
    await kwit(['validate', '--home', join(folder, 'a'), invoiceFile().file]);
    await kwit(['doctor', '--home', join(folder, 'a')]);
    await kwit(['whoami', '--home', join(folder, 'a')]);
    await kwit(['status', '--home', join(folder, 'a')]);
    expect(readdirSync(folder)).toEqual([]);
    const { apiUrl } = await localKsef();
    const login = ['login', '--env', apiUrl, '--nip', demoNip, '--self-signed'];
    await kwit([...login, '--home', join(folder, 'a')], { home: join(folder, 'b') });
    await kwit(login, { home: join(folder, 'b') });
    await kwit(login, { env: { HOME: folder } });
    expect(readdirSync(folder).sort()).toEqual(['.kwit', 'a', 'b']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o700);
  });

  it('that is a file, or holds something else, is told in words', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'x');
    const file = await kwit(['whoami', '--lang', 'pl'], { home: join(folder, 'file') });
    expect([file.code, file.stderr]).toEqual([1, expect.stringContaining('nie jest folderem')]);
    mkdirSync(join(folder, 'strange'));
    writeFileSync(
      join(folder, 'strange', 'kwit.db'),
      'this is no database, but long enough to be read as one',
    );
    const strange = await kwit(['send', invoiceFile().file], { home: join(folder, 'strange') });
    expect([strange.code, strange.stderr]).toEqual([1, expect.stringContaining('damaged')]);
    const doctor = await kwit(['doctor', '--json'], { home: join(folder, 'strange') });
    expect(doctor.code).toBe(1);
    expect(doctor.objects).toContainEqual(expect.objectContaining({ check: 'store', level: 'error' }));
  });

  it('of a newer Kwit is left alone', async () => {
    const home = join(temporaryFolder(), 'home');
    mkdirSync(home);
    const store = new DatabaseSync(join(home, 'kwit.db'));
    store.exec('PRAGMA user_version = 999');
    store.close();
    const ended = await kwit(['whoami'], { home });
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('newer Kwit')]);
  });

  it('of an older Kwit is brought forward, with the invoices that wait in it', async () => {
    const { apiUrl } = await localKsef();
    const home = await connectedHome(apiUrl);
    const { file, number } = invoiceFile();
    await kwit(['send', file], { home });
    const store = new DatabaseSync(join(home, 'kwit.db'));
    // As it was when every connection was that of a firm, a row held its document, and the invoice had not been sent.
    store.exec(`
      ALTER TABLE connections RENAME COLUMN context TO nip;
      ALTER TABLE outbox RENAME COLUMN context TO nip;
      ALTER TABLE outbox ADD COLUMN xml BLOB NOT NULL DEFAULT x'00';
      UPDATE outbox SET xml = (SELECT xml FROM documents WHERE outbox_id = id), state = 'stored',
        session_reference = NULL, invoice_reference = NULL, ksef_number = NULL, upo_file = NULL;
      DROP TABLE documents;
      PRAGMA user_version = 4;
    `);
    store.close();
    const sent = await kwit(['send', '--json'], { home });
    expect([sent.code, sent.stderr]).toEqual([0, '']);
    expect(sent.objects).toMatchObject([{ number, status: 'accepted' }]);
  });

  it('that is open to others is told by the doctor', async () => {
    const home = await connectedHome((await localKsef()).apiUrl);
    chmodSync(home, 0o755);
    chmodSync(join(home, 'secret.key'), 0o644);
    const ended = await kwit(['doctor'], { home });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('chmod 700');
    expect(ended.stdout).toContain('chmod 600');
  });

  it.runIf(isRoot)('that cannot be written ends in words, and sends nothing', async () => {
    const home = await connectedHome((await localKsef()).apiUrl);
    for (const name of ['', ...readdirSync(home)]) chownSync(join(home, name), nobody, nobody);
    chmodSync(home, 0o555);
    for (const name of readdirSync(home)) chmodSync(join(home, name), 0o444);
    chmodSync(join(home, '..'), 0o755);
    const { file } = invoiceFile();
    chmodSync(join(file, '..'), 0o755);
    const sent = await kwit(['send', file], { home, uid: nobody });
    expect(sent.code).toBe(1);
    expect(sent.stderr).toMatch(/kwit: .*\/(kwit\.db|runs)/);
    expect(sent.stderr).not.toContain('fault of its own');
    const doctor = await kwit(['doctor', '--json'], { home, uid: nobody });
    expect(doctor.code).toBe(1);
    expect(doctor.objects).toContainEqual(expect.objectContaining({ check: 'home', level: 'error' }));
  });

  it.runIf(isRoot)('that cannot be written still tells what it holds', async () => {
    const home = await connectedHome((await localKsef()).apiUrl);
    const { file, number } = invoiceFile();
    await kwit(['send', file], { home });
    for (const name of ['', ...readdirSync(home)]) chownSync(join(home, name), nobody, nobody);
    chmodSync(home, 0o555);
    for (const name of readdirSync(home)) chmodSync(join(home, name), 0o444);
    chmodSync(join(home, '..'), 0o755);
    const before = readdirSync(home);
    const who = await kwit(['whoami', '--json'], { home, uid: nobody });
    expect([who.code, who.stderr]).toEqual([0, '']);
    expect(who.objects).toMatchObject([{ nip: demoNip, current: true }]);
    const status = await kwit(['status', '--json'], { home, uid: nobody });
    expect(status.objects).toMatchObject([{ number, status: 'accepted' }]);
    expect(readdirSync(home)).toEqual(before);
  });

  it('tells of every connection under which invoices wait to be finished', async () => {
    const { apiUrl } = await localKsef();
    const home = await connectedHome(apiUrl);
    await kwit(['send', invoiceFile().file], { home });
    const store = new DatabaseSync(join(home, 'kwit.db'));
    store.exec("UPDATE outbox SET state = 'stored', upo_file = NULL");
    store.close();
    const here = await kwit(['doctor', '--json'], { home });
    const waiting = (objects: Record<string, unknown>[]) => objects.filter(({ check }) => check === 'outbox');
    expect(waiting(here.objects)).toMatchObject([{ level: 'warning' }]);
    expect((await kwit(['status'], { home })).stderr).not.toContain('--nip');
    await kwit(['login', '--env', apiUrl, '--nip', '2222222222', '--self-signed'], { home });
    const elsewhere = await kwit(['doctor', '--json'], { home });
    const way = `send --env ${apiUrl} --nip ${demoNip}`;
    expect(waiting(elsewhere.objects)).toMatchObject([{ message: expect.stringContaining(way) }]);
    expect((await kwit(['status'], { home })).stderr).toContain(way);
    const nothingHere = await kwit(['send'], { home });
    expect(nothingHere).toMatchObject({ code: 2, stderr: expect.stringContaining(way) });
    expect(nothingHere.stderr).toContain('nothing is waiting under this connection');
    const sent = await kwit(['send', '--json', '--env', apiUrl, '--nip', demoNip], { home });
    expect(sent.objects).toMatchObject([{ status: 'accepted' }]);
  });

  it('of an older version, with a refusal that does not name the first invoice, says where to look', async () => {
    const { apiUrl } = await localKsef();
    const home = await connectedHome(apiUrl);
    await kwit(['send', invoiceFile().file], { home });
    const store = new DatabaseSync(join(home, 'kwit.db'));
    const refusal = JSON.stringify({ code: 440, description: 'Duplikat faktury', details: [] });
    store.prepare("UPDATE outbox SET state = 'rejected', refusal = ?").run(refusal);
    store.close();
    const { stdout } = await kwit(['status'], { home });
    expect(stdout).toContain('look for the first invoice in KSeF.');
  });

  it('without its key file says so, and log-in mends it', async () => {
    const { apiUrl } = await localKsef();
    const home = await connectedHome(apiUrl);
    writeFileSync(join(home, 'secret.key'), 'not a key');
    const { file } = invoiceFile();
    const broken = await kwit(['send', '--lang', 'pl', file], { home });
    expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining('secret.key')]);
    const login = ['login', '--env', apiUrl, '--nip', demoNip, '--self-signed'];
    expect((await kwit(login, { home })).code).toBe(0);
    expect((await kwit(['send', file], { home })).code).toBe(0);
  });
});
