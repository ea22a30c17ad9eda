import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem.ts';
import { hsQuery, nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';
import styles from './market.module.css';

/** A code that a refusal says has ended, and the codes that followed it; undefined for any other refusal. */
export function endedIn(
  problem: Problem | undefined,
  value: string,
): { code: string; edition: string; successors: string[] } | undefined {
  const { hs_code, edition, successors } = problem?.params ?? {};
  if (problem?.code !== 'catalogue.hs_ended' || hs_code !== value || !Array.isArray(successors))
    return undefined;
  return { code: value, edition: String(edition), successors: successors.map(String) };
}

/** The codes that followed one that has ended, each chosen by one press; the reader is brought here. */
export function HsSuccessors({
  of: { code, edition, successors },
  choose,
}: {
  of: { code: string; edition: string; successors: string[] };
  choose: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation('market');
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'center' });
    list.current?.querySelector('button')?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <p className="small">{t('hs.ended', { code, edition })}</p>
      <ul className={styles.codes} aria-label={t('hs.list')} ref={list}>
        {successors.map((one) => (
          <li key={one}>
            <Successor code={one} choose={choose} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Successor({ code, choose }: { code: string; choose: (code: string) => void }): ReactNode {
  const reader = useReader();
  const title = useQuery(hsQuery(code)).data?.entry.title;
  return (
    <Button variant="default" fullWidth justify="flex-start" onClick={() => choose(code)}>
      <span className="figures">{code}</span>&ensp;{title && nameIn(title, reader.locale)}
    </Button>
  );
}
