import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewestChange } from '../../api/changes.ts';
import type { Overview } from '../../api/statistics.ts';
import { formatDay, formatPeriod } from '../../format/date.ts';
import { useReader } from '../../i18n/reader.tsx';
import { DemoMark, Section } from '../../parts/section.tsx';
import { PartnerChanges } from '../observatory/change-tables.tsx';
import { useSourceName } from '../observatory/use-observatory-choices.ts';
import styles from './overview.module.css';

/** The last revisions of the store: what each changed, and by how much for whom. */
export function ChangesSection({ changes, catalogue }: Pick<Overview, 'changes' | 'catalogue'>): ReactNode {
  const { t } = useTranslation('statistics');
  const reader = useReader();
  const written = catalogue.last_written;
  return (
    <Section
      title={t('changes.title')}
      aside={changes.length > 0 && <Link to="/statistics/changes">{t('changes.more')}</Link>}
    >
      {changes.length === 0 && (
        <p>
          {t('changes.none', { count: catalogue.vintages })}{' '}
          {written && t('changes.written', { day: formatDay(written, reader) })}
        </p>
      )}
      <div className={styles.changes}>
        {changes.map((change) => (
          <Revision key={`${change.source} ${change.period}`} change={change} />
        ))}
      </div>
    </Section>
  );
}

function Revision({ change }: { change: NewestChange }): ReactNode {
  const { t } = useTranslation('statistics');
  const reader = useReader();
  const sourceName = useSourceName();
  const { source, period, before, after, counts, partners, demo } = change;
  return (
    <section>
      <h3>
        <Link to="/statistics/changes" search={{ source, period, as_of: after.created_at.slice(0, 10) }}>
          {sourceName(source)}, {formatPeriod(period, reader)}
        </Link>{' '}
        {demo && <DemoMark />}
      </h3>
      <p className="small dimmed">
        {t('changes.between', { after: after.vintage, before: before.vintage })}:{' '}
        {t('changes.counts', { ...counts })}
      </p>
      {partners.length > 0 && <PartnerChanges rows={partners} />}
    </section>
  );
}
