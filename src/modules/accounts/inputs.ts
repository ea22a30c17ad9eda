import type { FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import { PASSWORD_MAX } from './auth.ts';

export const EmailSchema = Type.String({
  maxLength: 254,
  pattern: '^[^\\s@\\p{Cc}]{1,64}@[^\\s@\\p{Cc}]{1,189}$',
});
/** Any length up to the limit: a short password is a wrong one, not a malformed request. */
export const PasswordSchema = Type.String({
  minLength: 1,
  maxLength: PASSWORD_MAX,
  pattern: '^[^\\p{Cc}]+$',
});
export const NameSchema = Type.String({ minLength: 1, maxLength: 120, pattern: '^\\S(?:[^\\p{Cc}]*\\S)?$' });

/** The body that the route's schema has already checked. */
export function bodyOf<T extends TSchema>(_schema: T, request: FastifyRequest): Static<T> {
  return request.body as Static<T>;
}
