import { todayInPoland } from '@kwit/invoice';
import { startKsef } from '@kwit/ksef';
import { expect, it } from 'vitest';
import { connectedHome, invoiceFile, kwit, localKsef } from './harness.ts';

const dayMs = 86_400_000;
const dayIn = (days: number): string => todayInPoland(new Date(Date.now() + days * dayMs));
const dated = (issueDate: string) => invoiceFile({ extra: { issueDate } }).file;
const codesOf = (object: Record<string, unknown> | undefined): string[] =>
  ((object?.problems ?? []) as { code: string }[]).map(({ code }) => code);

it('invoices are judged by the day at KSeF, not by that of the machine', async () => {
  const ksef = await localKsef();
  const home = await connectedHome(ksef.apiUrl);
  const send = async (issueDate: string) =>
    (await kwit(['send', dated(issueDate), '--json'], { home })).objects[0];
  try {
    await ksef.control.advanceClock({ by: 'P30D' });
    expect(await send(dayIn(29))).toMatchObject({ status: 'accepted', problems: [] });
    expect(await send('today')).toMatchObject({ status: 'accepted', problems: [] });
    const late = await send(dayIn(32));
    expect(late).toMatchObject({ status: 'invalid' });
    expect(codesOf(late)).toEqual(['DATE-IN-FUTURE']);
  } finally {
    await ksef.control.reset();
  }
});

it('where KSeF does not answer, the clock of the machine counts', async () => {
  const ksef = await startKsef({ port: 0 });
  const home = await connectedHome(ksef.apiUrl).finally(() => ksef.close());
  const { objects } = await kwit(['send', dated('today'), dated(dayIn(3)), '--json'], { home });
  const statusOf = (status: string) => objects.find((one) => one.status === status);
  expect(objects).toHaveLength(2);
  expect(statusOf('unfinished')).toBeDefined();
  expect(codesOf(statusOf('invalid'))).toEqual(['DATE-IN-FUTURE']);
});
