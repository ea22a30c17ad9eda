/**
 * Where the goods of a deal are. `supply` stands for the world before the reservation: it is the only
 * location that may be below nothing, by exactly what was reserved and not given back.
 */
export const locations = ['supply', 'seller', 'carrier', 'bonded', 'buyer', 'damaged'] as const;
export type Location = (typeof locations)[number];

export const moveReasons = [
  'reserved',
  'unreserved',
  'issued',
  'bonded',
  'received',
  'damaged',
  'returned',
] as const;
export type MoveReason = (typeof moveReasons)[number];

/** Which way each reason may take goods. What is not in this table cannot happen. */
export const ways: Readonly<Record<MoveReason, { from: readonly Location[]; to: Location }>> = {
  reserved: { from: ['supply'], to: 'seller' },
  unreserved: { from: ['seller'], to: 'supply' },
  issued: { from: ['seller'], to: 'carrier' },
  bonded: { from: ['carrier'], to: 'bonded' },
  received: { from: ['carrier', 'bonded'], to: 'buyer' },
  damaged: { from: ['carrier', 'bonded'], to: 'damaged' },
  returned: { from: ['carrier', 'bonded', 'buyer', 'damaged'], to: 'supply' },
};

export interface StockMove {
  line: number;
  listing_id: string | null;
  quantity_milli: bigint;
  unit: string;
  from_location: Location;
  to_location: Location;
  reason: MoveReason;
}

/** How much of one line lies where, in thousandths of its unit. */
export interface LinePosition {
  line: number;
  listing_id: string | null;
  unit: string;
  at: Readonly<Record<Location, bigint>>;
}

const nothing: Readonly<Record<Location, bigint>> = {
  supply: 0n,
  seller: 0n,
  carrier: 0n,
  bonded: 0n,
  buyer: 0n,
  damaged: 0n,
};

/** Position of every line after the moves. */
export function positionsAfter(moves: readonly StockMove[]): LinePosition[] {
  const lines = new Map<number, LinePosition>();
  for (const m of moves) {
    const was = lines.get(m.line) ?? { line: m.line, listing_id: m.listing_id, unit: m.unit, at: nothing };
    const at = { ...was.at };
    at[m.from_location] -= m.quantity_milli;
    at[m.to_location] += m.quantity_milli;
    lines.set(m.line, { ...was, at });
  }
  return [...lines.values()].sort((a, b) => a.line - b.line);
}

/** Locations, besides supply, that hold less than nothing: none in sound books. */
export function belowNothing(position: LinePosition): Location[] {
  return locations.filter((l) => l !== 'supply' && position.at[l] < 0n);
}

/** One move of all of a line that lies at `from`; none when nothing does. */
export function moveAll(p: LinePosition, from: Location, reason: MoveReason): StockMove[] {
  return moveSome(p, from, reason, p.at[from]);
}

export function moveSome(
  p: LinePosition,
  from: Location,
  reason: MoveReason,
  quantity_milli: bigint,
): StockMove[] {
  if (quantity_milli === 0n) return [];
  return [
    {
      line: p.line,
      listing_id: p.listing_id,
      unit: p.unit,
      quantity_milli,
      from_location: from,
      to_location: ways[reason].to,
      reason,
    },
  ];
}
