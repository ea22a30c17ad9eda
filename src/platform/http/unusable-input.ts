import type { FieldError } from '../../kernel/refusal.ts';
import { isStorable } from '../../kernel/text.ts';

/** No input of ours is deeper than a dozen levels; what is far deeper would exhaust the stack of whoever walks it. */
const DEPTH_LIMIT = 64;

const notStorable = (path: string): FieldError => ({
  path,
  code: 'text_not_storable',
  message: 'must not hold NUL or half a surrogate pair',
});

/**
 * The first thing in an input that no schema would notice and that would not arrive as it was sent: text that the
 * database cannot store, a whole number that JSON has rounded already, nesting without end.
 */
export function unusableInput(input: unknown): FieldError | undefined {
  const open: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && !isStorable(value)) return notStorable(path);
    if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER))
      return { path, code: 'number_too_large', message: 'cannot be read exactly; amounts are sent as text' };
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEPTH_LIMIT) return { path: '', code: 'too_deep', message: 'is nested too deeply' };
    for (const [name, inner] of Object.entries(value)) {
      if (!isStorable(name)) return notStorable(path);
      open.push({ value: inner, path: `${path}/${name}`, depth: depth + 1 });
    }
  }
  return undefined;
}
