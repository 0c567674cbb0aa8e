/**
 * The folder where Kwit keeps its state: `--home DIR`, else `KWIT_HOME`, else `~/.kwit`. Only its owner may enter it.
 */
import { chmodSync, existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { CliError } from './exit.ts';
import { makeFolder } from './folders.ts';
import { textOf } from './messages.ts';

export interface Home {
  readonly folder: string;
  /** A path inside the home. */
  path(...parts: string[]): string;
  exists(): boolean;
  /** Creates the folder (mode 0700) where it is missing. Throws {@link CliError} `home-unwritable`, `home-not-folder`. */
  create(): void;
}

/** Where the state lives; nothing is created yet. `asked` is the value of `--home`; an empty one counts as none. */
export function homeOf(asked: string | undefined, env: NodeJS.ProcessEnv): Home {
  const folder = resolve(asked || env.KWIT_HOME || join(homedir(), '.kwit'));
  return {
    folder,
    path: (...parts) => join(folder, ...parts),
    exists: () => existsSync(folder),
    create() {
      if (existsSync(folder)) {
        if (statSync(folder).isDirectory()) return;
        throw new CliError('home-not-folder', textOf('error.home-not-folder', { folder }), {
          remedy: textOf('remedy.home-unwritable'),
        });
      }
      try {
        makeFolder(folder, 0o700);
        // mkdir applies the umask, which may take rights from the owner as well.
        chmodSync(folder, 0o700);
      } catch (error) {
        throw new CliError(
          'home-unwritable',
          textOf('error.home-unwritable', { folder, reason: String((error as NodeJS.ErrnoException).code) }),
          { remedy: textOf('remedy.home-unwritable'), cause: error },
        );
      }
    },
  };
}
