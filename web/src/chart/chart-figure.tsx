import { type ReactNode, type RefObject, Suspense, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../parts/loading.tsx';
import styles from './chart.module.css';

/** What a chart is saved as. */
type SavedRows = readonly (readonly (string | number | null)[])[];

const DRAWN_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** The pictures of a figure; one who presses before the chart is drawn gets it when it is. */
async function untilDrawn(body: RefObject<HTMLElement | null>): Promise<SVGSVGElement[]> {
  for (let waited_ms = 0; ; waited_ms += LOOK_EVERY_MS) {
    const drawn = [...(body.current?.querySelectorAll<SVGSVGElement>('[role="img"] svg') ?? [])];
    if (drawn.length > 0 || waited_ms >= DRAWN_WITHIN_MS) return drawn;
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  }
}

/**
 * A chart with its twin: a sentence as title, chart or table by the address, the figures as CSV, the picture as
 * PNG and SVG, the address to cite, how it was computed, and where the figures come from.
 */
export function ChartFigure({
  title,
  view,
  setView,
  csv,
  rows,
  name = 'sauda-chart',
  chart,
  table,
  formula,
  source,
}: {
  title: string;
  view: 'chart' | 'table';
  setView: (view: 'chart' | 'table') => void;
  /** Address of the figures as CSV; or the rows to write it from. */
  csv?: string;
  rows?: SavedRows;
  /** Of saved files. */
  name?: string;
  chart: ReactNode;
  table: ReactNode;
  formula?: ReactNode;
  source: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    const drawn = await untilDrawn(body);
    const { saveChart } = await import('./save-chart.ts');
    for (const [index, picture] of drawn.entries())
      await saveChart(picture, title, drawn.length > 1 ? `${name}-${index + 1}` : name, kind);
  };
  const saveRows = async (kept: SavedRows): Promise<void> => {
    const { saveCsv } = await import('./save-chart.ts');
    saveCsv(kept, name);
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <section className={styles.figure} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        <div className={styles.tools}>
          <fieldset className={styles.tabs}>
            <legend className="visually-hidden">{t('view.label')}</legend>
            {(['chart', 'table'] as const).map((kind) => (
              <button key={kind} type="button" aria-pressed={view === kind} onClick={() => setView(kind)}>
                {t(`view.${kind}`)}
              </button>
            ))}
          </fieldset>
        </div>
      </div>
      <div ref={body}>
        <Suspense fallback={<Loading rows={8} />}>{view === 'chart' ? chart : table}</Suspense>
      </div>
      <div className={styles.take}>
        {csv && (
          <a href={csv} download>
            {t('csv')}
          </a>
        )}
        {rows && (
          <button type="button" onClick={() => void saveRows(rows)}>
            {t('csv')}
          </button>
        )}
        {view === 'chart' &&
          (['png', 'svg'] as const).map((kind) => (
            <button key={kind} type="button" onClick={() => void save(kind)}>
              {t(`save.${kind}`)}
            </button>
          ))}
        <button type="button" onClick={copy}>
          {t('permalink')}
        </button>
        <span role="status" aria-live="polite">
          {copied && t('copied')}
        </span>
      </div>
      <div className={styles.source}>{source}</div>
      {formula && (
        <details className={styles.source}>
          <summary>{t('how_computed')}</summary>
          {formula}
        </details>
      )}
    </section>
  );
}
