/** One thing that was looked at. */
export interface Finding {
  name: string;
  /** `note`: worth knowing, nothing to mend. */
  state: 'ok' | 'note' | 'problem';
  found: string;
  /** What to do about it. */
  mend?: string;
}

export const ok = (name: string, found: string): Finding => ({ name, state: 'ok', found });
export const note = (name: string, found: string, mend?: string): Finding => ({
  name,
  state: 'note',
  found,
  mend,
});
export const problem = (name: string, found: string, mend: string): Finding => ({
  name,
  state: 'problem',
  found,
  mend,
});

/** Looks, and turns what is thrown on the way into a problem of that name. */
export async function look(
  name: string,
  mend: string,
  work: () => Finding[] | Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await work();
  } catch (error) {
    return [problem(name, error instanceof Error ? error.message : String(error), mend)];
  }
}
