/**
 * `kwit demo`, which `npm start` runs: the local KSeF in the foreground, with a demo company that is connected by a
 * certificate enrolled through the API. A second start uses everything again.
 */
import type { RateLimits } from '@kwit/ksef';
import type { Command, Context } from '../command.ts';
import { connect } from '../connect.ts';
import { connectionObject } from '../connection-text.ts';
import type { Connection } from '../connections.ts';
import { selfSignedCredential } from '../credentials.ts';
import { type Environment, environmentOf } from '../environments.ts';
import { CliError, exitCodes } from '../exit.ts';
import { openKsef, otherKsefCode } from '../ksef.ts';
import {
  controlRoomUrl,
  demoWords,
  portOf,
  rateLimitsText,
  startLocalKsef,
  untilEnded,
} from '../local-ksef.ts';
import { textOf } from '../messages.ts';
import { asKsefError } from '../sender.ts';
import { openState } from '../state.ts';

interface Options {
  port?: string;
  latency?: 'none' | 'realistic';
  rateLimits?: RateLimits;
}

/** The seller of the examples. */
const demoNip = '1111111111';
/** What the local KSeF calls itself; by it another one on the port is told from a strange program. */
const ownName = 'Kwit';

export const run: Command<[], Options> = async (context, options) => {
  const { output, home, signal } = context;
  const port = portOf(options.port);
  home.create();
  try {
    const ksef = await startLocalKsef(
      {
        port,
        data: home.path('ksef'),
        latency: options.latency ?? 'none',
        ...(options.rateLimits === undefined ? {} : { rateLimits: options.rateLimits }),
      },
      demoWords,
    );
    output.say('ksef.ready');
    output.say('ksef.addresses', {
      apiUrl: ksef.apiUrl,
      httpsUrl: ksef.httpsUrl,
      url: ksef.url,
      data: home.path('ksef'),
    });
    output.say('ksef.control-room', { controlRoomUrl: controlRoomUrl(ksef) });
    output.say(rateLimitsText(options.rateLimits));
    try {
      const connection = await connectDemo(context, await environmentOf(ksef.apiUrl));
      output.object({ status: 'ready', ...connectionObject(connection), port: ksef.port, pid: process.pid });
      output.say('ksef.end');
      await untilEnded(signal);
    } finally {
      await ksef.close();
    }
    output.note('ksef.ended');
    return exitCodes.done;
  } catch (error) {
    // Ctrl+C while it is still starting is an end like any other.
    if (signal.aborted) return exitCodes.done;
    if (!isTaken(error)) throw error;
    return await useRunning(context, port, error);
  }
};

const isTaken = (error: unknown): boolean =>
  error instanceof CliError && (error.code === 'port-in-use' || error.code === 'data-folder-in-use');

/** The port is taken: by our own KSeF, which is as good, or by something else, which is told plainly. */
async function useRunning(context: Context, port: number, error: unknown): Promise<0> {
  const { output } = context;
  const url = `http://localhost:${port}`;
  const found = await whoAnswers(url);
  if (found === 'nobody') throw error;
  if (found === 'stranger')
    throw new CliError('port-taken', textOf('error.port-taken', { port }), {
      remedy: textOf('remedy.port-taken', { command: demoWords.otherPort }),
    });
  output.say('demo.already-running', { url });
  output.say('demo.web', { url });
  const connection = await connectDemo(context, await environmentOf(url));
  output.object({ status: 'already-running', ...connectionObject(connection), port });
  return exitCodes.done;
}

async function whoAnswers(url: string): Promise<'local-ksef' | 'stranger' | 'nobody'> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(3000) });
    const text = (await answer.text()).slice(0, 10_000);
    return text.includes(ownName) && text.includes('KSeF') ? 'local-ksef' : 'stranger';
  } catch (error) {
    const refused = error instanceof TypeError && String((error.cause as Error | undefined)?.message);
    return typeof refused === 'string' && refused.includes('ECONNREFUSED') ? 'nobody' : 'stranger';
  }
}

/** Connects the demo company, or finds that it is connected; says what to do next. */
async function connectDemo(context: Context, environment: Environment): Promise<Connection> {
  const { output } = context;
  const { connections } = openState(context);
  const before = connections.current();
  let connection = await workingConnection(context, environment);
  if (!connection) {
    output.say('demo.connecting', { nip: demoNip });
    connection = await newConnection(context, environment);
  }
  const isOwn = before === undefined || before.id === connection.id;
  // Somebody's own connection stays the current one: real invoices must not end up in the demo.
  if (before && !isOwn) connections.makeCurrent(before.id);
  else connections.makeCurrent(connection.id);
  output.say('demo.connected', { nip: demoNip, serial: connection.certificateSerial ?? '' });
  const choice = isOwn
    ? ''
    : ` --env ${environment.name === 'local' ? 'local' : environment.baseUrl} --nip ${demoNip}`;
  output.say('demo.next', { command: `npx kwit send examples/vat-invoice.json${choice}` });
  return { ...connection, current: isOwn };
}

/** The connection of an earlier start, where KSeF still lets it in. */
async function workingConnection(
  context: Context,
  environment: Environment,
): Promise<Connection | undefined> {
  const { signal } = context;
  const known = openState(context).connections.find(environment.baseUrl, demoNip);
  if (!known) return undefined;
  const ksef = await openKsef(context, { env: environment.baseUrl, nip: demoNip });
  try {
    await ksef.loggedIn(() => ksef.client.operations.getCertificateLimits({}, { signal }));
    return known;
  } catch (error) {
    // Its data were removed, or the certificate has ended: everything anew.
    if (error instanceof CliError && error.code === otherKsefCode) return undefined;
    const kind = asKsefError(error)?.kind ?? '';
    if (['failed-status', 'refused', 'unauthorized', 'forbidden', 'gone'].includes(kind)) return undefined;
    throw error;
  }
}

async function newConnection(context: Context, environment: Environment): Promise<Connection> {
  const { signal, output } = context;
  const { createKsefClient } = await import('@kwit/ksef-client');
  const client = createKsefClient({ baseUrl: environment.baseUrl });
  const seal = await selfSignedCredential(demoNip);
  await client.logInWithCertificate({ context: { type: 'Nip', value: demoNip }, credential: seal, signal });
  const { credential } = await client.enrollCertificate({
    name: output.t('demo.cert-name'),
    usage: 'Authentication',
    signal,
  });
  return connect(context, environment, demoNip, { method: 'certificate', credential });
}
