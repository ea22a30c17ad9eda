import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { Instant, Line, Nullable, Uuid } from '../../platform/index.ts';
import { cookieHeaders } from './authenticate.ts';
import { calling } from './better-auth-calls.ts';
import type { Identity } from './identity.ts';
import { bodyOf } from './inputs.ts';
import type { AccountParts } from './parts.ts';
import type { AccountRoute } from './routes.ts';

const KEYS_PER_PERSON = 20;
/** More than anybody has, so that no key is ever out of sight. */
const KEYS_LISTED = 100;
const DAY_SECONDS = 24 * 3600;

const KeySchema = Type.Object({
  key_id: Uuid,
  name: Nullable(Type.String()),
  /** First characters, to tell keys apart. */
  start: Nullable(Type.String()),
  created_at: Instant,
  expires_at: Nullable(Instant),
  last_used_at: Nullable(Instant),
});
const KeyBody = Type.Object(
  {
    name: Line(60),
    expires_in_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
  },
  { additionalProperties: false },
);
const KeyParams = Type.Object({ key_id: Uuid }, { additionalProperties: false });

/**
 * Keys for programs that act in a person's name, in the organisation they were made in: a key that stays behind
 * with a former employer opens nothing of the next. A key cannot make or list keys.
 */
export function apiKeyRoutes(parts: AccountParts): AccountRoute[] {
  const { auth, authenticator } = parts;
  const person = async (request: FastifyRequest): Promise<Outcome<Identity>> => {
    if (request.headers['x-api-key'] !== undefined) return refuse('accounts.session_needed');
    return (await authenticator.personOf(request)) ?? refuse('platform.not_signed_in');
  };
  const keysOf = async (request: FastifyRequest): Promise<Static<typeof KeySchema>[]> => {
    const { apiKeys } = await auth.api.listApiKeys({
      query: { limit: KEYS_LISTED },
      headers: cookieHeaders(request),
    });
    return apiKeys.map((key) => ({
      key_id: key.id,
      name: key.name,
      start: key.start,
      created_at: key.createdAt.toISOString(),
      expires_at: key.expiresAt?.toISOString() ?? null,
      last_used_at: key.lastRequest?.toISOString() ?? null,
    }));
  };
  return [
    {
      method: 'GET',
      path: '/api-keys',
      name: 'accounts.list-keys',
      summary: 'Your API keys; their secrets are never shown again',
      permission: 'signed-in',
      output: Type.Object({ items: Type.Array(KeySchema) }),
      handle: async (request) => {
        const who = await person(request);
        return isRefusal(who) ? who : { items: await keysOf(request) };
      },
    },
    {
      method: 'POST',
      path: '/api-keys',
      name: 'accounts.create-key',
      summary: 'Make an API key; it is shown this once',
      permission: 'signed-in',
      per_minute: 10,
      body: KeyBody,
      output: Type.Object({ key_id: Uuid, key: Type.String(), expires_at: Nullable(Instant) }),
      handle: async (request) => {
        const who = await person(request);
        if (isRefusal(who)) return who;
        if ((await keysOf(request)).length >= KEYS_PER_PERSON) return refuse('accounts.too_many_keys');
        const { name, expires_in_days } = bodyOf(KeyBody, request);
        const made = await auth.api.createApiKey({
          body: {
            name,
            metadata: { org_id: who.actor.org_id },
            ...(expires_in_days ? { expiresIn: expires_in_days * DAY_SECONDS } : {}),
          },
          headers: cookieHeaders(request),
        });
        // Others were made meanwhile: each looks again once its own is there, so that never more than the most remain.
        if ((await keysOf(request)).length > KEYS_PER_PERSON) {
          await auth.api.deleteApiKey({ body: { keyId: made.id }, headers: cookieHeaders(request) });
          return refuse('accounts.too_many_keys');
        }
        return { key_id: made.id, key: made.key, expires_at: made.expiresAt?.toISOString() ?? null };
      },
    },
    {
      method: 'DELETE',
      path: '/api-keys/:key_id',
      name: 'accounts.delete-key',
      summary: 'Delete an API key',
      permission: 'signed-in',
      params: KeyParams,
      output: Type.Object({ key_id: Uuid }),
      handle: async (request) => {
        const who = await person(request);
        if (isRefusal(who)) return who;
        const { key_id } = request.params as Static<typeof KeyParams>;
        const answer = await calling(
          () => auth.api.deleteApiKey({ body: { keyId: key_id }, headers: cookieHeaders(request) }),
          'accounts.key_not_found',
        );
        if (isRefusal(answer)) return answer;
        await authenticator.forgetUser(who.user_id);
        return { key_id };
      },
    },
  ];
}
