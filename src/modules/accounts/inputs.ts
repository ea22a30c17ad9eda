import type { FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import { emailPattern } from '../../kernel/text.ts';
import { Line } from '../../platform/index.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

export const EmailSchema = Type.String({
  maxLength: 254,
  pattern: emailPattern,
});
/** Any length up to the limit: a short password is a wrong one, not a malformed request. */
export const PasswordSchema = Type.String({
  minLength: 1,
  maxLength: PASSWORD_MAX,
  pattern: '^[^\\p{Cc}\\p{Cs}]+$',
});
export const NameSchema = Line(120);

/** The body that the route's schema has already checked. */
export function bodyOf<T extends TSchema>(_schema: T, request: FastifyRequest): Static<T> {
  return request.body as Static<T>;
}
