import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { permissionsOf } from '../engine/permissions/permissions-of.ts';
import { databaseFile } from './database-file.ts';
import { identityMigration } from './migrations/001-identity.ts';
import { sessionsMigration } from './migrations/002-sessions.ts';
import { openSqlite } from './sqlite.ts';
import { openStore } from './store.ts';

it('permissions of a data folder from before they had kinds stay what they were', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-store-'));
  const before = openSqlite(join(folder, databaseFile));
  before.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT');
  for (const { name, sql } of [identityMigration, sessionsMigration]) {
    before.exec(sql);
    before.prepare('INSERT INTO migrations VALUES (?, ?)').run(name, '2026-01-01T00:00:00Z');
  }
  before.exec(`
    INSERT INTO permission_grants VALUES
      ('Nip', '1111111111', 'Pesel', '80010100000', 'InvoiceRead', 'podgląd faktur', 1000),
      ('Nip', '1111111111', 'Pesel', '80010100000', 'CredentialsRead', 'podgląd uprawnień', 2000);
    INSERT INTO test_persons VALUES ('2222222222', '81010100003', 0, 0, 'działalność', 3000, NULL);
  `);
  before.close();

  const store = openStore(folder);
  try {
    const rows = await store.db.selectFrom('permission_grants').selectAll().orderBy('granted_at').execute();
    expect(rows.map(({ kind, permission, author_type }) => [kind, permission, author_type])).toEqual([
      ['person', 'InvoiceRead', 'System'],
      ['person', 'CredentialsRead', 'System'],
      ['owner', 'Owner', 'System'],
    ]);
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const { id } of rows) expect(id).toMatch(uuid);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
    const of = async (pesel: string, nip: string) =>
      (await permissionsOf(store.db, { type: 'Pesel', value: pesel }, { type: 'Nip', value: nip })).granted;
    expect(await of('80010100000', '1111111111')).toEqual(['CredentialsRead', 'InvoiceRead']);
    expect(await of('81010100003', '2222222222')).toEqual(['Owner']);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
