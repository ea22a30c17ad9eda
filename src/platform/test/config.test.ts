import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigError, readConfig } from '../config.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

test('each bad value is named, all at once', () => {
  const problems = problemsOf({
    PORT: '99999',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://x',
    SAUDA_DEMO: 'maybe',
    DATABASE_POOL: '1.5',
    SAUDA_SECRET: 'short',
  });
  for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'SAUDA_DEMO', 'DATABASE_POOL', 'SAUDA_SECRET'])
    assert.ok(
      problems.some((p) => p.startsWith(name)),
      name,
    );
});

test('production refuses demo accounts, a missing secret and a missing address', () => {
  const problems = problemsOf({ NODE_ENV: 'production', SAUDA_DEMO: 'on' });
  assert.equal(problems.length, 3);
  assert.deepEqual(
    problemsOf({
      NODE_ENV: 'production',
      SAUDA_SECRET: 's'.repeat(32),
      SAUDA_PUBLIC_URL: 'https://sauda.example',
    }),
    [],
  );
});

test('outside production a secret is made once, for its owner only', () => {
  const home = mkdtempSync(join(tmpdir(), 'sauda-config-'));
  try {
    const first = readConfig({ SAUDA_HOME: home }).secret;
    assert.equal(readConfig({ SAUDA_HOME: home }).secret, first);
    assert.ok(first.length >= 32);
    assert.equal(statSync(join(home, 'secret')).mode & 0o777, 0o600);
  } finally {
    rmSync(home, { recursive: true });
  }
});
