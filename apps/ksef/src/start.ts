import { generateKeyPair } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyPair } from '@kwit/crypto';
import type { Control } from './control/operations.ts';
import type { Engine } from './engine/engine.ts';
import { type Listener, listen } from './listen.ts';
import { logOf } from './logging.ts';
import { type KsefOptions, type Settings, settingsOf } from './options.ts';
import { databaseFile } from './store/database-file.ts';

/** A local KSeF that runs. */
export interface Ksef {
  /** `http://localhost:PORT` */
  url: string;
  /** `https://localhost:PORT`: the same port; its certificate is under `caCertificate`. */
  httpsUrl: string;
  /** The taxpayer application: `http://localhost:PORT/web`. */
  webUrl: string;
  /** Base address of the API: `http://localhost:PORT/v2`. */
  apiUrl: string;
  port: number;
  /** PEM of the root under which all certificates of this KSeF are. */
  caCertificate: string;
  /** The same in a file, for `NODE_EXTRA_CA_CERTS` and the like; not with data in memory. */
  caFile?: string;
  /** Base address of Latarnia, the availability service: `http://localhost:PORT/latarnia`. */
  latarniaUrl: string;
  /** Base address of the control side: `http://localhost:PORT/control`. */
  controlUrl: string;
  /** Its key, for `Authorization: Bearer …`. */
  controlKey: string;
  /** The control side as functions. They throw `ControlError`. */
  control: Control;
  /** Ends everything; nothing goes on running. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts a local KSeF. It answers from the moment the port is open; the promise resolves once its keys are
 * there too (made on the first start). Throws `KsefStartError` and then leaves nothing behind.
 */
export async function startKsef(options: KsefOptions = {}): Promise<Ksef> {
  const settings = settingsOf(options);
  const log = logOf(settings.logger);
  const freshRsaKeys = isFirstStart(settings) ? [newRsaKey(), newRsaKey()] : [];
  const parts = await import('./parts.ts');
  const {
    createClock,
    createCore,
    createBackground,
    createLatency,
    createLimits,
    loadAuthorities,
    openStore,
  } = parts;
  const store = openStore(settings.folder);
  const closers: (() => Promise<void>)[] = [() => store.close()];
  const close = closeOnce(closers);
  try {
    const startClock = settings.clock === null ? { offsetMs: 0 } : parts.clockStateAt(settings.clock);
    const clock = createClock(settings.clock === null ? await parts.savedClock(store) : startClock);
    const faults = parts.createFaults(clock);
    const journal = parts.createJournal();
    const hostNames = hostNamesOf(settings);
    let authorities = loadAuthorities(store, clock, hostNames, freshRsaKeys);
    // Whoever awaits it sees the failure; until then it must not end the process.
    authorities.catch(() => {});
    const reloadAuthorities = async () => {
      const before = authorities;
      const loaded = before.then(() => loadAuthorities(store, clock, hostNames, []));
      // Where that fails, the keys that there were stay in use.
      authorities = loaded.catch(() => before);
      await loaded;
    };
    closers.unshift(async () => authorities.then(nothing, nothing));
    let listener: Listener | undefined;
    const engine: Engine = {
      settings,
      store,
      clock,
      latency: createLatency(settings.latency, (waiting, context) => {
        const rule = faults.hold(waiting, context);
        return rule === null ? null : parts.heldBy(rule);
      }),
      limits: createLimits(store.db, clock, settings),
      background: createBackground(log),
      log,
      get authorities() {
        return authorities;
      },
      reloadAuthorities,
      publicUrl: () => settings.publicUrl ?? urlOf('http', settings.host, listener?.port ?? settings.port),
    };
    await parts.settleState(store);
    const { createServer } = await import('./server.ts');
    const core = createCore(engine);
    const controlParts = { faults, journal, gate: parts.createGate(engine.background) };
    const control = parts.createControl(core, controlParts, startClock);
    const key = parts.controlKeyOf(settings.controlKey, store);
    clock.onChange(() => {
      // Certificates that end before the new moment are renewed; whatever waited for a moment looks again.
      reloadAuthorities().catch((error: unknown) => {
        log.error({ err: error }, 'renewing certificates failed');
      });
      engine.background.wakeAll();
    });
    const server = await createServer(core, { ...controlParts, control, key, log });
    closers.unshift(
      () => engine.background.close(),
      () => server.close(),
    );
    listener = await listen({
      host: settings.host,
      port: settings.port,
      handler: server.handler,
      credential: async () => (await authorities).server,
    });
    const { port, close: stopListening } = listener;
    closers.unshift(stopListening);
    await core.invoicing;
    const caCertificate = (await authorities).authority.certificate.toString();
    const caFile = store.exportFile('ca.pem', caCertificate);
    engine.background.start();
    log.info({ port, profile: settings.profile, data: settings.folder ?? ':memory:' }, 'local KSeF started');
    const url = urlOf('http', settings.host, port);
    const httpsUrl = urlOf('https', settings.host, port);
    const addresses = {
      url,
      httpsUrl,
      webUrl: `${url}/web`,
      apiUrl: `${url}/v2`,
      latarniaUrl: `${url}/latarnia`,
      controlUrl: `${url}/control`,
    };
    const ksef = { ...addresses, port, caCertificate, controlKey: key, control, close };
    return caFile === null ? ksef : { ...ksef, caFile };
  } catch (error) {
    await close();
    throw error;
  }
}

const nothing = () => {};

const isFirstStart = ({ folder }: Settings) => folder === null || !existsSync(join(folder, databaseFile));

/** Made in another thread, while this one loads the rest of the program: both take about as long. */
function newRsaKey(): Promise<KeyPair> {
  const key = promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  // A start that fails before it is needed does not fail twice.
  key.catch(nothing);
  return key;
}

/** Runs the closers one after another, the last added first, whatever each of them says. */
function closeOnce(closers: readonly (() => Promise<void>)[]): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    for (const closer of closers) await closer().catch(() => {});
  };
  return () => {
    closing ??= closeAll();
    return closing;
  };
}

function urlOf(scheme: 'http' | 'https', host: string, port: number): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Names that the certificate for HTTPS stands for. */
function hostNamesOf({ publicUrl, host }: Settings): string[] {
  const names = ['localhost', '127.0.0.1', '::1', 'api-test.ksef.mf.gov.pl', 'storage.ksef.test'];
  const own = host === '0.0.0.0' || host === '::' ? [hostname()] : [host];
  const proxied = publicUrl === null ? [] : [new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')];
  return [...new Set([...names, ...own, ...proxied])];
}
