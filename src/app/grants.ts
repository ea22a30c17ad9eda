import type { Actor, Role } from '../platform/index.ts';

/** Every permission and the roles that have it. A permission that is missing here is granted to nobody. */
export const grants: Record<string, readonly Role[]> = {
  'deal:read': ['trader', 'institution', 'broker', 'carrier', 'warehouse', 'bank', 'customs', 'admin'],
  'quote:request': ['trader'],
  'quote:offer': ['trader'],
  'quote:accept': ['trader'],
  'contract:accept': ['trader'],
  'deal:cancel': ['trader'],
  'goods:accept': ['trader'],
  'dispute:open': ['trader'],
  'dispute:resolve': ['trader', 'institution'],
};

const granted = new Map(
  Object.entries(grants).map(([permission, roles]) => [permission, new Set<Role>(roles)]),
);

export function allows(actor: Actor, permission: string): boolean {
  const roles = granted.get(permission);
  return roles !== undefined && actor.roles.some((role) => roles.has(role));
}
