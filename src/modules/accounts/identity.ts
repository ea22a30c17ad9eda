import { type Static, Type } from 'typebox';
import { NO_ORG } from '../../kernel/ids.ts';
import { type Locale, locales } from '../../kernel/locale.ts';
import { type Actor, Nullable, type Role, roles, Uuid } from '../../platform/index.ts';

/** The organisation and roles a person acts with, as the composition finds them. */
export interface Membership {
  org_id: string;
  org_name: string;
  org_kind: string;
  country: string;
  roles: Role[];
}

/** Who a credential belongs to. */
export interface Identity {
  user_id: string;
  name: string;
  email: string;
  locale: Locale;
  demo: boolean;
  totp: boolean;
  membership: Membership | undefined;
  actor: Actor;
}

export const SessionSchema = Type.Object({
  user: Type.Object({ user_id: Uuid, name: Type.String(), email: Type.String(), totp: Type.Boolean() }),
  organisation: Nullable(
    Type.Object({ org_id: Uuid, name: Type.String(), kind: Type.String(), country: Type.String() }),
  ),
  roles: Type.Array(Type.Unsafe<Role>({ type: 'string', enum: [...roles] })),
  locale: Type.Unsafe<Locale>({ type: 'string', enum: [...locales] }),
  demo: Type.Boolean(),
});

export function toSession(identity: Identity): Static<typeof SessionSchema> {
  const { user_id, name, email, totp, membership, locale, demo } = identity;
  return {
    user: { user_id, name, email, totp },
    organisation: membership
      ? {
          org_id: membership.org_id,
          name: membership.org_name,
          kind: membership.org_kind,
          country: membership.country,
        }
      : null,
    roles: membership?.roles ?? [],
    locale,
    demo,
  };
}

/** A row of accounts.user as better-auth gives it. */
export interface UserFacts {
  id: string;
  name: string;
  email: string;
  locale?: string | null | undefined;
  demo?: boolean | null | undefined;
  twoFactorEnabled?: boolean | null | undefined;
}

export function toIdentity(
  user: UserFacts,
  membership: Membership | undefined,
  kind: 'person' | 'key',
): Identity {
  return {
    user_id: user.id,
    name: user.name,
    email: user.email,
    locale: locales.find((locale) => locale === user.locale) ?? 'en',
    demo: user.demo ?? false,
    totp: user.twoFactorEnabled ?? false,
    membership,
    actor: {
      kind,
      user_id: user.id,
      org_id: membership?.org_id ?? NO_ORG,
      org_kind: membership?.org_kind ?? 'public',
      roles: membership?.roles ?? [],
    },
  };
}
