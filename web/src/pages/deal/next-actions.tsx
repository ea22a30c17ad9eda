import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deal, DealAction } from '../../api/deals.ts';
import { plain } from '../../parts/status-badge.tsx';
import { ActionForm } from './action-form.tsx';
import styles from './deal.module.css';
import { OfferForm } from './offer-form.tsx';
import { TaskList, useTasks } from './tasks.tsx';

/** What a deal waits for while a day is set, in other words than without. */
const clocked: Record<string, string> = { accepted: 'retained', delivered: 'handed' };

/** What the reader can do now; what the deal waits for stands first and is filled. */
export function NextActions({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const [chosen, setChosen] = useState<DealAction>();
  const [done, setDone] = useState<string>();
  const tasks = useTasks(deal);
  const actions = [...deal.actions].sort((a, b) => Number(b.awaited) - Number(a.awaited));
  const nameOf = (action: string): string =>
    action === 'decline-quote' && deal.state === 'requested'
      ? t('action.decline-request', { ns: 'terms' })
      : t(`action.${action}`, { ns: 'terms', defaultValue: plain(action) });
  const finish = (action: string): void => {
    setChosen(undefined);
    setDone(nameOf(action));
  };
  const final = ['closed', 'lapsed', 'declined', 'cancelled'].includes(deal.state);
  return (
    <section className={styles.next} aria-labelledby="next-title">
      <h2 id="next-title">{t('next')}</h2>
      <p>
        {tasks.length > 0 || actions.some((action) => action.awaited)
          ? t('next_you')
          : final
            ? t('next_nothing')
            : t(`waits.${(deal.next_deadline && clocked[deal.state]) || deal.state}`, {
                defaultValue: t('next_others'),
              })}
      </p>
      <TaskList tasks={tasks} />
      {actions.length > 0 && (
        <div className={styles.buttons}>
          {actions.map((action) => (
            <Button
              key={action.action}
              variant={action.awaited ? 'filled' : 'default'}
              onClick={() => {
                setDone(undefined);
                setChosen(action);
              }}
            >
              {nameOf(action.action)}
            </Button>
          ))}
        </div>
      )}
      <div role="status" aria-live="polite">
        {done && t('done_action', { action: done })}
      </div>
      <Modal
        opened={chosen !== undefined}
        onClose={() => setChosen(undefined)}
        title={chosen ? nameOf(chosen.action) : ''}
        size={chosen?.needs.includes('offer') ? 'xl' : 'md'}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        {chosen?.needs.includes('offer') ? (
          <OfferForm deal={deal} action={chosen} done={() => finish(chosen.action)} />
        ) : chosen ? (
          <ActionForm
            deal={deal}
            action={chosen}
            name={nameOf(chosen.action)}
            done={() => finish(chosen.action)}
          />
        ) : null}
      </Modal>
    </section>
  );
}
