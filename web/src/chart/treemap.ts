/** A rectangle of a treemap, in the unit of its frame. */
export interface Tile<T> {
  of: T;
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Lays parts out in a frame so that areas are in proportion to values and tiles are as square as can be
 * (squarified treemap: Bruls, Huizing and van Wijk, 2000). Parts of zero or less have no area and are left out.
 */
export function layTiles<T>(
  parts: readonly T[],
  sizeOf: (part: T) => number,
  frame: { width: number; height: number },
): Tile<T>[] {
  const open = parts.filter((part) => sizeOf(part) > 0).sort((a, b) => sizeOf(b) - sizeOf(a));
  const total = open.reduce((sum, part) => sum + sizeOf(part), 0);
  const tiles: Tile<T>[] = [];
  let left = { x: 0, y: 0, ...frame };
  const scale = total > 0 ? (frame.width * frame.height) / total : 0;
  for (let at = 0; at < open.length; ) {
    const side = Math.min(left.width, left.height);
    let count = 1;
    while (at + count < open.length && worst(at, count + 1, side) <= worst(at, count, side)) count += 1;
    left = placeRow(at, count, left);
    at += count;
  }
  return tiles;

  function areas(at: number, count: number): number[] {
    return open.slice(at, at + count).map((part) => sizeOf(part) * scale);
  }

  /** The most stretched tile of a row along a side. */
  function worst(at: number, count: number, side: number): number {
    const row = areas(at, count);
    const sum = row.reduce((a, b) => a + b, 0);
    const [largest = 0, smallest = 0] = [row[0], row.at(-1)];
    return Math.max((side * side * largest) / (sum * sum), (sum * sum) / (side * side * smallest));
  }

  /** Lays one row along the shorter side; gives back what is left of the frame. */
  function placeRow(at: number, count: number, free: typeof left): typeof left {
    const row = areas(at, count);
    const sum = row.reduce((a, b) => a + b, 0);
    const upright = free.width >= free.height;
    const thick = sum / (upright ? free.height : free.width);
    let along = 0;
    for (const [index, area] of row.entries()) {
      const part = open[at + index];
      const long = area / thick;
      if (part !== undefined)
        tiles.push(
          upright
            ? { of: part, x: free.x, y: free.y + along, width: thick, height: long }
            : { of: part, x: free.x + along, y: free.y, width: long, height: thick },
        );
      along += long;
    }
    return upright
      ? { x: free.x + thick, y: free.y, width: free.width - thick, height: free.height }
      : { x: free.x, y: free.y + thick, width: free.width, height: free.height - thick };
  }
}
