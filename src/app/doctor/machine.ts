import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../kernel/clock.ts';
import type { Config } from '../../platform/config.ts';
import { choosePlace } from '../../platform/database/place.ts';
import { embeddedFolder } from '../database-server.ts';
import { type Finding, look, note, ok, problem } from './finding.ts';
import { portHolder } from './port-holder.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const require = createRequire(import.meta.url);
const SPACE_NEEDED_MB = 500;
const SPACE_WANTED_MB = 3000;
const REINSTALL = 'Delete node_modules and run: npm start';

const fonts = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
];

/** Looks at everything but the database: runtime, packages, disk, port, web build, fonts, clock. */
export async function examineMachine(config: Config): Promise<Finding[]> {
  return (
    await Promise.all([
      look('node', REINSTALL, node),
      look('packages', REINSTALL, packages),
      look('postgres binaries', REINSTALL, () => postgresBinaries(config)),
      look('duckdb', REINSTALL, () => loads('duckdb', '@duckdb/node-api')),
      look('typst', REINSTALL, () => loads('typst', '@myriaddreamin/typst-ts-node-compiler')),
      look('fonts', REINSTALL, findFonts),
      look('home', `Give the folder to the user who runs Sauda, or set SAUDA_HOME`, () => home(config)),
      look('disk', 'Free some space, or set SAUDA_HOME to a larger disk', () => disk(config)),
      look('port', 'Set PORT to a free port', () => port(config)),
      look('web', 'Run: npm start (it builds the web app)', webBuild),
      look('clock', 'Set the time, for example with: timedatectl set-ntp true', clock),
    ])
  ).flat();
}

function manifest(): { dependencies: Record<string, string> } {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

function node(): Finding[] {
  const pinned = manifest().dependencies.node;
  const running = process.versions.node;
  if (running === pinned) return [ok('node', running)];
  return [
    problem(
      'node',
      `running on ${running}, ${pinned} is pinned`,
      'Start through npm (npm start, npm run -s sauda -- …)',
    ),
  ];
}

function packages(): Finding[] {
  const stamp = join(root, 'node_modules', '.sauda-install');
  if (!existsSync(stamp)) return [problem('packages', 'the last install did not finish', REINSTALL)];
  return [ok('packages', `installed for ${readFileSync(stamp, 'utf8').trim().split(' ')[1]}`)];
}

function postgresBinaries(config: Config): Finding[] {
  if (config.database_url) return [ok('postgres binaries', 'not needed, DATABASE_URL is set')];
  const place = choosePlace(embeddedFolder(config));
  const answer = spawnSync(join(place.bin, 'postgres'), ['--version'], {
    ...place.runner,
    cwd: '/',
    encoding: 'utf8',
  });
  if (answer.status !== 0)
    return [
      problem(
        'postgres binaries',
        `${place.bin} does not run: ${answer.error?.message ?? answer.stderr}`,
        REINSTALL,
      ),
    ];
  const findings = [ok('postgres binaries', answer.stdout.trim())];
  if (place.base !== embeddedFolder(config))
    findings.push(
      note(
        'database folder',
        `${place.base}, because the database's user cannot enter ${embeddedFolder(config)}`,
      ),
    );
  return findings;
}

async function loads(name: string, packageName: string): Promise<Finding[]> {
  await import(packageName);
  return [ok(name, 'loads')];
}

function findFonts(): Finding[] {
  const missing = fonts.filter((font) => !existsSync(require.resolve(font)));
  if (missing.length > 0) return [problem('fonts', `${missing.join(', ')} missing`, REINSTALL)];
  return [ok('fonts', 'Noto Sans and Noto Sans SC')];
}

function home(config: Config): Finding[] {
  mkdirSync(config.home, { recursive: true });
  const probe = join(config.home, `.probe-${process.pid}`);
  writeFileSync(probe, '');
  rmSync(probe);
  return [ok('home', config.home)];
}

function disk(config: Config): Finding[] {
  const { bavail, bsize } = statfsSync(config.home);
  const free_mb = Math.floor((bavail * bsize) / 1024 ** 2);
  const found = `${free_mb.toLocaleString('en')} MB free in ${config.home}`;
  const mend = 'Free some space, or set SAUDA_HOME to a larger disk';
  if (free_mb < SPACE_NEEDED_MB) return [problem('disk', found, mend)];
  return [free_mb < SPACE_WANTED_MB ? note('disk', found, mend) : ok('disk', found)];
}

async function port(config: Config): Promise<Finding[]> {
  const holder = await portHolder(config.host, config.port);
  if (!holder) return [ok('port', `${config.host}:${config.port} is free`)];
  const who = holder.process ? `process ${holder.process}` : 'another process';
  if (holder.sauda) return [ok('port', `Sauda answers on ${config.port} (${who})`)];
  return [
    problem('port', `${config.host}:${config.port} is used by ${who}`, 'Stop it, or set PORT to a free port'),
  ];
}

function webBuild(): Finding[] {
  if (existsSync(join(root, 'web', 'dist', '.built'))) return [ok('web', 'built')];
  return [problem('web', 'the web app is not built, only the API would answer', 'Run: node bin/install.mjs')];
}

/** A clock before this version's own files were written is wrong for sure. */
function clock(): Finding[] {
  const now = systemClock.now();
  const files = installedAt();
  if (now < files)
    return [
      problem(
        'clock',
        `${now.toISOString()} lies before this version was installed`,
        'Set the time of the machine',
      ),
    ];
  return [ok('clock', now.toISOString())];
}

function installedAt(): Date {
  const stamp = join(root, 'node_modules', '.sauda-install');
  return existsSync(stamp) ? new Date(statSync(stamp).mtimeMs) : new Date(0);
}
