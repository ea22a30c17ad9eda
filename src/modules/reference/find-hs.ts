import type { Ctx } from '../../platform/index.ts';
import type { HsEntry } from './model.ts';
import { allHs, type HsRow, hsByCode, subheadings } from './store.ts';

/** A code of the Harmonized System 2022 (two, four or six digits), or undefined when it is not on file. */
export async function findHs(ctx: Pick<Ctx, 'tx'>, code: string): Promise<HsEntry | undefined> {
  const row = await hsByCode(ctx.tx, code);
  return row && hsEntry(row);
}

/** Which of some six-digit codes are on file. One statement. */
export async function knownHsCodes(ctx: Pick<Ctx, 'tx'>, codes: readonly string[]): Promise<Set<string>> {
  return new Set((await subheadings(ctx.tx, codes)).map(({ code }) => code));
}

/** The whole nomenclature as it is on file, in its order. */
export async function hsNomenclature(ctx: Pick<Ctx, 'tx'>): Promise<HsEntry[]> {
  return (await allHs(ctx.tx)).map(hsEntry);
}

export function hsEntry(row: HsRow): HsEntry {
  return {
    code: row.code,
    level: row.level,
    title: { en: row.title_en, zh: row.title_zh, ru: row.title_ru },
    title_source: row.title_source,
    unit: row.unit,
    direction: row.direction,
  };
}
