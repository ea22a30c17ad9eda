import { NO_ORG } from '../kernel/ids.ts';

/** What a person may be within an organisation. */
export const roles = [
  'trader',
  'institution',
  'broker',
  'carrier',
  'warehouse',
  'bank',
  'customs',
  'statistician',
  'ministry',
  'treasurer',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** In whose name a use case runs. */
export interface Actor {
  kind: 'person' | 'key' | 'system' | 'public';
  user_id: string | null;
  /** The organisation whose rows are visible; nobody's for the public. */
  org_id: string;
  org_kind: string;
  roles: readonly Role[];
}

export const publicActor: Actor = {
  kind: 'public',
  user_id: null,
  org_id: NO_ORG,
  org_kind: 'public',
  roles: [],
};

/** Sauda itself, carrying out its policies. It sees every row; `reason` of what it does is in the event chain. */
export const systemActor: Actor = {
  kind: 'system',
  user_id: null,
  org_id: NO_ORG,
  org_kind: 'platform',
  roles: [],
};
