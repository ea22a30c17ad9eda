import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hsQuery, nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { GoodsSeries } from './goods-series.tsx';
import styles from './observatory.module.css';
import { StatisticsTabs } from './statistics-tabs.tsx';

/** One code of the Harmonized System: its place in the nomenclature, and its trade. */
export function ProductPage(): ReactNode {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const { hs } = useParams({ from: '/statistics/products/$hs' });
  const product = useQuery(hsQuery(hs));
  return (
    <Answer query={product}>
      {({ entry, above, below }) => (
        <>
          <PageHead title={`HS ${entry.code}: ${nameIn(entry.title, reader.locale)}`}>
            <nav className="small" aria-label={t('product.above')}>
              {above.map((up) => (
                <span key={up.code}>
                  <ProductLink code={up.code} title={nameIn(up.title, reader.locale)} /> ›{' '}
                </span>
              ))}
            </nav>
          </PageHead>
          <StatisticsTabs />
          <GoodsSeries goods={{ commodity: entry.code }} name={`sauda-hs-${entry.code}`} />
          {below.length > 0 && (
            <Section title={t('product.below')}>
              <ul className={styles.cards}>
                {below.map((down) => (
                  <li key={down.code}>
                    <ProductLink code={down.code} title={nameIn(down.title, reader.locale)} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </>
      )}
    </Answer>
  );
}

/** Sections have Roman numbers and no figures of their own; they are named only. */
function ProductLink({ code, title }: { code: string; title: string }): ReactNode {
  if (!/^(\d{2}|\d{4}|\d{6})$/.test(code)) return title;
  return (
    <Link to="/statistics/products/$hs" params={{ hs: code }}>
      <span className="figures">{code}</span> {title}
    </Link>
  );
}
