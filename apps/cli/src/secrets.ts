/**
 * Private keys and tokens at rest: AES-256-GCM with a key from `KWIT_SECRET`, or from a file in the home that only
 * its owner can read.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { CliError } from './exit.ts';
import { writeWhole } from './files.ts';
import type { Home } from './home.ts';
import { textOf } from './messages.ts';

const formatMark = 'k1';

export interface SecretBox {
  /** Encrypts a text. `purpose` is bound to it: a sealed text cannot be moved to another place. */
  seal(plain: string, purpose: string): string;
  /** Decrypts; throws {@link CliError} `secret-missing` or `secret-wrong`. */
  open(sealed: string, purpose: string): string;
}

/** The file that holds the key where `KWIT_SECRET` is not set. */
export const keyFileOf = (home: Home): string => home.path('secret.key');

/** @param salt makes the key derived from `KWIT_SECRET` this home's own. */
export function secretBox(home: Home, env: NodeJS.ProcessEnv, salt: () => Uint8Array): SecretBox {
  let held: Buffer | undefined;

  function key(mayCreate: boolean): Buffer {
    held ??= env.KWIT_SECRET ? scryptSync(env.KWIT_SECRET, salt(), 32) : keyFromFile(mayCreate);
    return held;
  }

  function keyFromFile(mayCreate: boolean): Buffer {
    const file = keyFileOf(home);
    if (!existsSync(file)) {
      if (!mayCreate) throw secretError('secret-missing', file);
      createKeyFile(file, false);
    }
    let bytes = Buffer.from(readKeyFile(file), 'base64');
    if (bytes.length !== 32 && mayCreate) {
      // A damaged key opens nothing any more; a log-in begins with a new one.
      createKeyFile(file, true);
      bytes = Buffer.from(readKeyFile(file), 'base64');
    }
    if (bytes.length !== 32) throw secretError('secret-wrong', file);
    return bytes;
  }

  return {
    seal(plain, purpose) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(true), nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [formatMark, ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64'))].join(
        '.',
      );
    },
    open(sealed, purpose) {
      const [mark, nonce, tag, body] = sealed.split('.');
      const where = env.KWIT_SECRET ? 'KWIT_SECRET' : keyFileOf(home);
      if (mark !== formatMark || !nonce || !tag || body === undefined)
        throw secretError('secret-wrong', where);
      const secret = key(false);
      try {
        const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(nonce, 'base64'))
          .setAAD(Buffer.from(purpose))
          .setAuthTag(Buffer.from(tag, 'base64'));
        return Buffer.concat([decipher.update(Buffer.from(body, 'base64')), decipher.final()]).toString(
          'utf8',
        );
      } catch (error) {
        throw secretError('secret-wrong', where, error);
      }
    },
  };
}

/** Two commands that start at once must end up with one key: the second keeps the file of the first. */
function createKeyFile(file: string, overwrite: boolean): void {
  try {
    writeWhole(file, `${randomBytes(32).toString('base64')}\n`, { overwrite, mode: 0o600 });
  } catch (error) {
    if (!(error instanceof CliError && error.code === 'file-exists')) throw error;
  }
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw secretError('secret-missing', file, error);
  }
}

function secretError(code: 'secret-missing' | 'secret-wrong', where: string, cause?: unknown): CliError {
  return new CliError(code, textOf(`error.${code}`, { where }), { remedy: textOf(`remedy.${code}`), cause });
}
