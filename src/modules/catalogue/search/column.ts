/** Values of one facet, each with a number, and which number stands in each slot. Sets of values count as one value. */
export class Column {
  readonly values: string[] = [];
  of: Uint32Array = new Uint32Array(64);
  readonly #codes = new Map<string, number>();

  set(slot: number, value: string): void {
    this.of = grownTo(this.of, slot);
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.values.push(value) - 1;
      this.#codes.set(value, code);
    }
    this.of[slot] = code;
  }

  /** For each number whether its value is wanted. */
  mask(wanted: (value: string) => boolean): Uint8Array {
    return Uint8Array.from(this.values, (value) => (wanted(value) ? 1 : 0));
  }
}

/** The same numbers with room for `slot`. */
export function grownTo<A extends Uint8Array | Uint32Array | Float64Array | BigInt64Array>(
  array: A,
  slot: number,
): A {
  if (slot < array.length) return array;
  const grown = new (array.constructor as new (length: number) => A)(
    Math.max(64, array.length * 2, slot + 1),
  );
  grown.set(array as never);
  return grown;
}
