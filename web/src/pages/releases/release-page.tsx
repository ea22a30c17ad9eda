import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Release, type ReleaseWords, releaseFile, releaseQuery } from '../../api/releases.ts';
import { formatDay, formatInstantDay, formatPeriod } from '../../format/date.ts';
import { formatNumber } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import parts from '../../parts/parts.module.css';
import { DemoMark, Note, PageHead, Section } from '../../parts/section.tsx';
import { StatisticsTabs } from '../observatory/statistics-tabs.tsx';
import styles from './releases.module.css';

/** One release as it was published, in the reader's language where it has it, with all its files. */
export function ReleasePage(): ReactNode {
  const { t } = useTranslation('releases');
  const reader = useReader();
  const { period } = useParams({ from: '/releases/$period' });
  const query = useQuery(releaseQuery(period));
  const name = formatPeriod(period, reader);
  const words = query.data?.pages.find((p) => p.language === reader.locale) ?? query.data?.pages[0];
  return (
    <>
      <PageHead title={words?.title ?? name}>
        {query.data?.release.demo && (
          <p>
            <DemoMark />
          </p>
        )}
        {query.data && (
          <p className="dimmed">
            {t('number', { number: query.data.release.number })} ·{' '}
            {t('as_of', { day: formatDay(query.data.release.as_of, reader) })}
          </p>
        )}
      </PageHead>
      <StatisticsTabs />
      <Answer query={query}>
        {({ release }) => (
          <>
            {words && <Published release={release} words={words} />}
            <Files release={release} />
          </>
        )}
      </Answer>
    </>
  );
}

function Published({ release, words }: { release: Release; words: ReleaseWords }): ReactNode {
  const { t } = useTranslation('releases');
  const reader = useReader();
  const { language, revisions, confidentiality } = words;
  return (
    <div lang={language} className={styles.published}>
      {language !== reader.locale && <Note>{t('language_note')}</Note>}
      {words.sentences.map((sentence) => (
        <p key={sentence} className={styles.sentence}>
          {sentence}
        </p>
      ))}
      <div className={styles.charts}>
        {words.charts.map((chart) => (
          <a key={chart.id} href={releaseFile(release, `${chart.id}.${language}.svg`)}>
            <img src={releaseFile(release, `${chart.id}.${language}.svg`)} alt={chart.title} />
          </a>
        ))}
      </div>
      {words.tables.map((table) => (
        <Section key={table.id} title={table.title}>
          {table.demo && <Note>{table.demo}</Note>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved with the keyboard */}
          <section className={parts.tableWrap} tabIndex={0} aria-label={table.title}>
            <table className={parts.table}>
              <thead>
                <tr>
                  {table.head.map((cell, at) => (
                    <th key={cell} scope="col" className={at < table.stubs ? undefined : parts.end}>
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map((row) => (
                  <tr key={row.slice(0, table.stubs).join(' ')}>
                    {row.map((cell, at) => {
                      const key = table.head[at] ?? '';
                      return at < table.stubs ? (
                        <th key={key} scope="row">
                          {cell}
                        </th>
                      ) : (
                        <td key={key} className={parts.end}>
                          {cell}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <p className="dimmed small">
            {table.sources.join('; ')} <a href={releaseFile(release, `table-${table.id}.csv`)}>CSV</a>
          </p>
        </Section>
      ))}
      {words.notes.map((note) => (
        <p key={note} className="dimmed">
          {note}
        </p>
      ))}
      <Section title={revisions.title}>
        <p>{revisions.text}</p>
        {revisions.items.length > 0 && (
          <ul>
            {revisions.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
      </Section>
      {confidentiality && (
        <Section title={confidentiality.title}>
          <p>{confidentiality.text}</p>
        </Section>
      )}
    </div>
  );
}

function Files({ release }: { release: Release }): ReactNode {
  const { t } = useTranslation('releases');
  const reader = useReader();
  const earlier = release.numbers.filter((n) => n.number !== release.number);
  return (
    <Section title={t('files')}>
      <p>{t('verify')}</p>
      <ul className={styles.files}>
        {release.files.map((file) => (
          <li key={file.name}>
            <a href={releaseFile(release, file.name)}>{file.name}</a>{' '}
            <span className="dimmed small">{formatNumber(Math.ceil(file.bytes / 1000), reader)} kB</span>
          </li>
        ))}
      </ul>
      {earlier.length > 0 && (
        <>
          <h3>{t('numbers')}</h3>
          <ul>
            {earlier.map((one) => (
              <li key={one.number}>
                <a href={releaseFile(one, 'index.html')}>{t('number', { number: one.number })}</a>,{' '}
                {t('published', { day: formatInstantDay(one.published_at, reader) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
