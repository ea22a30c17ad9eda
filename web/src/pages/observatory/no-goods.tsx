import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem.ts';
import parts from '../../parts/parts.module.css';
import { Empty } from '../../parts/section.tsx';
import { useObservatoryChoices, useSourceName } from './use-observatory-choices.ts';

/** Nothing is on file for the question: said, not a fault of the page. */
export function isEmpty(error: unknown): boolean {
  return (
    error instanceof ProblemError &&
    ['statistics.no_figures', 'statistics.group_not_in_edition'].includes(error.problem.code)
  );
}

/** Stands where a source has no figures by goods: why, and where there are some. */
export function NoGoods({
  source,
  reporter,
  partner,
  ask,
}: {
  source: string;
  reporter: string;
  partner: string;
  ask: (source: string) => void;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics']);
  const { detailed } = useObservatoryChoices();
  const sourceName = useSourceName();
  const other = detailed !== source && detailed !== 'official';
  return (
    <Empty title={t('none', { ns: 'statistics' })}>
      {source === 'official' ? t('goods.totals_only') : t('other_choice')}{' '}
      {detailed === 'official' && t('goods.no_source')}
      <p className={parts.alone}>
        {other && (
          <>
            <Button
              variant="default"
              h="auto"
              py={6}
              styles={{ label: { whiteSpace: 'normal' } }}
              onClick={() => ask(detailed)}
            >
              {t('goods.ask', { source: sourceName(detailed) })}
            </Button>{' '}
          </>
        )}
        <Link to="/statistics/bilateral" search={{ reporter, partner }}>
          {t('goods.totals')}
        </Link>
      </p>
    </Empty>
  );
}
