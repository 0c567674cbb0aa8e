/**
 * Behind `npm start`, `npm test`, `npm run check` and `npm run bench`: installs what a fresh clone needs, then runs
 * the task with the project's own Node.js 24. Plain JavaScript without dependencies, because at this moment nothing
 * but the machine's Node.js (20.19 or newer) and npm may be there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const ownNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const tool = (...path) => [ownNode, join(modules, ...path)];
const checks = [
  ['types', [...tool('typescript', 'bin', 'tsc'), '-p', '.']],
  [
    'lint and dependency rule',
    [...tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'],
  ],
];
const tasks = {
  start: (rest) => [['start', [ownNode, join(root, 'apps/cli/bin/kwit.mjs'), 'demo', ...rest]]],
  check: () => checks,
  test: (rest) => [...checks, ['tests', [...tool('vitest', 'vitest.mjs'), 'run', ...rest]]],
  bench: (rest) => [['benchmarks', [ownNode, join(root, 'tools/bench/main.ts'), ...rest]]],
};

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

/**
 * npm writes its hidden lock file at the very end of an installation; when it is not older than the project's lock file
 * (which git touches when it changes), nothing is left to install.
 */
function isInstalled() {
  const done = statSync(join(modules, '.package-lock.json'), { throwIfNoEntry: false });
  const wanted = statSync(join(root, 'package-lock.json'));
  return existsSync(ownNode) && done !== undefined && done.mtimeMs >= wanted.mtimeMs;
}

/** Two first runs in one clone must not tear down each other's installation: the second waits for the first. */
async function withInstallLock(work) {
  const lock = join(root, '.install-lock');
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST')
        fail(`Cannot write to ${root}: ${error.message}. Make the folder writable and try again.`);
      const owner = existsSync(join(lock, 'pid')) ? Number(readFileSync(join(lock, 'pid'), 'utf8')) : 0;
      if (owner > 0 && !isRunning(owner)) rmSync(lock, { recursive: true, force: true });
      else await new Promise((again) => setTimeout(again, 200));
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function install() {
  if (isInstalled()) return;
  console.log('Installing what Kwit needs (once, about half a minute) …');
  // Quiet, because npm warns of engines that only the project's own Node.js satisfies.
  const npm = (...args) =>
    spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  if (npm('ci').status !== 0)
    fail(
      'npm ci did not finish. Its message is above; check the connection to the npm registry and the free disk space, then run the command again.',
    );
  // Some npm settings skip install scripts; the Node.js binary comes by one.
  if (!existsSync(ownNode)) npm('rebuild', 'node', '--ignore-scripts=false');
  if (!existsSync(ownNode))
    fail(
      'The npm package "node" did not bring its binary. Allow its install script (npm rebuild node --ignore-scripts=false) and run the command again.',
    );
}

function run(command) {
  const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(command[0], command.slice(1), { cwd: root, stdio: 'inherit', env });
  // The terminal sends Ctrl+C to the whole group; a plain `kill` of this process is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done) => {
    child.on('error', (error) => fail(`Could not start ${command[0]}: ${error.message}`));
    child.on('exit', (code, signal) => done(signal ? 128 : code));
  });
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(
    `Kwit needs Node.js 20.19 or newer to start; this is ${process.versions.node}. Install a newer one and run the command again.`,
  );
const task = tasks[process.argv[2]];
if (!task) fail(`Unknown task "${process.argv[2] ?? ''}". Known: ${Object.keys(tasks).join(', ')}.`);

if (!isInstalled()) await withInstallLock(install);
for (const [name, command] of task(process.argv.slice(3))) {
  const code = await run(command);
  if (code !== 0) {
    if (process.argv[2] !== 'start') console.error(`\n${name}: failed`);
    process.exit(code);
  }
  if (process.argv[2] !== 'start') console.log(`${name}: done`);
}
