import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasBegun, type Meeting, type SeenDay, timeOf } from '../../api/days.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import parts from '../../parts/parts.module.css';
import { Instant } from '../../parts/reading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import { BySlot } from './by-slot.tsx';
import styles from './days.module.css';

/** For the institution, once its day has begun: what both sides said of each meeting, and its own word on it. */
export function OutcomesSection({ day }: { day: SeenDay }): ReactNode {
  const { t } = useTranslation('days');
  return (
    <div className={styles.screenOnly}>
      <Section title={t('outcomes')}>
        <p className="dimmed">{t('outcomes.about')}</p>
        <div className={parts.onlyWide}>
          <WideTable
            caption={t('outcomes')}
            rows={day.meetings}
            keyOf={(m) => `${m.slot} ${m.table_no}`}
            columns={[
              {
                id: 'pair',
                header: `${t('col.buyer')} – ${t('col.seller')}`,
                title: true,
                cell: (m) => `${m.buyer_name} – ${m.seller_name}`,
              },
              {
                id: 'slot',
                header: t('col.slot'),
                cell: (m) => <span className="figures">{timeOf(day, m.slot)}</span>,
              },
              { id: 'table', header: t('col.table'), end: true, cell: (m) => m.table_no },
              { id: 'outcome', header: t('col.outcome'), cell: (m) => <Said of={m} /> },
              { id: 'next', header: t('col.next'), cell: (m) => <Say day={day} of={m} /> },
            ]}
          />
        </div>
        <BySlot
          day={day}
          meetings={day.meetings}
          mark={(m) => t(`${m.institution_outcome ? 'see' : 'outcome'}.${m.institution_outcome ?? 'none'}`)}
        >
          {(m) => (
            <>
              <Said of={m} />
              <Say day={day} of={m} />
            </>
          )}
        </BySlot>
      </Section>
    </div>
  );
}

function Said({ of }: { of: Meeting }): ReactNode {
  const { t } = useTranslation('days');
  if (of.called_off_by) return <ToneBadge tone="refused">{t('called_off')}</ToneBadge>;
  return (
    <>
      {(['buyer', 'seller', 'institution'] as const).map((by) => (
        <div key={by}>
          {t(`outcome.by_${by}`)}{' '}
          {t(
            `${by === 'institution' && of.institution_outcome ? 'see' : 'outcome'}.${of[`${by}_outcome`] ?? 'none'}`,
          )}
        </div>
      ))}
      {of.institution_before.map(({ outcome, corrected_at }) => (
        <div key={corrected_at} className="small dimmed">
          {t('see.before', { outcome: t(`see.${outcome}`) })} <Instant at={corrected_at} />
        </div>
      ))}
    </>
  );
}

function Say({ day, of }: { day: SeenDay; of: Meeting }): ReactNode {
  const { t } = useTranslation('days');
  if (of.called_off_by || !hasBegun(day, of.slot)) return null;
  const said = of.institution_outcome;
  const commands = (['welcome', 'declined', 'not_held'] as const)
    .filter((outcome) => outcome !== said)
    .map((outcome) => ({
      name: said ? t('see.correct', { outcome: t(`see.${outcome}`) }) : t(`see.${outcome}`),
      explain: said
        ? `${t(`see.explain.${outcome}`)} ${t('see.correct_explain')}`
        : t(`see.explain.${outcome}`),
      method: 'POST',
      path: `/matchmaking-days/${day.day_id}/outcomes`,
      fields: [],
      fixed: { slot: of.slot, table_no: of.table_no, outcome, ...(said ? { replaces: said } : {}) },
    }));
  if (!said) return <CommandButtons commands={commands} />;
  return (
    <details>
      <summary>{t('see.correct_title')}</summary>
      <CommandButtons commands={commands} />
    </details>
  );
}
