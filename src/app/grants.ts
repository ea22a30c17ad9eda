import type { Actor, Role } from '../platform/index.ts';

const participants: readonly Role[] = [
  'trader',
  'institution',
  'broker',
  'carrier',
  'warehouse',
  'bank',
  'customs',
  'admin',
];

/**
 * Every permission and the roles that have it. A permission that nobody has is carried out by Sauda itself,
 * as a policy; it is listed so that this is seen to be meant.
 */
export const grants: Record<string, readonly Role[]> = {
  'organisation:onboard': ['institution', 'admin'],
  'organisation:papers': ['trader', 'broker', 'carrier', 'warehouse'],
  'organisation:verify': ['institution', 'admin'],
  'screening:decide': ['admin'],
  'member:invite': ['admin', 'institution'],
  'member:manage': ['admin'],
  'notice-endpoint:keep': ['admin'],

  'listing:publish': ['trader'],
  'need:publish': ['trader'],
  'shop:keep': ['trader'],
  'order:serve': ['trader'],
  'cart:use': ['trader'],
  'parcel:keep': ['trader'],
  'match:find': ['trader', 'institution'],
  'match:introduce': ['institution'],
  'introduction:answer': ['trader'],
  'day:see': ['trader', 'institution'],
  'day:hold': ['institution'],
  'day:attend': ['trader'],
  'day:conclude': ['trader', 'institution'],

  'marketplace:read': ['trader'],
  'marketplace:connect': ['trader'],

  'deal:read': participants,
  'agreement:make': ['trader'],
  'message:send': participants,
  'quote:request': ['trader'],
  'quote:offer': ['trader'],
  'quote:accept': ['trader'],
  'contract:accept': ['trader'],
  'contract:approve': ['trader', 'admin'],
  'approval:read': participants,
  'approval:rule': ['admin'],
  'deal:cancel': ['trader'],
  'goods:accept': ['trader'],
  'dispute:open': ['trader'],
  'review:write': ['trader'],
  'dispute:resolve': ['trader', 'institution'],

  'return:ask': ['trader'],
  'return:answer': ['trader'],

  'document:read': participants,
  'document:issue': ['trader', 'institution', 'carrier', 'broker'],

  'declaration:read': ['trader', 'broker', 'customs'],
  'declaration:lodge': ['trader', 'broker'],
  'declaration:decide': ['customs'],
  'declaration:draft': [],
  'declaration:process': [],
  'declaration:record-payment': [],
  'declaration:cancel': [],

  'consignment:read': participants,
  'consignment:book': ['carrier'],
  'consignment:report': ['carrier'],
  'consignment:cancel': [],
  'consignment:clear': [],

  'stock:read': ['trader', 'warehouse', 'carrier'],
  'stock:keep': ['trader', 'warehouse'],
  'stock:post': [],

  'escrow:fund': ['trader'],
  'escrow:settle': [],
  'assessment:settle': [],
  'wallet:open': ['trader', 'carrier', 'broker'],
  'wallet:read': ['trader', 'carrier', 'broker', 'bank', 'treasurer', 'admin'],
  'transfer:post': ['trader', 'carrier', 'broker', 'bank', 'treasurer', 'admin'],
  'wallet:exchange': ['trader', 'carrier'],
  'deposit:confirm': ['bank'],
  'netting:owe': ['trader', 'carrier', 'broker'],
  'treasury:read': ['treasurer'],
  'treasury:propose': ['treasurer'],
  'treasury:decide': ['treasurer'],
  'payment:order': ['trader', 'carrier', 'broker'],
  'payment:read': ['trader', 'carrier', 'broker', 'bank', 'treasurer', 'admin'],
  'payout:decide': ['trader', 'carrier', 'broker', 'treasurer'],
  'payout-account:verify': ['bank', 'treasurer'],
  'payout-account:close': ['trader', 'carrier', 'broker', 'bank', 'treasurer'],
  'banking:report': ['bank'],
  'banking:read': ['bank', 'treasurer', 'admin'],
  'banking:reconcile': ['bank'],

  'statistics:release': ['statistician'],
  'deal:link-project': ['trader'],
  system: [],
};

const granted = new Map(
  Object.entries(grants).map(([permission, roles]) => [permission, new Set<Role>(roles)]),
);

export function allows(actor: Actor, permission: string): boolean {
  const roles = granted.get(permission);
  return roles !== undefined && actor.roles.some((role) => roles.has(role));
}
