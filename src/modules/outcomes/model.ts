import { type Static, Type } from 'typebox';
import { Nullable } from '../../platform/index.ts';

/** Names of projects and outcomes in the address of their page. */
export const Slug = Type.String({ pattern: '^[a-z0-9-]{3,60}$' });

const Titles = Type.Object({ en: Type.String(), zh: Type.String(), ru: Type.String() });

/** A project with Chinese participation. Null is unknown, never zero. */
export const Project = Type.Object({
  project_id: Slug,
  title: Titles,
  countries: Type.Array(Type.String()),
  sector: Type.String(),
  investor: Nullable(Type.String()),
  /** Whole US dollars as printed; `value_note` says "over", "up to". */
  value_usd: Nullable(Type.String()),
  value_note: Nullable(Type.String()),
  first_year: Nullable(Type.Integer()),
  last_year: Nullable(Type.Integer()),
  timing: Nullable(Type.String()),
  stage: Type.String(),
  status: Type.String(),
  evidence: Type.Array(Type.String()),
});
export type Project = Static<typeof Project>;

/** Something a summit, or a pair of governments, announced. */
export const SummitOutcome = Type.Object({
  outcome_id: Slug,
  summit: Type.String(),
  title: Titles,
  countries: Type.Array(Type.String()),
  target: Nullable(Type.String()),
  unit: Nullable(Type.String()),
  due_year: Nullable(Type.Integer()),
  status: Type.String(),
  note: Nullable(Type.String()),
  /** The series of the bilateral table that measures it. */
  indicator: Nullable(Type.Object({ reporter: Type.String(), partner: Type.String(), flow: Type.String() })),
  evidence: Type.Array(Type.String()),
});
export type SummitOutcome = Static<typeof SummitOutcome>;

export const sectors = [
  'connectivity',
  'equipment-manufacturing',
  'green-minerals',
  'modern-agriculture',
  'energy',
  'utilities',
  'industry',
  'chemicals',
] as const;
export const summits = ['xian-2023', 'astana-2025', 'standing', 'bilateral'] as const;

/** Several references in one cell stand between semicolons. */
export function referencesIn(source: string): string[] {
  return [
    ...new Set(
      source
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
}
