import { type Static, Type } from 'typebox';
import {
  checkRegistration,
  type RegistrationKind,
  registrationKinds,
} from '../../kernel/check-digits/index.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { emailPattern } from '../../kernel/text.ts';
import { Country, Instant, Line, Nullable, type Role, roles, Uuid } from '../../platform/index.ts';
import { type OrganisationKind, organisationKinds } from './kinds.ts';

export const KindSchema = Type.Unsafe<OrganisationKind>({ type: 'string', enum: [...organisationKinds] });
export const RoleSchema = Type.Unsafe<Role>({ type: 'string', enum: [...roles] });
export const RolesSchema = Type.Array(RoleSchema, { minItems: 1, maxItems: 10, uniqueItems: true });
export const EmailSchema = Type.String({
  maxLength: 254,
  pattern: emailPattern,
});

export const registrationSchemes = [...registrationKinds, 'other'] as const;
export type RegistrationScheme = RegistrationKind | 'other';

/** Facts that whoever registers an organisation gives. */
export const organisationInput = {
  name: Line(200),
  name_zh: Type.Optional(Line(200)),
  name_ru: Type.Optional(Line(200)),
  name_native: Type.Optional(Line(200)),
  kind: KindSchema,
  country: Country,
  registration_scheme: Type.Unsafe<RegistrationScheme>({ type: 'string', enum: [...registrationSchemes] }),
  registration_number: Type.String({ pattern: '^[0-9A-Z-]{3,40}$' }),
  email: Type.Optional(EmailSchema),
  phone: Type.Optional(Type.String({ pattern: '^\\+?[0-9 ()-]{3,39}$' })),
  address: Type.Optional(Line(500)),
};
const OrganisationInput = Type.Object(organisationInput);
export type OrganisationInput = Static<typeof OrganisationInput>;

/** The public profile. */
export const ProfileSchema = Type.Object({
  org_id: Uuid,
  name: Type.String(),
  name_zh: Nullable(Type.String()),
  name_ru: Nullable(Type.String()),
  name_native: Nullable(Type.String()),
  kind: KindSchema,
  country: Country,
  status: Type.Union([Type.Literal('registered'), Type.Literal('verified')]),
  trust: Type.Integer({ minimum: 0, maximum: 3 }),
  demo: Type.Boolean(),
  onboarded_by: Nullable(Uuid),
  registered_at: Instant,
});
export type Profile = Static<typeof ProfileSchema>;

/** How far a registration number was looked at; `other` schemes have no public rule known to us. */
export type RegistrationChecked = 'check_digit' | 'format_only' | 'not_checked';

const schemeCountry: Partial<Record<RegistrationScheme, string>> = {
  cn_uscc: 'CN',
  kz_bin: 'KZ',
  kz_iin: 'KZ',
  kg_inn: 'KG',
  tj_inn: 'TJ',
  uz_stir: 'UZ',
  tm_code: 'TM',
};

/**
 * Looks at a registration number by the rule of its scheme.
 * Refuses with parties.scheme_of_other_country, parties.number_wrong (reason: format or check_digit).
 */
export function checkNumber(
  country: string,
  scheme: RegistrationScheme,
  number: string,
): Outcome<RegistrationChecked> {
  const home = schemeCountry[scheme];
  if (home !== undefined && home !== country)
    return refuse('parties.scheme_of_other_country', { scheme, country });
  if (scheme === 'other') return 'not_checked';
  const result = checkRegistration(scheme, number);
  if (!result.valid)
    return refuse('parties.number_wrong', { scheme, number, reason: result.reason ?? 'format' });
  return result.checked;
}

/**
 * Trust shown beside a name. 0: only registered; 1: registered under a number whose check digit holds;
 * 2: an institution vouches for it; 3: the operator has seen its papers.
 */
export type Trust = 0 | 1 | 2 | 3;

export function trustOnRegistration(checked: RegistrationChecked): Trust {
  return checked === 'check_digit' ? 1 : 0;
}

/** Lower-case text that the directory's search looks in. */
export function searchTextOf(names: {
  name: string;
  name_zh?: string | null | undefined;
  name_ru?: string | null | undefined;
  name_native?: string | null | undefined;
}): string {
  return [names.name, names.name_zh, names.name_ru, names.name_native]
    .filter((name) => name != null)
    .join('\n')
    .toLowerCase();
}
