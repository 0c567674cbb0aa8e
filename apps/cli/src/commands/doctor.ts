/** `kwit doctor`: what is wrong with this installation, in plain words. */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command, Context } from '../command.ts';
import { connectionWords, dayOf, resumption } from '../connection-text.ts';
import type { Connection } from '../connections.ts';
import { describe } from '../errors.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';
import type { MessageKey, Parameters } from '../messages.ts';
import { outboxOf } from '../outbox.ts';
import { keyFileOf } from '../secrets.ts';
import { noneCurrent, openState, type State } from '../state.ts';
import { storeFileOf } from '../store.ts';

type Level = 'ok' | 'warning' | 'error';

/** Tells one finding; keeps count of what is wrong. */
type Tell = (check: string, level: Level, key: MessageKey, parameters?: Parameters) => void;

const leastFreeMegabytes = 200;
/** Two months before the end it is time for a new certificate. Source: the guide of the taxpayer application. */
const renewalDays = 61;
const largestSkewSeconds = 60;
const day = 86_400_000;

export const run: Command<[], object> = async (context) => {
  const { output } = context;
  let exit: ExitCode = exitCodes.done;
  const tellText = (check: string, level: Level, message: string, remedy: string | null, of?: ExitCode) => {
    // No connection first, as everywhere: whoever asks again later may find nothing wrong.
    if (level === 'error' && exit !== exitCodes.unreachable) exit = of ?? exitCodes.refused;
    output.object({ check, level, message, remedy });
    output.say(`doctor.${level}`, { what: message });
    if (remedy) output.say('doctor.remedy', { remedy });
  };
  const tell: Tell = (check, level, key, parameters) =>
    tellText(check, level, output.t(key, parameters), null);
  /** Runs checks; what they throw is a finding like any other. */
  const attempt = async (check: string, file: string, work: () => Promise<void> | void): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      const { message, remedy, exit: code } = describe(error, file);
      tellText(check, 'error', output.pick(message), remedy ? output.pick(remedy) : null, code);
      return false;
    }
  };

  checkNode(tell);
  checkHome(context, tell);
  await attempt('disk', context.home.folder, () => checkDisk(context, tell));
  if (context.home.exists()) {
    const file = storeFileOf(context.home);
    let connection: Connection | undefined;
    let areKept = false;
    const readable = await attempt('store', file, () => {
      const state = openState(context);
      checkStore(state, file, tell);
      connection = state.connections.current();
      areKept = state.connections.all().length > 0;
      if (connection) tell('connection', 'ok', 'doctor.connection', connectionWords(output, connection));
      for (const unfinished of outboxOf(state.store, context.home).countUnfinished())
        tell('outbox', 'warning', ...resumption(output, unfinished, connection));
    });
    if (connection) await checkConnection(context, connection, tell, attempt);
    else if (areKept) {
      const { text, remedy } = noneCurrent();
      tellText('connection', 'warning', output.pick(text), remedy ? output.pick(remedy) : null);
    } else if (readable) tell('connection', 'warning', 'doctor.no-connection');
  }
  if (exit === exitCodes.done) output.say('doctor.all-well');
  return exit;
};

function checkNode(tell: Tell): void {
  const version = process.versions.node;
  const isOld = Number(version.split('.')[0]) < 24;
  tell('node', isOld ? 'error' : 'ok', isOld ? 'doctor.node-old' : 'doctor.node', { version });
}

function checkHome({ home }: Context, tell: Tell): void {
  const { folder } = home;
  const problem = home.exists() ? accessProblem(folder) : undefined;
  if (!home.exists()) tell('home', 'ok', 'doctor.home-new', { folder });
  else if (problem) tell('home', 'error', 'doctor.home-unwritable', { folder, reason: problem });
  else if (isOpenToOthers(folder)) tell('home', 'error', 'doctor.home-open', { folder });
  else tell('home', 'ok', 'doctor.home', { folder });
  const file = keyFileOf(home);
  if (existsSync(file) && isOpenToOthers(file)) tell('secret', 'error', 'doctor.key-file-open', { file });
}

/** Why the folder cannot be used, as the system's code; undefined where it can. */
function accessProblem(folder: string): string | undefined {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/** Rights of the group and of others; Windows has no such bits. */
const isOpenToOthers = (path: string): boolean =>
  process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;

function checkDisk({ home }: Context, tell: Tell): void {
  let folder = home.folder;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1_000_000);
  const isLow = free < leastFreeMegabytes;
  tell('disk', isLow ? 'error' : 'ok', isLow ? 'doctor.disk-low' : 'doctor.disk', { free });
}

function checkStore({ store }: State, file: string, tell: Tell): void {
  const found = Object.values(store.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (found === 'ok') tell('store', 'ok', 'doctor.store', { file });
  else tell('store', 'error', 'doctor.store-damaged', { file, reason: String(found) });
}

async function checkConnection(
  context: Context,
  connection: Connection,
  tell: Tell,
  attempt: (check: string, file: string, work: () => Promise<void> | void) => Promise<boolean>,
): Promise<void> {
  const file = storeFileOf(context.home);
  const ksef = await openKsef(context, {}).catch(() => undefined);
  await attempt('secret', file, () => {
    openState(context).connections.credential(connection);
    tell('secret', 'ok', 'doctor.secret');
  });
  checkCertificate(connection, tell);
  if (!ksef) return;
  const options = { signal: context.signal, deadlineMs: 10_000 };
  const reachable = await attempt('ksef', connection.baseUrl, async () => {
    const asked = performance.now();
    const { timestamp } = await ksef.client.operations.createChallenge({}, options);
    const ms = Math.round(performance.now() - asked);
    tell('ksef', 'ok', 'doctor.reachable', { ms });
    const seconds = Math.round(Math.abs(Date.parse(timestamp) + ms / 2 - Date.now()) / 1000);
    const isOff = seconds > largestSkewSeconds;
    tell('clock', isOff ? 'warning' : 'ok', isOff ? 'doctor.clock-off' : 'doctor.clock', { seconds });
  });
  if (!reachable) return;
  await attempt('login', connection.baseUrl, async () => {
    await ksef.tryCredential();
    tell('login', 'ok', 'doctor.logged-in');
  });
}

function checkCertificate({ certificateValidTo }: Connection, tell: Tell): void {
  if (!certificateValidTo) return;
  const left = Date.parse(certificateValidTo) - Date.now();
  const date = dayOf(certificateValidTo);
  if (left < 0) tell('certificate', 'error', 'doctor.certificate-over', { date });
  else if (left < renewalDays * day) tell('certificate', 'warning', 'doctor.certificate-soon', { date });
  else tell('certificate', 'ok', 'doctor.certificate', { date });
}
