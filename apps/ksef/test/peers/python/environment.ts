/** Python with the pinned clients of KSeF, for tests: found, furnished once, and asked to run the scripts beside this file. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const requirements = join(import.meta.dirname, 'requirements.txt');
const cache = resolve(import.meta.dirname, '../../../../../node_modules/.cache');
/** The oldest one that both clients run on. */
const oldest = '3.12';
const installMs = 240_000;
const scriptMs = 120_000;

export interface PythonClients {
  /**
   * Runs a script of this folder.
   * @param task what it reads, as JSON, from its standard input.
   * @returns the JSON objects that it printed, one a line, in order.
   * @throws when it does not end with 0 in time; the message has its standard error.
   */
  run(script: string, task: object): Promise<Record<string, unknown>[]>;
}

/**
 * Finds a Python and installs the clients into an environment of their own below `node_modules`, unless they are there.
 * @returns the clients, or the reason why there are none.
 */
export async function pythonClients(): Promise<PythonClients | { missing: string }> {
  const found = await findPython();
  if (!found) return { missing: `no Python ${oldest} or newer was found` };
  try {
    const python = await furnished(found);
    return { run: (script, task) => run(python, script, task) };
  } catch (error) {
    return { missing: `the packages of ${requirements} could not be installed: ${lastLine(error)}` };
  }
}

interface Python {
  command: string;
  version: string;
}

async function findPython(): Promise<Python | undefined> {
  for (const command of candidates()) {
    const version = await versionOf(command);
    if (version !== undefined) return { command, version };
  }
  return undefined;
}

/** Commands by which a Python may be had: on the path, of pyenv, of uv. */
function candidates(): string[] {
  const { PYENV_ROOT = join(homedir(), '.pyenv'), XDG_DATA_HOME = join(homedir(), '.local', 'share') } =
    process.env;
  return [
    'python3.13',
    'python3.12',
    'python3.14',
    'python3',
    ...pythonsBelow(join(PYENV_ROOT, 'versions')),
    ...pythonsBelow(join(XDG_DATA_HOME, 'uv', 'python')),
  ];
}

const pythonsBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .map((name) => join(folder, name, 'bin', 'python3'))
        .filter((path) => existsSync(path))
        .reverse()
    : [];

/** The version of a Python that is new enough; a command that is none, or only says that it is not there, has none. */
async function versionOf(command: string): Promise<string | undefined> {
  const [major, minor] = oldest.split('.');
  const question = `import sys, venv, ensurepip; assert sys.version_info >= (${major}, ${minor}); print(sys.version)`;
  try {
    return (await execute(command, ['-c', question], { timeout: 20_000 })).stdout.trim();
  } catch {
    return undefined;
  }
}

/** @returns the interpreter of an environment that has the pinned packages; two runs may make it at once. */
async function furnished({ command, version }: Python): Promise<string> {
  const key = createHash('sha256').update(`${command}\n${version}\n${readFileSync(requirements, 'utf8')}`);
  const folder = join(cache, `ksef-clients-${key.digest('hex').slice(0, 16)}`);
  const interpreter = join(folder, 'bin', 'python');
  if (existsSync(interpreter)) return interpreter;
  const making = `${folder}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  try {
    await execute(command, ['-m', 'venv', making], { timeout: installMs });
    const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--retries=1'];
    const files = ['--only-binary=:all:', '--no-deps', '--requirement', requirements];
    await execute(join(making, 'bin', 'python'), [...pip, ...files], { timeout: installMs });
    // An environment is complete or not there, or its Python has gone. It may move: its scripts are never called.
    if (!existsSync(interpreter)) rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(interpreter)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return interpreter;
}

async function run(python: string, script: string, task: object): Promise<Record<string, unknown>[]> {
  const started = execute(python, [join(import.meta.dirname, script)], {
    timeout: scriptMs,
    maxBuffer: 64 * 1024 * 1024,
    // Nothing is written beside the scripts, and proxies of the machine are none of theirs.
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1', NO_PROXY: '*' },
  });
  started.child.stdin?.end(JSON.stringify(task));
  const { stdout } = await started;
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** What a command said last. */
function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (
    (stderr || message)
      .split('\n')
      .findLast((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}
