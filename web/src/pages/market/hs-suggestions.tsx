import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type HsClassification, type HsSuggestion, nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Note } from '../../parts/section.tsx';
import styles from './market.module.css';

/** Codes that a description may name, why, and what each is confused with; says when it is not sure. */
export function HsSuggestions({
  of: { suggestions, unsure, not_understood },
  choose,
}: {
  of: HsClassification;
  choose: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  return (
    <>
      {unsure.length > 0 && suggestions.length > 0 && (
        <Note tone="attention">
          {t('hs.unsure')}{' '}
          {unsure.map((why) => t(`hs.unsure_${why}`, { words: not_understood.join(', ') })).join(' ')}
        </Note>
      )}
      <ul className={styles.codes} aria-label={t('hs.list')}>
        {suggestions.map((one) => (
          <li key={one.code}>
            <Button variant="default" fullWidth justify="flex-start" onClick={() => choose(one.code)}>
              <span className="figures">{one.code}</span>&ensp;{nameIn(one.title, reader.locale)}
            </Button>
            <div className="small dimmed">{t('hs.because', { words: wordsOf(one) })}</div>
            <Confusable of={one} choose={choose} />
          </li>
        ))}
      </ul>
    </>
  );
}

const wordsOf = ({ reasons }: HsSuggestion): string =>
  [...new Set(reasons.map((reason) => reason.word))].join(', ');

/** Neighbours with what tells them apart; those of which nothing is known say nothing. */
function Confusable({ of: one, choose }: { of: HsSuggestion; choose: (code: string) => void }): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const told = one.neighbours.filter((other) => other.difference);
  if (told.length === 0) return null;
  return (
    <details className="small">
      <summary>{t('hs.confused', { count: told.length })}</summary>
      <ul>
        {told.map((other) => (
          <li key={other.code}>
            <Button variant="transparent" size="compact-sm" px={0} onClick={() => choose(other.code)}>
              {other.code} {nameIn(other.title, reader.locale)}
            </Button>{' '}
            {other.difference && nameIn(other.difference, reader.locale)}
          </li>
        ))}
      </ul>
    </details>
  );
}
