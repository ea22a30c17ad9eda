import type { FieldError } from '../../kernel/refusal.ts';
import { isStorable } from '../../kernel/text.ts';

/** No input of ours is deeper than a dozen levels; what is far deeper would exhaust the stack of whoever walks it. */
const DEPTH_LIMIT = 64;

/**
 * The first text of an input that the database could not store (NUL, half a surrogate pair), or nesting without
 * end. Schemas say what a field may hold; this holds for all of them, and for fields that may hold anything.
 */
export function unusableText(input: Record<string, unknown>): FieldError | undefined {
  const open: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && !isStorable(value))
      return { path, code: 'text_not_storable', message: 'must not hold NUL or half a surrogate pair' };
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEPTH_LIMIT) return { path: '', code: 'too_deep', message: 'is nested too deeply' };
    for (const [name, inner] of Object.entries(value)) {
      if (!isStorable(name))
        return { path, code: 'text_not_storable', message: 'must not hold NUL or half a surrogate pair' };
      open.push({ value: inner, path: `${path}/${name}`, depth: depth + 1 });
    }
  }
  return undefined;
}
