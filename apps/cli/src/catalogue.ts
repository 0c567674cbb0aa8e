/**
 * Every command of `kwit` with its arguments and options. The code of a command is loaded when it runs, not before.
 */
import type { CommandEntry, OptionEntry } from './command.ts';

const whichConnection: readonly OptionEntry[] = [
  { flags: '--env <env>', help: 'option.which-env' },
  { flags: '--nip <nip>', help: 'option.which-nip' },
  { flags: '--context <identifier>', help: 'option.which-context' },
];
const port: OptionEntry = { flags: '--port <port>', help: 'option.port' };
const latency: OptionEntry = {
  flags: '--latency <kind>',
  help: 'option.latency',
  choices: ['none', 'realistic'],
};
const rateLimits: OptionEntry = {
  flags: '--rate-limits <kind>',
  help: 'option.rate-limits',
  choices: ['official', 'off'],
};
const passwordFile: OptionEntry = { flags: '--password-file <file>', help: 'option.password-file' };
const overwrite: OptionEntry = { flags: '--overwrite', help: 'option.overwrite' };

/** What `kwit pdf` and `kwit qr` are told of an invoice beyond its file. */
const drawing: readonly OptionEntry[] = [
  { flags: '--language <language>', help: 'option.document-language', choices: ['pl', 'en', 'pl+en'] },
  { flags: '--ksef-number <ksefnumber>', help: 'option.ksef-number' },
  { flags: '--env <env>', help: 'option.codes-env' },
  { flags: '--cert <file>', help: 'option.offline-cert' },
  { flags: '--key <file>', help: 'option.key' },
  passwordFile,
];

/** The lists that `kwit permissions list --of` knows. */
export const permissionLists = [
  'persons',
  'mine',
  'received',
  'authorizations-granted',
  'authorizations-received',
  'subunits',
  'eu-entities',
  'roles',
  'subordinates',
] as const;

