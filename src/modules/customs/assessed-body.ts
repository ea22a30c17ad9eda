import type { JsonObject } from '../../kernel/refusal.ts';
import type { Assessment } from './model.ts';

/** What the timeline keeps of an assessment: every charge with its rule and source, and what is missing. */
export function assessedBody(a: Assessment): JsonObject {
  return {
    date: a.date,
    total: a.total && { ...a.total },
    complete: a.complete,
    charges: a.lines.map((l) => ({
      line: l.line,
      kind: l.kind,
      name: l.name,
      amount: l.amount && { ...l.amount },
      rate: l.rate_text,
      status: l.status,
      source: l.source,
      valid_from: l.valid_from,
    })),
    missing: a.missing.map((m) => ({ line: m.line, kind: m.kind, name: m.name, code: m.code })),
    book_sha256: a.book_sha256,
  };
}
