/** `kwit ksef`: runs the local KSeF in the foreground. */
import type { Profile, RateLimits } from '@kwit/ksef';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit.ts';
import {
  controlRoomUrl,
  defaultPort,
  freePort,
  ksefWords,
  portOf,
  rateLimitsText,
  startLocalKsef,
  untilEnded,
} from '../local-ksef.ts';
import { wrongUsage } from '../usage-error.ts';

export interface KsefCommandOptions {
  port?: string;
  data?: string;
  https?: boolean;
  publicUrl?: string;
  latency?: 'none' | 'realistic';
  rateLimits?: RateLimits;
  clock?: string;
  controlKey?: string;
  profile?: Profile;
}

export const run: Command<[], KsefCommandOptions> = async (context, options) => {
  const { output, home, env, signal } = context;
  const inMemory = options.data === ':memory:';
  const data = options.data || home.path('ksef');
  // The announced address must be known before the start, so a free port is chosen here.
  const asked = portOf(options.port);
  const controlKey = options.controlKey ?? env.KWIT_CONTROL_KEY;
  await checkForms({ ...options, ...(controlKey ? { controlKey } : {}) });
  if (!options.data) home.create();
  const port = options.https && asked === 0 ? await freePort() : asked;
  const publicUrl = options.publicUrl ?? (options.https ? `https://localhost:${port}` : undefined);
  const ksef = await startLocalKsef(
    {
      port,
      data,
      latency: options.latency ?? 'realistic',
      expectsPackages: true,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(options.rateLimits === undefined ? {} : { rateLimits: options.rateLimits }),
      ...(options.clock === undefined ? {} : { clock: options.clock }),
      ...(controlKey ? { controlKey } : {}),
      ...(options.profile === undefined ? {} : { profile: options.profile }),
    },
    ksefWords,
  );
  const { url, apiUrl, httpsUrl, caFile } = ksef;
  output.object({
    status: 'ready',
    url,
    webUrl: ksef.webUrl,
    apiUrl,
    httpsUrl,
    publicUrl: publicUrl ?? url,
    port: ksef.port,
    latarniaUrl: ksef.latarniaUrl,
    controlUrl: ksef.controlUrl,
    controlKey: ksef.controlKey,
    controlRoomUrl: controlRoomUrl(ksef),
    caFile: caFile ?? null,
    caCertificate: ksef.caCertificate,
    data,
    pid: process.pid,
  });
  const shownData = inMemory ? output.t('ksef.in-memory') : data;
  output.say('ksef.ready');
  output.say('ksef.addresses', { apiUrl, httpsUrl, url, data: shownData });
  if (publicUrl) output.say('ksef.public', { publicUrl });
  if (caFile) output.say('ksef.ca', { caFile });
  output.say('ksef.control', {
    controlUrl: ksef.controlUrl,
    controlKey: ksef.controlKey,
    controlRoomUrl: controlRoomUrl(ksef),
  });
  output.say(rateLimitsText(options.rateLimits));
  if (options.profile !== 'demo' && options.profile !== 'prod')
    output.say('ksef.connect', { env: ksef.port === defaultPort ? 'local' : url });
  output.say('ksef.end');
  await untilEnded(signal);
  await ksef.close();
  output.note('ksef.ended');
  return exitCodes.done;
};

/** What the command line says in a wrong form is wrong usage; the server itself could only refuse to start. */
async function checkForms({ clock, publicUrl, controlKey }: KsefCommandOptions): Promise<void> {
  if (controlKey !== undefined && !/^[\x21-\x7e]{16,200}$/.test(controlKey))
    throw wrongUsage('usage.control-key');
  if (clock !== undefined && !(await import('@kwit/ksef')).isStartOfClock(clock))
    throw wrongUsage('usage.bad-value', {
      option: '--clock',
      value: clock,
      form: '2026-03-01T12:00:00Z (2020-02-01 – 2090-01-01)',
    });
  const url = publicUrl !== undefined && URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (publicUrl !== undefined && !(url && /^https?:$/.test(url.protocol) && !url.search && !url.hash))
    throw wrongUsage('usage.bad-value', {
      option: '--public-url',
      value: publicUrl,
      form: 'https://ksef.example.com',
    });
}
