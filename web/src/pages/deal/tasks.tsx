import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { declarationsQuery } from '../../api/deal-parts.ts';
import type { Deal } from '../../api/deals.ts';
import { useSession } from '../../api/session.ts';
import { declarationTask } from './declaration-commands.ts';

/** What waits for the reader in other parts of the page: declarations to lodge, correct or decide, moves to report. */
export function useTasks(deal: Deal): { href: string; text: string }[] {
  const { t } = useTranslation('deal');
  const me = useSession()?.organisation?.org_id;
  const declarations = useQuery({ ...declarationsQuery(deal.deal_id), retry: false });
  const tasks = (declarations.data?.items ?? []).flatMap((d) => {
    const task = declarationTask(d, me);
    return task ? [{ href: '#declarations', text: t(`task.${task}`, { direction: d.direction }) }] : [];
  });
  const carries = deal.my_roles.includes('carrier') && ['funded', 'shipped'].includes(deal.state);
  return carries ? [...tasks, { href: '#route', text: t('task.report') }] : tasks;
}

export function TaskList({ tasks }: { tasks: { href: string; text: string }[] }): ReactNode {
  if (tasks.length === 0) return null;
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {tasks.map((task) => (
        <li key={task.text}>
          <a href={task.href}>{task.text}</a>
        </li>
      ))}
    </ul>
  );
}
