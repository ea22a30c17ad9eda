import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Origin } from '../../api/observatory.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { DemoMark } from '../../parts/section.tsx';
import { useSourceName } from './use-observatory-choices.ts';

const SHOWN = 24;

/** Unit, source and vintage, and each file the figures came from with its hash and publisher. */
export function Origins({
  origins,
  unit,
  overTime = false,
}: {
  origins: Origin[];
  unit: string;
  /** Of lines over time: what dotted lines and open points mean. */
  overTime?: boolean;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const sourceName = useSourceName();
  const reader = useReader();
  const files = [
    ...new Map(origins.map((origin) => [`${origin.file_hash} ${origin.source_url}`, origin])).values(),
  ];
  return (
    <>
      <p>
        {[
          t('unit_line', { ns: 'statistics', unit }),
          ...[...new Set(files.map((file) => file.source))].map(sourceName),
          t('vintage_line', { ns: 'statistics', vintages: newest(files) }),
        ].join(' · ')}
        {files.some((file) => file.source.endsWith('-demo')) && <DemoMark />}
      </p>
      {overTime && (
        <p>
          {t('gap_line', { ns: 'statistics' })} {t('open_points', { ns: 'statistics' })}
        </p>
      )}
      <details>
        <summary>{t('files', { count: files.length })}</summary>
        <ul>
          {files.slice(0, SHOWN).map((file) => (
            <li key={`${file.file_hash} ${file.source_url}`}>
              {sourceName(file.source)} {file.source.endsWith('-demo') && <DemoMark />} · {file.vintage} ·{' '}
              <span className="mono">{file.file_hash.slice(0, 12)}</span>
              {file.source_url && (
                <>
                  {' · '}
                  <a href={file.source_url} target="_blank" rel="noreferrer">
                    {file.source_url.replace(/^https?:\/\/([^/]+).*$/, '$1')}
                  </a>
                </>
              )}
              {file.conversion && (
                <>
                  {' · '}
                  {t('converted', { ...file.conversion, rate: formatDecimal(file.conversion.rate, reader) })}{' '}
                  ({file.conversion.source})
                </>
              )}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const SHOWN_VINTAGES = 3;

/** The newest vintages among the files, newest first; the list beneath has them all. */
function newest(files: readonly Origin[]): string {
  const vintages = [...new Set(files.map((file) => file.vintage))].sort().reverse();
  const more = vintages.length > SHOWN_VINTAGES ? ', …' : '';
  return vintages.slice(0, SHOWN_VINTAGES).join(', ') + more || '–';
}
