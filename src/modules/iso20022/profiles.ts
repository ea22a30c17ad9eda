import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { Fault } from './fault.ts';
import { toLatin } from './latin.ts';
import { type Message, type MessageName, messages } from './messages.ts';
import type { Group, Leaf } from './shape.ts';

/**
 * What a network asks beyond the standard.
 *
 * - `cbpr`: Swift's Cross-Border Payments and Reporting Plus, from its public descriptions: Latin characters, one
 *   transaction in a message, a UETR, an offset in every time, addresses with at least town and country and no
 *   more than two free lines.
 * - `cips`: China's Cross-border Interbank Payment System. Its own message guide is given to participants only, so
 *   this holds what is public: yuan only, settled by the clearing system, Chinese names carried in full.
 */
export const profileNames = ['cbpr', 'cips'] as const;
export type ProfileName = (typeof profileNames)[number];

/** A text that was changed so that a network can carry it. */
export interface Change {
  path: string;
  from: string;
  to: string;
  lossy: boolean;
}

interface Profile {
  latin: boolean;
  currency?: string;
  settlement?: string;
  one_transaction: boolean;
  uetr: boolean;
  offset: boolean;
  free_lines: number;
}

const profiles: Readonly<Record<ProfileName, Profile>> = {
  cbpr: { latin: true, one_transaction: true, uetr: true, offset: true, free_lines: 2 },
  cips: {
    latin: false,
    currency: 'CNY',
    settlement: 'CLRG',
    one_transaction: false,
    uetr: false,
    offset: true,
    free_lines: 7,
  },
};

/**
 * A message as a network carries it: texts transliterated where it demands Latin, each change told with the text
 * it replaces, so that the full name stays known. Refuses with iso20022.profile and the rule that is not met.
 */
export function applyProfile<N extends MessageName>(
  profile: ProfileName,
  name: N,
  body: Message<N>,
): Outcome<{ body: Message<N>; changes: Change[] }> {
  const walk = new Walk(profiles[profile]);
  try {
    const result = walk.group(messages[name].shape, body as Record<string, unknown>, [messages[name].root]);
    return { body: result as Message<N>, changes: walk.changes };
  } catch (error) {
    if (error instanceof Fault) return refuse('iso20022.profile', { ...error.params, profile });
    throw error;
  }
}

class Walk {
  readonly changes: Change[] = [];
  readonly #profile: Profile;

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  group(group: Group, value: Record<string, unknown>, path: readonly string[]): Record<string, unknown> {
    this.#check(value, path);
    const out: Record<string, unknown> = {};
    for (const [tag, held] of Object.entries(value)) {
      const shape = group.fields[tag]?.shape;
      if (!shape || held === undefined) continue;
      const here = [...path, tag];
      const carry = (item: unknown): unknown =>
        shape.leaf ? this.#leaf(shape, item, here) : this.group(shape, item as Record<string, unknown>, here);
      out[tag] = Array.isArray(held) ? held.map(carry) : carry(held);
    }
    return out;
  }

  #leaf(leaf: Leaf, value: unknown, path: readonly string[]): unknown {
    const { latin, currency, offset } = this.#profile;
    if (leaf.kind === 'amount' && currency && (value as { currency: string }).currency !== currency)
      broken('currency', path);
    if (leaf.kind === 'instant' && offset && !/(?:Z|[+-]\d\d:\d\d)$/.test(value as string))
      broken('offset', path);
    if (leaf.kind !== 'text' || !latin) return value;
    const from = value as string;
    const parent = path.slice(-2).join('/');
    const named =
      /\/(?:Nm|StrtNm|BldgNm|TwnNm|TwnLctnNm|DstrctNm|CtrySubDvsn|AdrLine|Ustrd|AddtlRmtInf)$/.test(
        `/${parent}`,
      );
    const { text, lossy } = toLatin(from, named ? 'name' : 'reference');
    if (text === from) return from;
    const to = [...text].slice(0, leaf.max).join('').trim() || '.';
    this.changes.push({ path: path.join('/'), from, to, lossy: lossy || to !== text });
    return to;
  }

  #check(value: Record<string, unknown>, path: readonly string[]): void {
    const { one_transaction, uetr, settlement, free_lines } = this.#profile;
    const tag = path.at(-1);
    for (const list of ['CdtTrfTxInf', 'TxInf'] as const) {
      const held = value[list];
      if (one_transaction && Array.isArray(held) && held.length > 1)
        broken('one_transaction', [...path, list]);
    }
    if (tag === 'PmtId' && uetr && value.UETR === undefined) broken('uetr', path);
    if (tag === 'SttlmInf' && settlement && value.SttlmMtd !== settlement) broken('settlement', path);
    if (tag === 'PstlAdr') {
      const lines = Array.isArray(value.AdrLine) ? value.AdrLine.length : 0;
      if (value.TwnNm === undefined || value.Ctry === undefined) broken('structured_address', path);
      if (lines > free_lines) broken('free_lines', path);
    }
  }
}

function broken(rule: string, path: readonly string[]): never {
  throw new Fault('profile', { rule, path: path.join('/') });
}
