import { type ReactNode, useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './parts.module.css';

/** The head of a page: its one first-level heading, which is also the title of the window. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  useEffect(() => {
    document.title = title === 'Sauda' ? title : `${title} · Sauda`;
  }, [title]);
  return (
    <div className={styles.pageHead}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

export function Section({
  title,
  aside,
  id,
  children,
}: {
  title: string;
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}): ReactNode {
  const own = useId();
  const heading = id ? `${id}-title` : own;
  // Who comes for this part of a page comes before it is there: it is drawn when its facts have arrived.
  useEffect(() => {
    if (id && window.location.hash === `#${id}`) document.getElementById(id)?.scrollIntoView();
  }, [id]);
  return (
    <section id={id} className={styles.section} aria-labelledby={heading}>
      <div className={styles.sectionHead}>
        <h2 id={heading}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Nothing is there: why, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className={styles.empty}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}

export function Note({
  tone = 'attention',
  children,
}: {
  tone?: 'attention' | 'active' | 'done';
  children: ReactNode;
}): ReactNode {
  return (
    <div className={styles.note} data-tone={tone}>
      {children}
    </div>
  );
}

/** Marks a figure or record as coming from demonstration deals. */
export function DemoMark(): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={styles.demo} title={t('demo.why')}>
      {t('demo.mark')}
    </span>
  );
}

/** Facts as term and value, in as many columns as fit; a value that is not known says so. */
export function Facts({ rows }: { rows: [term: string, value: ReactNode][] }): ReactNode {
  const { t } = useTranslation();
  return (
    <dl className={styles.facts}>
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value ?? <span className="dimmed">{t('unknown')}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
