#!/usr/bin/env node
/**
 * Starts the command `kwit`. Plain JavaScript without dependencies: any Node.js from 20.19 on can run it, and the
 * program itself (TypeScript, run from source) goes on with the Node.js 24 that the project brings along.
 */
import { existsSync, mkdirSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
const require = createRequire(import.meta.url);
const polish = speaksPolish(process.argv, process.env);

/** The same rule as the program has: `--lang`, else the locale of the environment. */
function speaksPolish(argv, env) {
  const at = argv.indexOf('--lang');
  const asked = at > 0 ? argv[at + 1] : argv.find((part) => part.startsWith('--lang='))?.slice(7);
  return /^pl/i.test(asked ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || ''));
}

function stop(inPolish, inEnglish) {
  process.stderr.write(`${polish ? inPolish : inEnglish}\n`);
  process.exit(1);
}

/** The file of an installed package, or null where the package is not installed. */
function installed(request) {
  try {
    return require.resolve(request);
  } catch {
    return null;
  }
}

/**
 * Compiled code is kept between runs, so that starting from TypeScript costs no more than from JavaScript. It lives
 * beside the installed packages: in a shared temporary folder somebody else could plant code.
 */
function keepCompiledCode(modulesFolder) {
  const folder = join(modulesFolder, '.cache', 'kwit-compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    module.enableCompileCache(folder);
  } catch {
    // A folder that cannot be written makes the start slower, nothing else.
  }
}

/**
 * Documents are drawn in threads, and of what each of them takes the C library keeps a store (an arena) of its own: ten
 * thousand documents take 400 to 450 MB with as many stores as it likes, and about 350 with two. It asks when a program begins.
 */
const arenas = { MALLOC_ARENA_MAX: '2' };

/** Begins this command anew, in the same process, where it draws documents and was begun without what is above. */
function keepArenasFew() {
  const isOpen = process.platform === 'linux' && process.env.MALLOC_ARENA_MAX === undefined;
  if (!isOpen || !process.argv.includes('pdf') || typeof process.execve !== 'function') return;
  const { execPath, execArgv, argv, env } = process;
  process.execve(execPath, [execPath, ...execArgv, ...argv.slice(1)], { ...arenas, ...env });
}

/** Runs the same command with the project's own Node.js and hands on signals, streams and the exit code. */
async function runWith(node) {
  const { spawn } = await import('node:child_process');
  // The channel tells the program when this process is gone, so that `kill -9` leaves nothing behind.
  const child = spawn(node, [here, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...arenas, ...process.env, KWIT_LAUNCHED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) =>
    stop(
      `Nie udało się uruchomić Node.js 24 (${error.message}). Polecenie «npm start» w folderze Kwita uzupełni instalację.`,
      `Node.js 24 could not be started (${error.message}). «npm start» in Kwit's folder completes the installation.`,
    ),
  );
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

const [major] = process.versions.node.split('.').map(Number);
const parser = installed('commander');
if (!parser)
  stop(
    'Kwit nie jest jeszcze zainstalowany: brakuje jego pakietów. Najpierw «npm start» w folderze Kwita.',
    "Kwit is not installed yet: its packages are missing. Run «npm start» in Kwit's folder first.",
  );

if (major >= 24) {
  if (process.env.KWIT_LAUNCHED === '1') {
    delete process.env.KWIT_LAUNCHED;
    // Whoever started this is gone: end in good order, and in any case soon.
    process.on('disconnect', () => {
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3000).unref();
      process.kill(process.pid, 'SIGTERM');
    });
    process.channel?.unref();
  }
  keepArenasFew();
  keepCompiledCode(dirname(dirname(parser)));
  const { run } = await import('../src/main.ts');
  await run(process.argv.slice(2));
} else {
  const manifest = installed('node/package.json');
  const own = manifest && join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!own || !existsSync(own))
    stop(
      `Kwit potrzebuje Node.js 24, a uruchomiono go w ${process.versions.node}. Polecenie «npm start» w folderze Kwita sprowadza właściwą wersję.`,
      `Kwit needs Node.js 24 and was started by ${process.versions.node}. «npm start» in Kwit's folder brings the right one.`,
    );
  else await runWith(own);
}
