import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimSets, claimsQuery, type Verdict } from '../../api/claims.ts';
import { Answer } from '../../parts/answer.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { ClaimCard, VerdictMark } from './claim-card.tsx';
import styles from './claims.module.css';
import { SentenceBox } from './sentence-box.tsx';

const verdicts: Verdict[] = ['reproduced', 'differs', 'cannot_be_checked'];

/** Published claims on the corridor's trade with their verdicts, and a box for sentences of one's own. */
export function ClaimsPage(): ReactNode {
  const { t } = useTranslation('claims');
  const sets = useQuery(claimsQuery);
  return (
    <>
      <PageHead title={t('title')}>
        <p className="dimmed">{t('about')}</p>
      </PageHead>
      <Section title={t('own_sentence')} id="sentence">
        <SentenceBox />
      </Section>
      <Answer query={sets} rows={8}>
        {(answer) => <Shipped answer={answer} />}
      </Answer>
    </>
  );
}

function Shipped({ answer }: { answer: ClaimSets }): ReactNode {
  const { t } = useTranslation('claims');
  const { verdict } = useSearch({ from: '/claims' });
  const navigate = useNavigate({ from: '/claims' });
  const all = answer.sets.flatMap(({ claims }) => claims);
  const chosen = verdicts.find((v) => v === verdict);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of toggles, not the fields of a form */}
      <div className={styles.filter} role="group" aria-label={t('filter')}>
        {verdicts.map((v) => (
          <button
            key={v}
            type="button"
            aria-pressed={chosen === v}
            onClick={() =>
              void navigate({ search: (old) => ({ ...old, verdict: chosen === v ? undefined : v }) })
            }
          >
            <VerdictMark verdict={v} count={all.filter((c) => c.verdict === v).length} />
          </button>
        ))}
      </div>
      {answer.sets.map(({ set, claims }) => {
        const shown = claims.filter((c) => !chosen || c.verdict === chosen);
        return (
          shown.length > 0 && (
            <Section key={set} title={t(`set.${set}`)} id={set}>
              <div className={styles.list}>
                {shown.map((claim) => (
                  <ClaimCard key={claim.id} claim={claim} />
                ))}
              </div>
            </Section>
          )
        );
      })}
    </>
  );
}