export const catalogue: readonly CommandEntry[] = [
  {
    name: 'login',
    help: 'help.login',
    details: 'help.login-contexts',
    options: [
      { flags: '--env <env>', help: 'option.env' },
      { flags: '--nip <nip>', help: 'option.nip' },
      { flags: '--context <identifier>', help: 'option.context' },
      { flags: '--token [token]', help: 'option.token' },
      { flags: '--token-file <file>', help: 'option.token-file' },
      { flags: '--cert <file>', help: 'option.cert' },
      { flags: '--key <file>', help: 'option.key' },
      { flags: '--fingerprint <sha256>', help: 'option.fingerprint' },
      passwordFile,
      { flags: '--self-signed', help: 'option.self-signed' },
    ],
    load: () => import('./commands/login.ts'),
  },
  {
    name: 'logout',
    help: 'help.logout',
    options: whichConnection,
    load: () => import('./commands/logout.ts'),
  },
  {
    name: 'whoami',
    help: 'help.whoami',
    options: [{ flags: '--all', help: 'option.all-connections' }, ...whichConnection],
    load: () => import('./commands/whoami.ts'),
  },
  {
    name: 'switch',
    help: 'help.switch',
    details: 'help.switch-more',
    options: whichConnection,
    load: () => import('./commands/switch.ts'),
  },
  {
    name: 'validate',
    arguments: '<paths...>',
    help: 'help.validate',
    options: [{ flags: '--schema-only', help: 'option.schema-only' }],
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'build',
    arguments: '<file>',
    help: 'help.build',
    options: [{ flags: '-o, --output <file>', help: 'option.output' }, overwrite],
    load: () => import('./commands/build.ts'),
  },
  { name: 'read', arguments: '<file>', help: 'help.read', load: () => import('./commands/read.ts') },
  {
    name: 'send',
    arguments: '[files...]',
    help: 'help.send',
    options: whichConnection,
    load: () => import('./commands/send.ts'),
  },
  {
    name: 'status',
    arguments: '[what]',
    help: 'help.status',
    options: [
      { flags: '--all', help: 'option.status-all' },
      { flags: '--limit <number>', help: 'option.status-limit' },
      ...whichConnection,
    ],
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'upo',
    arguments: '<what>',
    help: 'help.upo',
    options: [{ flags: '-o, --output <file>', help: 'option.upo-output' }, overwrite, ...whichConnection],
    load: () => import('./commands/upo.ts'),
  },
  {
    name: 'pdf',
    arguments: '<paths...>',
    help: 'help.pdf',
    details: 'help.pdf-details',
    options: [
      { flags: '-o, --output <place>', help: 'option.pdf-output' },
      { flags: '--format <format>', help: 'option.pdf-format', choices: ['pdf', 'html'] },
      overwrite,
      ...drawing,
      { flags: '--logo <file>', help: 'option.logo' },
      { flags: '--accent <colour>', help: 'option.accent' },
    ],
    load: () => import('./commands/pdf.ts'),
  },
  {
    name: 'qr',
    arguments: '<file>',
    help: 'help.qr',
    details: 'help.qr-details',
    options: [
      { flags: '-o, --output <file>', help: 'option.qr-output' },
      { flags: '--code <kind>', help: 'option.qr-code', choices: ['invoice', 'issuer', 'transfer'] },
      overwrite,
      ...drawing,
    ],
    load: () => import('./commands/qr.ts'),
  },
  {
    name: 'cert',
    help: 'help.cert',
    children: [
      {
        name: 'enroll',
        help: 'help.cert-enroll',
        details: 'help.password-rules',
        options: [
          { flags: '--name <name>', help: 'option.cert-name' },
          { flags: '--out <folder>', help: 'option.cert-out' },
          { flags: '--usage <usage>', help: 'option.cert-usage', choices: ['authentication', 'offline'] },
          { flags: '--key <kind>', help: 'option.cert-key', choices: ['EC', 'RSA'] },
          passwordFile,
          ...whichConnection,
        ],
        load: () => import('./commands/cert-enroll.ts'),
      },
      {
        name: 'renew',
        arguments: '[serial]',
        argumentHelp: 'argument.cert-renew',
        help: 'help.cert-renew',
        details: 'help.password-rules',
        options: [
          { flags: '--within <days>', help: 'option.within' },
          { flags: '--name <name>', help: 'option.cert-name' },
          { flags: '--out <folder>', help: 'option.cert-out' },
          { flags: '--key <kind>', help: 'option.cert-key', choices: ['EC', 'RSA'] },
          passwordFile,
          ...whichConnection,
        ],
        load: () => import('./commands/cert-renew.ts'),
      },
      {
        name: 'list',
        help: 'help.cert-list',
        options: whichConnection,
        load: () => import('./commands/cert-list.ts'),
      },
      {
        name: 'revoke',
        arguments: '<serial>',
        argumentHelp: 'argument.cert-revoke',
        help: 'help.cert-revoke',
        options: [
          {
            flags: '--reason <reason>',
            help: 'option.revoke-reason',
            choices: ['unspecified', 'superseded', 'key-compromise'],
          },
          ...whichConnection,
        ],
        load: () => import('./commands/cert-revoke.ts'),
      },
    ],
  },
  {
    name: 'permissions',
    help: 'help.permissions',
    children: [
      {
        name: 'list',
        help: 'help.permissions-list',
        options: [
          { flags: '--of <list>', help: 'option.permissions-of', choices: permissionLists },
          ...whichConnection,
        ],
        load: () => import('./commands/permissions-list.ts'),
      },
      {
        name: 'grant',
        arguments: '<kind>',
        argumentHelp: 'argument.permissions-grant',
        help: 'help.permissions-grant',
        details: 'help.permissions-grant-more',
        options: [
          { flags: '--to <identifier>', help: 'option.grant-to' },
          { flags: '--name <name>', help: 'option.grant-name' },
          { flags: '--permission <permission>', help: 'option.grant-permission', repeatable: true },
          { flags: '--description <text>', help: 'option.grant-description' },
          { flags: '--delegate', help: 'option.grant-delegate' },
          { flags: '--for <nip>', help: 'option.grant-for' },
          { flags: '--subunit <identifier>', help: 'option.grant-subunit' },
          { flags: '--subunit-name <name>', help: 'option.grant-subunit-name' },
          { flags: '--request <file>', help: 'option.grant-request' },
          ...whichConnection,
        ],
        load: () => import('./commands/permissions-grant.ts'),
      },
      {
        name: 'revoke',
        arguments: '<id>',
        argumentHelp: 'argument.permissions-revoke',
        help: 'help.permissions-revoke',
        options: [{ flags: '--authorization', help: 'option.authorization' }, ...whichConnection],
        load: () => import('./commands/permissions-revoke.ts'),
      },
    ],
  },
  {
    name: 'token',
    help: 'help.token',
    children: [
      {
        name: 'create',
        help: 'help.token-create',
        options: [
          { flags: '--name <name>', help: 'option.token-name' },
          { flags: '--permission <permission>', help: 'option.token-permission', repeatable: true },
          ...whichConnection,
        ],
        load: () => import('./commands/token-create.ts'),
      },
      {
        name: 'list',
        help: 'help.token-list',
        options: whichConnection,
        load: () => import('./commands/token-list.ts'),
      },
      {
        name: 'revoke',
        arguments: '<reference>',
        argumentHelp: 'argument.token-revoke',
        help: 'help.token-revoke',
        options: whichConnection,
        load: () => import('./commands/token-revoke.ts'),
      },
    ],
  },
  {
    name: 'ksef',
    help: 'help.ksef',
    options: [
      port,
      { flags: '--data <folder>', help: 'option.data' },
      { flags: '--https', help: 'option.https' },
      { flags: '--public-url <url>', help: 'option.public-url' },
      latency,
      rateLimits,
      { flags: '--clock <moment>', help: 'option.clock' },
      { flags: '--control-key <key>', help: 'option.control-key' },
      { flags: '--profile <profile>', help: 'option.profile', choices: ['test', 'demo', 'prod'] },
    ],
    load: () => import('./commands/ksef.ts'),
  },
  { name: 'doctor', help: 'help.doctor', load: () => import('./commands/doctor.ts') },
  {
    name: 'demo',
    hidden: true,
    help: 'help.demo',
    options: [port, latency, rateLimits],
    load: () => import('./commands/demo.ts'),
  },
];
