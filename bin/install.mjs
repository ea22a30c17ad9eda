// Installs what is missing, before anything else runs. Plain JavaScript for the Node of the machine (20 or later):
// the pinned Node 24 is itself one of the things installed (docs/decisions/0007).
//
//   node bin/install.mjs            packages and the web app
//   node bin/install.mjs --no-web   packages only
//
// Says what it does on standard error, so that standard output stays that of the command that follows.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.sauda-install');
const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const lockFolder = join(root, '.sauda', 'install.lock');
const dist = join(root, 'web', 'dist');
const WAIT_LIMIT_MS = 15 * 60_000;
const BROTLI_QUALITY = constants.BROTLI_PARAM_QUALITY;

const say = (line) => process.stderr.write(`${line}\n`);

class Trouble extends Error {
  constructor(what, ...todo) {
    super([what, ...todo.map((line) => `  ${line}`)].join('\n'));
  }
}

async function main() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Trouble(
      `Node ${process.versions.node} is too old to install Sauda.`,
      'Install Node 20 or later (https://nodejs.org, or your package manager) and run the command again.',
      'Sauda itself then runs on Node 24, which comes with its packages.',
    );
  const withWeb = !process.argv.includes('--no-web') && existsSync(join(root, 'web', 'index.html'));
  if (packagesAreThere() && (!withWeb || webIsThere())) return;
  await alone(async () => {
    if (!packagesAreThere()) await installPackages();
    if (withWeb && !webIsThere()) await buildWeb();
  });
}

/** Lock file and platform: node_modules of another machine, mounted here, is of no use. */
function wantedStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

function packagesAreThere() {
  return existsSync(pinnedNode) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wantedStamp();
}

async function installPackages() {
  if (!installedAsLocked()) {
    // Without a stamp the last install was cut off, and npm would not run the scripts it still owes.
    if (existsSync(modules) && !existsSync(stampFile)) rmSync(modules, { recursive: true, force: true });
    rmSync(stampFile, { force: true });
    say('Installing the packages (once, about a minute) …');
    // Not `npm ci`: it refuses a lock file that lacks the binaries of platforms its author could not reach.
    const { code, output } = await run('npm', [
      ...['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
      '--include=dev',
    ]);
    if (code !== 0) throw npmTrouble(output);
    if (!existsSync(pinnedNode))
      throw new Trouble(
        `The pinned Node did not arrive (${relative(root, pinnedNode)}).`,
        'Its install script must be allowed to run: see ignore-scripts in `npm config list`.',
        'Then delete node_modules and run the command again.',
      );
  }
  writeFileSync(stampFile, wantedStamp());
}

/** Whether somebody ran npm here by hand and it left exactly what the lock file names. */
function installedAsLocked() {
  const hidden = join(modules, '.package-lock.json');
  if (!existsSync(hidden) || !existsSync(pinnedNode)) return false;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, entry]) =>
      !path.includes('node_modules/') ||
      entry.optional ||
      entry.link ||
      (installed[path]?.version === entry.version && existsSync(join(root, path))),
  );
}

function npmTrouble(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(output))
    return new Trouble(
      'The packages could not be fetched: the npm registry does not answer.',
      'Check the network and the proxy (npm config get registry, HTTPS_PROXY), then run the command again.',
    );
  if (/ENOSPC/.test(output))
    return new Trouble(
      'The disk is full.',
      'The packages need about 1.5 GB; free some and run the command again.',
    );
  if (/EACCES|EPERM/.test(output))
    return new Trouble(
      `npm may not write to ${root}.`,
      'Run as the user who owns the folder, or give it to yourself with chown.',
    );
  return new Trouble('npm could not install the packages; what it said is above.');
}

function webHash() {
  const hash = createHash('sha256').update(wantedStamp());
  const add = (path) => {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path));
  };
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      entry.isDirectory() ? walk(path) : add(path);
    }
  };
  for (const file of ['index.html', 'package.json', 'vite.config.ts']) add(join(root, 'web', file));
  for (const folder of ['src', 'public']) walk(join(root, 'web', folder));
  return `${hash.digest('hex')}\n`;
}

function webIsThere() {
  const stamp = join(dist, '.built');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === webHash();
}

/** Builds beside and renames, so that a running server never sees half a build. */
async function buildWeb() {
  say('Building the web app …');
  const next = join(modules, '.cache', 'sauda-web');
  const last = join(modules, '.cache', 'sauda-web-last');
  const hash = webHash();
  const vite = join(modules, 'vite', 'bin', 'vite.js');
  const { code, output } = await run(
    pinnedNode,
    [vite, 'build', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn'],
    join(root, 'web'),
  );
  if (code !== 0) {
    say(output.trimEnd());
    throw new Trouble('The web app could not be built; the reason is above.');
  }
  compress(next);
  writeFileSync(join(next, '.built'), hash);
  rmSync(last, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, last);
  renameSync(next, dist);
  rmSync(last, { recursive: true, force: true });
}

/** The server hands out the compressed file beside the plain one to browsers that take it. */
function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:js|css|html|svg|json)$/.test(name)) continue;
    const plain = readFileSync(join(folder, name));
    if (plain.length < 1024) continue;
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(plain, { params: { [BROTLI_QUALITY]: 9 } }));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(plain, { level: 9 }));
  }
}

function run(command, args, cwd = root) {
  const npm = process.env.npm_execpath;
  const byNode = command === 'npm' && npm?.endsWith('npm-cli.js');
  return new Promise((resolve) => {
    const child = spawn(byNode ? process.execPath : command, byNode ? [npm, ...args] : args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command === 'npm' && !byNode && process.platform === 'win32',
    });
    if (child.pid && existsSync(lockFolder)) holder(lockFolder, process.pid, child.pid);
    let output = '';
    const hear = (text) => {
      output += text;
      if (command === 'npm') process.stderr.write(text);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const seconds = process.stderr.isTTY
      ? setInterval(() => process.stderr.write('.'), 2000).unref()
      : undefined;
    const end = (code) => {
      clearInterval(seconds);
      if (seconds) process.stderr.write('\n');
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(1);
    });
    child.once('close', end);
  });
}

/** One install at a time in this checkout; the lock of a process that died is taken over. */
async function alone(work) {
  const lock = lockFolder;
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited_ms = 0; !take(lock); waited_ms += 500) {
    if (waited_ms === 1000) say('Another process is installing; waiting for it …');
    if (waited_ms > WAIT_LIMIT_MS)
      throw new Trouble('Another process has been installing for too long.', `If none is, delete ${lock}`);
    if (waited_ms >= 2000) putAside(lock);
    await sleep(500);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  await work();
  for (const name of readdirSync(dirname(lock)))
    if (name.startsWith('install.lock.')) rmSync(join(dirname(lock), name), { recursive: true, force: true });
}

function take(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  holder(lock, process.pid);
  return true;
}

/** Whoever is named in the lock keeps it while alive: npm goes on when only its parent is killed. */
function holder(lock, ...pids) {
  writeFileSync(join(lock, 'pid'), pids.join(' '));
}

/** Moves a dead process's lock to a name of its own: of two that try, one succeeds, and no living lock moves. */
function putAside(lock) {
  let pids = 'unknown';
  try {
    pids = readFileSync(join(lock, 'pid'), 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (pids.split(' ').some((pid) => isAlive(Number(pid)))) return;
  try {
    renameSync(lock, `${lock}.${pids.replaceAll(' ', '-')}`);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

main().catch((error) => {
  say(error instanceof Trouble ? `\n${error.message}` : error.stack);
  process.exitCode = 1;
});
