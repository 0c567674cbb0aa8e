/** Collective identifiers: one number for many invoices of a seller. */
import type { KsefClient } from '@kwit/ksef-client';
import { expect, test } from 'vitest';
import { byPesel, newPesel, person } from '../../../ksef/test/permissions.ts';
import { refusalOf, scenarioKsef, sell } from './scenario.testing.ts';

const scenario = scenarioKsef();
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

const make = async (client: KsefClient, numbers: readonly string[]): Promise<string> => {
  const invoices = numbers.map((ksefNumber) => ({ ksefNumber }));
  const made = await client.operations.createCollectiveIdentifier({ body: { invoices } });
  return made.collectiveIdentifierNumber;
};

test('two groups of invoices have a number each, by which, by whose invoices and by whose day they are found', async () => {
  const { nip: seller, client } = await scenario.firm();
  const { nip: buyer, client: buyerClient } = await scenario.firm();
  const groups = [await sell(client, seller, 7, buyer), await sell(client, seller, 5, buyer)] as const;
  const numbers = [await make(client, groups[0]), await make(client, groups[1])] as const;
  const { operations } = client;
  for (const [index, group] of groups.entries()) {
    const path = { ksefNumber: group[0] ?? '' };
    const found = await operations.listCollectiveIdentifiersOfInvoice({ path });
    expect(found.collectiveIdentifiers).toMatchObject([{ collectiveIdentifierNumber: numbers[index] }]);
  }
  const { invoices } = await operations.listCollectiveIdentifierInvoices({
    query: { pageSize: 20 },
    body: { collectiveIdentifierNumbers: [...numbers] },
  });
  const pairs = invoices.map((one) => `${one.collectiveIdentifierNumber} ${one.ksefNumber}`).sort();
  expect(pairs).toEqual(
    groups.flatMap((group, index) => group.map((number) => `${numbers[index]} ${number}`)).sort(),
  );
  const listed = async (who: KsefClient) => {
    const body = { dateCreatedFrom: ago(3_000_000), dateCreatedTo: ago(-3_000_000) };
    const { collectiveIdentifiers } = await who.operations.queryCollectiveIdentifiers({ body });
    return collectiveIdentifiers.map((one) => `${one.collectiveIdentifierNumber} ${one.invoiceCount}`).sort();
  };
  expect(await listed(client)).toEqual([`${numbers[0]} 7`, `${numbers[1]} 5`].sort());
  // What the buyer makes of them is listed where it was made, and to the seller.
  const third = await make(buyerClient, groups[1]);
  expect(await listed(buyerClient)).toEqual([`${third} 5`]);
  expect(await listed(client)).toContain(`${third} 5`);
});

test('a person makes one with the right to, and not without', async () => {
  const { nip: seller, client: owner } = await scenario.firm();
  const sold = await sell(owner, seller, 3);
  const pesels = [newPesel(), newPesel()] as const;
  const rights = [['InvoiceRead', 'CollectiveIdentifierManage'], ['Introspection']] as const;
  const clients: KsefClient[] = [];
  for (const [index, value] of pesels.entries()) {
    await owner.permissions.grantPerson(person({ type: 'Pesel', value }, ...(rights[index] ?? [])).body);
    clients.push(await scenario.enter(await byPesel(value), seller));
  }
  const [entrusted = owner, onlooker = owner] = clients;
  expect(await make(entrusted, sold)).toContain(`${seller}-IZ`);
  expect(await refusalOf(make(onlooker, sold))).toMatchObject({
    kind: 'forbidden',
    reasonCode: 'missing-permissions',
  });
});
