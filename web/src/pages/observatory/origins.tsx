import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Origin } from '../../api/observatory.ts';
import { DemoMark } from '../../parts/section.tsx';

const SHOWN = 24;

/** Unit, and each file the figures came from with its vintage, hash and publisher. */
export function Origins({ origins, unit }: { origins: Origin[]; unit: string }): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const files = [
    ...new Map(origins.map((origin) => [`${origin.file_hash} ${origin.source_url}`, origin])).values(),
  ];
  return (
    <>
      <p>
        {t('unit_line', { ns: 'statistics', unit })} · {t('gap_line', { ns: 'statistics' })}{' '}
        {t('open_points', { ns: 'statistics' })}
      </p>
      <details>
        <summary>{t('files', { count: files.length })}</summary>
        <ul>
          {files.slice(0, SHOWN).map((file) => (
            <li key={`${file.file_hash} ${file.source_url}`}>
              {t(`source_name.${file.source}`, { ns: 'statistics', defaultValue: file.source })}{' '}
              {file.source.endsWith('-demo') && <DemoMark />} · {file.vintage} ·{' '}
              <span className="mono">{file.file_hash.slice(0, 12)}</span>
              {file.source_url && (
                <>
                  {' · '}
                  <a href={file.source_url} target="_blank" rel="noreferrer">
                    {file.source_url.replace(/^https?:\/\/([^/]+).*$/, '$1')}
                  </a>
                </>
              )}
              {file.converted && <> · {file.converted}</>}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
