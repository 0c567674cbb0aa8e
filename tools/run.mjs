/**
 * Behind `npm start`, `npm test` and the other scripts of package.json: installs what a fresh clone needs, then runs
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
const script = (path, ...rest) => [ownNode, join(root, path), ...rest];
const checks = [
  ['types', [...tool('typescript', 'bin', 'tsc'), '-p', '.']],
  ['types of the web', [...tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.web.json']],
  [
    'lint and dependency rule',
    [...tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'],
  ],
];
const web = ['taxpayer application', script('apps/ksef/src/web/build.ts')];
const tests = (rest) => ['tests', [...tool('vitest', 'vitest.mjs'), 'run', ...rest]];
const tasks = {
  start: (rest) => [['start', script('apps/cli/bin/kwit.mjs', 'demo', ...rest)]],
  check: () => checks,
  // Whoever names some tests wants these, and quickly.
  test: (rest) => (rest.length > 0 ? [tests(rest)] : [...checks, web, tests([])]),
  bench: (rest) => [['benchmarks', script('tools/bench/main.ts', ...rest)]],
  examples: () => [['examples', script('packages/invoice/tools/write-examples.ts')]],
  pictures: () => [['pictures', script('packages/documents/tools/write-pictures.ts')]],
  fonts: () => [['fonts', script('packages/documents/tools/make-fonts.ts')]],
  fuzz: (rest) => [['fuzzing', script('tools/fuzz/main.ts', ...rest)]],
  screens: (rest) => [web, ['screenshots', script('apps/ksef/web/tools/screens.ts', ...rest)]],
  tables: () => [['tables', script('tools/xsd-compiler/main.ts')]],
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

/** A lock without a name in it is one whose owner ended between two steps; it gets this long to write it. */
const namelessLockMs = 5000;

/** Two first runs in one clone must not tear down each other's installation: the second waits for the first. */
async function withInstallLock(work) {
  const lock = join(root, '.install-lock');
  let told = false;
  while (!took(lock)) {
    const owner = ownerOf(lock);
    if (isDead(lock, owner)) {
      rmSync(lock, { recursive: true, force: true });
      continue;
    }
    if (!told && owner > 0) {
      console.log(`Another installation is under way here (process ${owner}); waiting for it to end …`);
      told = true;
    }
    await new Promise((again) => setTimeout(again, 200));
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function took(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    return fail(`Cannot write to ${root}: ${error.message}. Make the folder writable and try again.`);
  }
}

/** The process that holds the lock; 0 where it has not written its number. */
function ownerOf(lock) {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8')) || 0;
  } catch {
    return 0;
  }
}

function isDead(lock, owner) {
  if (owner > 0) return !isRunning(owner);
  const found = statSync(lock, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > namelessLockMs;
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

/**
 * Names npm and the shell that it may have put between itself and this process. Not all of them pass a signal on; but
 * when one of them is gone, the one below it has another parent. Without npm there is nobody to look after.
 */
function npmAbove() {
  if (process.env.npm_lifecycle_event === undefined) return '';
  const parent = process.ppid;
  try {
    // Where the system has no /proc, the parent alone is watched. The name of a process may hold blanks and brackets.
    const [, name, rest] = /^\d+ \((.*)\) . (\d+)/s.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return /sh$/.test(name ?? '') ? `${parent} ${rest}` : String(parent);
  } catch {
    return String(parent);
  }
}

/** How often it is looked whether whoever started this is still there. */
const parentWatchMs = 500;

function run(command) {
  const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` };
  const isKwit = command[1]?.endsWith('kwit.mjs');
  // The channel tells the program when this process is gone, so that nothing goes on running on its own.
  const stdio = isKwit ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
  if (isKwit) env.KWIT_LAUNCHED = '1';
  const child = spawn(command[0], command.slice(1), { cwd: root, stdio, env });
  // The terminal sends Ctrl+C to the whole group; a plain `kill` of this process is passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const before = npmAbove();
  const watch = setInterval(() => {
    if (npmAbove() !== before) child.kill('SIGTERM');
  }, parentWatchMs);
  return new Promise((done) => {
    child.on('error', (error) => fail(`Could not start ${command[0]}: ${error.message}`));
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      done(signal ? 128 : code);
    });
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
