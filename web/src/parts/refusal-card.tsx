import { Button } from '@mantine/core';
import { IconCircleX } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, ProblemError } from '../api/problem.ts';
import styles from './parts.module.css';
import { RefusalFacts, useShownParams } from './refusal-facts.tsx';

/** What is wrong, where, by which rule, and what to do next; in the reader's language where we have the words. */
export function RefusalCard({ error, retry }: { error: unknown; retry?: () => void }): ReactNode {
  const { t } = useTranslation(['refusals', 'common']);
  const path = useRouterState({ select: (state) => state.location.href });
  const problem = asProblem(error);
  const params = useShownParams()(problem.params ?? {});
  const words = { ...params, defaultValue: problem.title };
  const next = t(`${problem.code}.next`, { ...params, defaultValue: problem.next ?? '' });
  return (
    <div role="alert" className={styles.refusal}>
      <h3>
        <IconCircleX size={20} aria-hidden />
        <span>{t(`${problem.code}.title`, words)}</span>
      </h3>
      {problem.params && <RefusalFacts code={problem.code} params={problem.params} />}
      {(problem.errors?.length ?? 0) > 0 && (
        <ul>
          {problem.errors?.map((item) => (
            <li key={item.path + item.code}>
              <span className="mono">{item.path}</span>{' '}
              {t(`field_error.${item.code}`, { ns: 'common', defaultValue: item.message })}
            </li>
          ))}
        </ul>
      )}
      {next && (
        <p>
          <strong>{t('refusal.next')}</strong> {next}
        </p>
      )}
      <div className={styles.refusalFoot}>
        {problem.status === 401 && (
          <Link to="/sign-in" search={{ next: path }}>
            {t('nav.sign_in')}
          </Link>
        )}
        {retry && (
          <Button size="compact-sm" variant="default" onClick={retry}>
            {t('again')}
          </Button>
        )}
        <span className="dimmed">
          {t('refusal.rule')} <span className="mono">{problem.code}</span>
        </span>
        {problem.request_id && (
          <span className="dimmed">
            {t('refusal.request')} <span className="mono">{problem.request_id}</span>
          </span>
        )}
      </div>
    </div>
  );
}

function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    type: 'about:blank',
    title: error instanceof Error ? error.message : String(error),
    status: 0,
    code: 'web.broken',
  };
}
