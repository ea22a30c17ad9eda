import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { deliverToFolder } from './file-drop.ts';
import { deliverByHttp } from './http.ts';

/** A way to hand messages to one bank. Delivering the same message again must do no harm. */
export interface Connector {
  deliver(message: { message_id: string; name: string; xml: string }): Promise<void>;
}

const Connection = Type.Union([
  Type.Object({ kind: Type.Literal('file') }, { additionalProperties: false }),
  Type.Object(
    {
      kind: Type.Literal('http'),
      url: Type.String({ pattern: '^https?://' }),
      /** A file beside connection.json that holds the bearer token. */
      token_file: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]{1,60}$' })),
    },
    { additionalProperties: false },
  ),
]);

/**
 * The connector of a bank, from its folder below SAUDA_BANK_DIR: `<bank's id>/connection.json`, or folders alone.
 * Undefined when the operator has set none up; the bank then fetches its messages over our API. Addresses come
 * from the operator's files only, never from a request.
 */
export function connectorOf(bank_dir: string | undefined, bank_org_id: string): Connector | undefined {
  if (!bank_dir) return undefined;
  const folder = join(bank_dir, bank_org_id);
  if (!existsSync(folder)) return undefined;
  const file = join(folder, 'connection.json');
  const connection: Static<typeof Connection> = existsSync(file)
    ? Value.Parse(Connection, JSON.parse(readFileSync(file, 'utf8')))
    : { kind: 'file' };
  if (connection.kind === 'file') return { deliver: (message) => deliverToFolder(folder, message) };
  const token = connection.token_file
    ? readFileSync(join(folder, connection.token_file), 'utf8').trim()
    : undefined;
  return { deliver: (message) => deliverByHttp({ url: connection.url, token }, message) };
}
