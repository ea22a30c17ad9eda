import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../parts/loading.tsx';
import styles from './chart.module.css';

/** A chart with its twin: a sentence as title, chart or table by the address, CSV, and where the figures come from. */
export function ChartFigure({
  title,
  view,
  setView,
  csv,
  chart,
  table,
  source,
}: {
  title: string;
  view: 'chart' | 'table';
  setView: (view: 'chart' | 'table') => void;
  csv?: string;
  chart: ReactNode;
  table: ReactNode;
  source: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <section className={styles.figure} aria-labelledby="chart-title">
      <div className={styles.head}>
        <h2 id="chart-title">{title}</h2>
        <div className={styles.tools}>
          <fieldset className={styles.tabs}>
            <legend className="visually-hidden">{t('view.label')}</legend>
            {(['chart', 'table'] as const).map((kind) => (
              <button key={kind} type="button" aria-pressed={view === kind} onClick={() => setView(kind)}>
                {t(`view.${kind}`)}
              </button>
            ))}
          </fieldset>
          {csv && (
            <a href={csv} download>
              {t('csv')}
            </a>
          )}
        </div>
      </div>
      <Suspense fallback={<Loading rows={8} />}>{view === 'chart' ? chart : table}</Suspense>
      <div className={styles.source}>{source}</div>
    </section>
  );
}
