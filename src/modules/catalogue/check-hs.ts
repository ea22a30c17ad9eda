import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { endedHsCodes, findHs, knownHsCodes } from '../reference/index.ts';

const PATH = '/hs_code';

/** What is wrong with a code that ended with an earlier edition, and what followed it; undefined for any other. */
export function endedHsError(hs_code: string): FieldError | undefined {
  const ended = endedHsCodes().get(hs_code);
  if (!ended) return undefined;
  const message = `ended with the edition of ${ended.edition}; since 2022 ${ended.successors.join(', ')}`;
  return { path: PATH, code: 'hs_ended', message };
}

export const unknownHsError: FieldError = {
  path: PATH,
  code: 'hs_unknown',
  message: 'is not in the nomenclature',
};

/**
 * Whether goods can be under this code. Refuses with catalogue.hs_ended, naming what followed it and is in the
 * nomenclature of this installation (all that followed, where it has none of them), and catalogue.hs_unknown.
 */
export async function checkHs(ctx: Pick<Ctx, 'tx'>, hs_code: string): Promise<Outcome<true>> {
  if ((await findHs(ctx, hs_code))?.level === 6) return true;
  const ended = endedHsCodes().get(hs_code);
  const error = endedHsError(hs_code);
  if (!ended || !error) return refuse('catalogue.hs_unknown', { hs_code }, [unknownHsError]);
  const { edition, successors } = ended;
  const known = await knownHsCodes(ctx, successors);
  const usable = successors.filter((code) => known.has(code));
  const named = usable.length > 0 ? usable : [...successors];
  return refuse('catalogue.hs_ended', { hs_code, edition, successors: named }, [error]);
}
