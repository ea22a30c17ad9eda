import type { Role } from '../../platform/index.ts';

/** The desk that keeps the liquidity of exchange: one, with a fixed id, because its book is there from the first start. */
export const TREASURY_ORG_ID = '00000000-0000-7000-8000-000000000001';

/** What an organisation is in the trade. */
export const organisationKinds = [
  'trader',
  'institution',
  'broker',
  'carrier',
  'warehouse',
  'bank',
  'customs',
  'statistics',
  'ministry',
  'treasury',
  'operator',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

const logistics: readonly Role[] = ['broker', 'carrier', 'warehouse', 'admin'];

/**
 * Roles that members of an organisation may hold. An administrator gives roles only within this row, so nobody
 * becomes a customs officer or a bank by being the administrator of a trading firm.
 */
export const rolesOfKind: Record<OrganisationKind, readonly Role[]> = {
  trader: ['trader', 'admin'],
  institution: ['institution', 'admin'],
  broker: logistics,
  carrier: logistics,
  warehouse: logistics,
  bank: ['bank', 'admin'],
  customs: ['customs', 'admin'],
  statistics: ['statistician', 'admin'],
  ministry: ['ministry', 'admin'],
  treasury: ['treasurer', 'admin'],
  operator: ['admin'],
};

/** Firms come by themselves or are brought by an institution; public bodies and banks are brought on by the operator. */
export const selfRegisteringKinds: readonly OrganisationKind[] = ['trader', 'broker', 'carrier', 'warehouse'];

/** The first member of a new organisation works in it and administers it. */
export function firstRoles(kind: OrganisationKind): Role[] {
  const [working] = rolesOfKind[kind];
  return working && working !== 'admin' ? [working, 'admin'] : ['admin'];
}
