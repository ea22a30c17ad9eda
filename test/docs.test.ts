import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { generatedPages } from '../bin/generated-docs/index.ts';
import { EXIT } from '../src/app/commands/exit-codes.ts';
import { grants } from '../src/app/grants.ts';
import { modules, refusals, routes } from '../src/app/modules.ts';
import { allModules } from './all-modules.ts';

const pages = ['*.md', 'docs/**/*.md', 'src/modules/*/README.md', 'data/**/*.md'].flatMap((pattern) =>
  globSync(pattern, { exclude: ['node_modules'] }),
);

test('generated pages are as the code says (npm run docs writes them)', async () => {
  for (const [path, text] of await generatedPages()) {
    const written = existsSync(path) ? readFileSync(path, 'utf8') : '';
    assert.ok(written === text, `${path} has drifted; run: npm run docs`);
  }
});

test('every variable of the environment is documented, and none that is not read', () => {
  const read = names(readFileSync('src/platform/config.ts', 'utf8'));
  const written = names(readFileSync('docs/reference/environment.md', 'utf8'));
  const elsewhere = ['SAUDA_CHROMIUM', 'SAUDA_TEST_HOME', 'SAUDA_API'];
  assert.deepEqual(
    [...read].filter((name) => !written.has(name)),
    [],
    'not documented',
  );
  assert.deepEqual(
    [...written].filter((name) => !read.has(name) && !elsewhere.includes(name)),
    [],
    'documented but not read',
  );
});

function names(text: string): Set<string> {
  const found = text.match(
    /\b(?:SAUDA_[A-Z_]+|PORT|HOST|DATABASE_URL|DATABASE_POOL|LOG_LEVEL|RATE_LIMIT_PER_MINUTE|NODE_ENV)\b/g,
  );
  return new Set(found ?? []);
}

test('every exit code is documented', () => {
  const page = readFileSync('docs/reference/exit-codes.md', 'utf8');
  for (const [name, code] of Object.entries(EXIT))
    assert.match(page, new RegExp(`\\| ${code} \\| ${name} \\|`));
});

test('a link in the documentation leads somewhere', () => {
  const broken = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => target ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(normalize(join(dirname(page), target))))
      .map((target) => `${page} → ${target}`),
  );
  assert.deepEqual(broken, []);
});

test('every module has a README of at most fifteen lines', () => {
  for (const { name } of modules) {
    const file = `src/modules/${name}/README.md`;
    assert.ok(existsSync(file), `${file} is missing`);
    assert.ok(readFileSync(file, 'utf8').trimEnd().split('\n').length <= 15, `${file} has grown too long`);
  }
});

test('the composition knows every module that lies on disk, and every permission it asks for is granted', async () => {
  assert.deepEqual(
    modules.map((module) => module.name).sort(),
    (await allModules()).map((module) => module.name).sort(),
  );
  const asked = new Set(routes.map((route) => route.useCase.permission));
  const open = ['public', 'signed-in'];
  assert.deepEqual(
    [...asked].filter((name) => !open.includes(name) && !(name in grants)),
    [],
    'granted to nobody',
  );
});

test('every refusal that a person can meet has its words in each language', () => {
  const met = Object.keys(refusals).filter((code) => !code.startsWith('backup.'));
  assert.ok(met.length > 100);
  for (const language of ['en', 'zh', 'ru']) {
    const words = JSON.parse(readFileSync(`web/src/locales/${language}/refusals.json`, 'utf8'));
    assert.deepEqual(
      met.filter((code) => !words[code]?.title || !words[code]?.next),
      [],
      language,
    );
  }
});
