/** One participant owes another an amount of one currency. */
export interface Owed {
  obligation_id: string;
  org_id: string;
  to_org_id: string;
  amount: bigint;
  currency: string;
}

/** What a participant owes and is due in one currency; the net is `due − owed`, and all nets of a currency sum to zero. */
export interface NetPosition {
  org_id: string;
  currency: string;
  owed: bigint;
  due: bigint;
  /** Obligations on either side. */
  items: number;
}

const keyOf = (org_id: string, currency: string): string => `${org_id} ${currency}`;

/** Positions of all who owe or are due, in the order of participants and currencies. */
export function netOf(obligations: readonly Owed[]): NetPosition[] {
  const positions = new Map<string, NetPosition>();
  const of = (org_id: string, currency: string): NetPosition => {
    const key = keyOf(org_id, currency);
    const found = positions.get(key) ?? { org_id, currency, owed: 0n, due: 0n, items: 0 };
    positions.set(key, found);
    return found;
  };
  for (const { org_id, to_org_id, amount, currency } of obligations) {
    const [payer, payee] = [of(org_id, currency), of(to_org_id, currency)];
    payer.owed += amount;
    payer.items += 1;
    payee.due += amount;
    payee.items += 1;
  }
  return [...positions.values()].sort((a, b) =>
    keyOf(a.org_id, a.currency) < keyOf(b.org_id, b.currency) ? -1 : 1,
  );
}

/** What every participant has to spend, by `org_id currency`. */
export type Funds = ReadonlyMap<string, bigint>;
export const fundsKey = keyOf;

/**
 * The obligations that can be settled with what the participants have, and those that are carried over: whoever
 * cannot pay the net keeps owing what was registered last, as much of it as is needed. What is then missing to a
 * creditor may leave that one short in turn, so it is looked at again until all can pay. Obligations are given in the
 * order of their registration.
 */
export function settleable(obligations: readonly Owed[], funds: Funds): { settled: Owed[]; carried: Owed[] } {
  let settled = [...obligations];
  const carried: Owed[] = [];
  // Each round leaves at least one obligation less.
  for (let round = 0; round <= obligations.length; round++) {
    const short = netOf(settled).filter(
      (p) => p.owed - p.due > (funds.get(keyOf(p.org_id, p.currency)) ?? 0n),
    );
    if (short.length === 0) break;
    const leaves = new Set(short.flatMap((p) => newestBeyond(settled, p, funds)));
    carried.push(...settled.filter((o) => leaves.has(o.obligation_id)));
    settled = settled.filter((o) => !leaves.has(o.obligation_id));
  }
  return { settled, carried };
}

function newestBeyond(obligations: readonly Owed[], position: NetPosition, funds: Funds): string[] {
  const { org_id, currency, owed, due } = position;
  let missing = owed - due - (funds.get(keyOf(org_id, currency)) ?? 0n);
  const leaves: string[] = [];
  for (const o of obligations.filter((x) => x.org_id === org_id && x.currency === currency).reverse()) {
    if (missing <= 0n) break;
    leaves.push(o.obligation_id);
    missing -= o.amount;
  }
  return leaves;
}

/** `CN-KZ` of the countries of both, whoever owes. */
export const corridorOf = (a: string, b: string): string => [a, b].sort().join('-');
