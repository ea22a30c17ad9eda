import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Everything the environment decides. Read once at start; nothing else reads `process.env`. */
export interface Config {
  production: boolean;
  /** Folder of everything Sauda writes: database, statistics, keys, rendered documents. */
  home: string;
  port: number;
  host: string;
  /** Public address, used in links and QR codes. */
  public_url: string;
  /** Unset: Sauda starts its own PostgreSQL under `home`. */
  database_url: string | undefined;
  /** At least 32 characters; sessions and the passwords of database roles derive from it. */
  secret: string;
  /** Private Ed25519 key (JWK text) that documents and seals are signed with; otherwise one is kept in `home`. */
  signing_key: string | undefined;
  log_level: string;
  rate_limit_per_minute: number;
  pool_size: number;
  /** Folder with one folder for each bank that messages are exchanged with; unset: banks use the API. */
  bank_dir: string | undefined;
  /** Folder of official ISO 20022 schemas that incoming messages are validated against. */
  xsd_dir: string | undefined;
  /** Hosts inside the own network that connections to marketplaces may lead to; otherwise only public ones. */
  outbound_hosts: string[];
  /** Load the demonstration corridor and its accounts. Never in production. */
  demo: boolean;
  demo_deals: number;
}

export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The configuration is not usable:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads and checks the environment. Throws one ConfigError that names every bad value. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const problems: string[] = [];
  const production = env.NODE_ENV === 'production';
  const whole = (name: string, fallback: number, low: number, high: number): number => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high)
      problems.push(`${name}=${text}: a whole number from ${low} to ${high} is needed`);
    return value;
  };
  const oneOf = (name: string, fallback: string, allowed: string[]): string => {
    const value = env[name] || fallback;
    if (!allowed.includes(value)) problems.push(`${name}=${value}: one of ${allowed.join(', ')} is needed`);
    return value;
  };
  const url = (name: string, value: string, protocols: string[]): string => {
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol))
      problems.push(`${name}: an address that starts with ${protocols.join(' or ')}// is needed`);
    return value;
  };

  const port = whole('PORT', 4170, 0, 65535);
  const demo = oneOf('SAUDA_DEMO', production ? 'off' : 'on', ['on', 'off']) === 'on';
  const home = resolve(env.SAUDA_HOME || '.sauda');
  if (production && demo)
    problems.push('SAUDA_DEMO=on: demo accounts have public passwords; production refuses them');
  if (production && !env.SAUDA_SECRET)
    problems.push('SAUDA_SECRET is not set: production needs a secret of 32 characters or more');
  if (env.SAUDA_SECRET !== undefined && env.SAUDA_SECRET.length < 32)
    problems.push('SAUDA_SECRET: 32 characters or more are needed (for example from: openssl rand -hex 32)');
  if (env.SAUDA_SIGNING_KEY && !/^\s*\{.*"crv"\s*:\s*"Ed25519".*\}\s*$/s.test(env.SAUDA_SIGNING_KEY))
    problems.push('SAUDA_SIGNING_KEY: a private Ed25519 key as JSON Web Key is needed');
  if (production && !env.SAUDA_PUBLIC_URL)
    problems.push('SAUDA_PUBLIC_URL is not set: documents carry it in their QR codes');
  const config: Config = {
    production,
    home,
    port,
    host: env.HOST || '127.0.0.1',
    public_url: url('SAUDA_PUBLIC_URL', env.SAUDA_PUBLIC_URL || `http://localhost:${port}`, [
      'http:',
      'https:',
    ]),
    database_url: env.DATABASE_URL
      ? url('DATABASE_URL', env.DATABASE_URL, ['postgres:', 'postgresql:'])
      : undefined,
    secret: '',
    signing_key: env.SAUDA_SIGNING_KEY || undefined,
    log_level: oneOf('LOG_LEVEL', 'info', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    rate_limit_per_minute: whole('RATE_LIMIT_PER_MINUTE', 1200, 10, 10_000_000),
    bank_dir: env.SAUDA_BANK_DIR ? resolve(env.SAUDA_BANK_DIR) : undefined,
    xsd_dir: env.SAUDA_XSD_DIR ? resolve(env.SAUDA_XSD_DIR) : undefined,
    outbound_hosts: (env.SAUDA_OUTBOUND_HOSTS ?? '')
      .split(',')
      .map((h) => h.trim())
      .filter(Boolean),
    pool_size: whole('DATABASE_POOL', 12, 2, 200),
    demo,
    demo_deals: whole('SAUDA_DEMO_DEALS', 1500, 0, 100_000),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  config.secret = env.SAUDA_SECRET || storedSecret(home);
  return config;
}

/** Outside production the secret is made once and kept in `home`, readable by its owner only. */
function storedSecret(home: string): string {
  const file = join(home, 'secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(home, { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
