import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Declaration, declarationsQuery } from '../../api/deal-parts.ts';
import { isHidden } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { CountryName, Deadline, Instant, Money } from '../../parts/reading.tsx';
import { Empty, Facts, Note, Section } from '../../parts/section.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';
import { AssessmentTable } from './assessment-table.tsx';
import styles from './deal.module.css';
import { declarantCommands, officerCommands } from './declaration-commands.ts';
import { MissingList } from './missing-list.tsx';
import { ReasonList } from './reason-list.tsx';

/** Both sides' declarations, checks and what was assessed, each line with rule, date, source and status. */
export function DeclarationsSection({ deal_id }: { deal_id: string }): ReactNode {
  const { t } = useTranslation('deal');
  const declarations = useQuery(declarationsQuery(deal_id));
  if (isHidden(declarations.error)) return null;
  return (
    <Section id="declarations" title={t('declarations')}>
      <Answer query={declarations}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('no_declarations')} />
          ) : (
            items.map((declaration) => (
              <DeclarationCard key={declaration.declaration_id} declaration={declaration} />
            ))
          )
        }
      </Answer>
    </Section>
  );
}

function DeclarationCard({ declaration: d }: { declaration: Declaration }): ReactNode {
  const me = useSession()?.organisation?.org_id;
  const { t } = useTranslation(['deal', 'terms']);
  const commands = [
    ...(me === d.declarant_org_id ? declarantCommands(d, t) : []),
    ...(me === d.customs_org_id ? officerCommands(d, t) : []),
  ];
  const failed = d.checks.filter((check) => !check.ok);
  return (
    <article className={styles.declaration}>
      <div className={styles.headLine}>
        <h3>
          {t(`direction.${d.direction}`, { ns: 'terms' })}, <CountryName code={d.country} />
        </h3>
        <StatusBadge kind="declaration" state={d.state} />
        {d.lane && <StatusBadge kind="lane" state={d.lane} />}
      </div>
      <Facts
        rows={[
          [
            t('declaration_number'),
            <span key="n" className="figures">
              {d.number}
            </span>,
          ],
          [
            t('statistical_value'),
            <span key="v">
              <Money of={d.statistical_value} /> ({d.statistical_basis})
            </span>,
          ],
          [t('due'), d.due ? <Money key="due" of={d.due} /> : null],
          [t('lodged_at'), <Instant key="l" at={d.lodged_at} />],
          d.released_at
            ? [t('released_at'), <Instant key="r" at={d.released_at} />]
            : [t('decide_by'), <Deadline key="d" at={d.decide_by} />],
        ]}
      />
      {d.reasons.length > 0 && (
        <Note>
          <strong>{t('refused_because')}</strong>
          <ReasonList reasons={d.reasons} />
        </Note>
      )}
      <CommandButtons commands={commands} />
      {d.lane_reasons.length > 0 && (
        <div>
          <span className="small dimmed">{t('lane_because')}</span>
          <ReasonList reasons={d.lane_reasons} />
        </div>
      )}
      {d.assessment && (
        <details className={styles.details} open={d.direction === 'import'}>
          <summary>{t('assessment')}</summary>
          {!d.assessment.complete && (
            <Note>
              <p>{t('assessment_incomplete')}</p>
              <MissingList missing={d.assessment.missing} />
            </Note>
          )}
          <AssessmentTable
            caption={t('assessment')}
            lines={d.assessment.lines}
            total={d.assessment.total}
            date={d.assessment.date}
          />
        </details>
      )}
      {d.checks.length > 0 && (
        <details className={styles.details}>
          <summary>{t('checks', { count: d.checks.length, failed: failed.length })}</summary>
          <ul className={styles.checks}>
            {d.checks.map((check) => (
              <li key={check.check}>
                <StatusBadge kind="check" state={check.ok ? 'ok' : 'failed'} />{' '}
                {t(`check_name.${check.check}`, { defaultValue: plain(check.check) })}
                {!check.ok && <ReasonList reasons={[check]} />}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
