import type { FieldError } from '../../kernel/refusal.ts';

/** One pair of codes that share goods. `taken`: null where the file does not say which one UNSD takes. */
interface ConcordancePair {
  newer: string;
  older: string;
  code: string;
  counterpart: string;
  taken: boolean | null;
}

export interface ReadConcordance {
  pairs: ConcordancePair[];
  /** Rows that are sound and of another nomenclature than the Harmonized System. */
  left_out: number;
  errors: FieldError[];
}

/** Lists kept as numbers have lost the leading zero of chapters 01 to 09. */
export function sixDigits(text: string): string | undefined {
  return /^\d{5,6}$/.test(text) ? text.padStart(6, '0') : undefined;
}

export const wrong = (line: number, code: string, message: string): FieldError => ({
  path: `/line/${line}`,
  code,
  message,
});
