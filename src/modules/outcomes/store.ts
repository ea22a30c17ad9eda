import type { Tx } from '../../platform/index.ts';
import type { Project, SummitOutcome } from './model.ts';

const evidenceOf = (kind: 'project' | 'outcome', id: string) =>
  `array(select e.reference from outcomes.evidence e
     where e.subject_kind = '${kind}' and e.subject = ${id} order by e.reference) as evidence`;

const titles = `jsonb_build_object('en', title_en, 'zh', title_zh, 'ru', title_ru) as title`;

const projectColumns = `project_id, ${titles}, countries, sector, investor, value_usd::text, value_note, first_year,
  last_year, timing, stage, status, ${evidenceOf('project', 'project_id')}`;

export function listProjects(
  tx: Tx,
  f: { country: string | null; sector: string | null; after: string | null; limit: number },
): Promise<Project[]> {
  return tx.rows<Project>(
    `select ${projectColumns} from outcomes.project
     where ($1::text is null or $1 = any (countries)) and ($2::text is null or sector = $2)
       and ($3::text is null or project_id > $3)
     order by project_id limit $4`,
    [f.country, f.sector, f.after, f.limit + 1],
  );
}

export function findProject(tx: Tx, project_id: string): Promise<Project | undefined> {
  return tx.maybe<Project>(`select ${projectColumns} from outcomes.project where project_id = $1`, [
    project_id,
  ]);
}

export function listOutcomes(
  tx: Tx,
  f: { summit: string | null; after: string | null; limit: number },
): Promise<SummitOutcome[]> {
  return tx.rows<SummitOutcome>(
    `select outcome_id, summit, ${titles}, countries, target::text, unit, due_year, status, note,
       case when indicator is not null then jsonb_build_object('reporter', split_part(indicator, ' ', 1),
         'partner', split_part(indicator, ' ', 2), 'flow', split_part(indicator, ' ', 3)) end as indicator,
       ${evidenceOf('outcome', 'outcome_id')}
     from outcomes.outcome
     where ($1::text is null or summit = $1) and ($2::text is null or outcome_id > $2)
     order by outcome_id limit $3`,
    [f.summit, f.after, f.limit + 1],
  );
}

export async function replaceEvidence(
  tx: Tx,
  rows: readonly { subject_kind: string; subject: string; reference: string }[],
): Promise<void> {
  await tx.run('delete from outcomes.evidence');
  await tx.run(
    `insert into outcomes.evidence (subject_kind, subject, reference)
     select subject_kind, subject, reference from jsonb_populate_recordset(null::outcomes.evidence, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** False when the deal is linked to the project already. */
export async function insertLink(
  tx: Tx,
  link: { deal_id: string; project_id: string; parties: string[]; linked_by: string; at: Date },
): Promise<boolean> {
  const inserted = await tx.run(
    `insert into outcomes.project_deal (deal_id, project_id, parties, linked_by, linked_at)
     values ($1, $2, $3::uuid[], $4, $5) on conflict do nothing`,
    [link.deal_id, link.project_id, link.parties, link.linked_by, link.at],
  );
  return inserted === 1;
}

/** Deals linked to a project, as far as the reader takes part in them, newest first. */
export function linkedDeals(
  tx: Tx,
  project_id: string,
  limit: number,
): Promise<{ deal_id: string; linked_at: Date }[]> {
  return tx.rows(
    `select deal_id, linked_at from outcomes.project_deal where project_id = $1
     order by linked_at desc, deal_id limit $2`,
    [project_id, limit],
  );
}
