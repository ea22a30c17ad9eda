import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { quotesQuery } from '../../api/deal-parts.ts';
import type { Deal, DealAction } from '../../api/deals.ts';
import { useCommand } from '../../api/use-command.ts';
import { parseAmount } from '../../format/money.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Money } from '../../parts/reading.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Facts, Note } from '../../parts/section.tsx';
import styles from './deal.module.css';

const disputeReasons = ['damaged', 'missing', 'not_as_described', 'late'];
const amountFields = ['claim', 'to_buyer'];

/** Asks for what the action needs, says what will happen, and does it. */
export function ActionForm({
  deal,
  action,
  name,
  done,
}: {
  deal: Deal;
  action: DealAction;
  name: string;
  done: () => void;
}): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  const command = useCommand(done);
  const needsQuote = action.needs.includes('quote_number');
  const quotes = useQuery({ ...quotesQuery(deal.deal_id), enabled: needsQuote });
  const newest = quotes.data?.items[0];
  const [values, setValues] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const currency = deal.terms?.price.currency ?? 'CNY';
  const asked = action.needs.filter((need) => need !== 'quote_number');
  const set = (field: string, value: string): void => setValues((old) => ({ ...old, [field]: value }));

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body: Record<string, unknown> = {};
    const found: Record<string, string> = {};
    for (const field of asked) {
      const text = (values[field] ?? '').trim();
      if (amountFields.includes(field)) {
        const amount = parseAmount(text, reader);
        if (amount === undefined) found[field] = t('wrong.amount');
        else body[field] = { amount, currency };
      } else if (isChoice(action.action, field)) body[field] = text || disputeReasons[0];
      else if (text.length < 3) found[field] = t('wrong.too_short');
      else body[field] = text;
    }
    if (needsQuote) body.quote_number = newest?.quote_number;
    setWrong(found);
    if (Object.keys(found).length === 0) command.mutate({ method: action.method, path: action.path, body });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>{t(`explain.${action.action}`, { defaultValue: '' })}</p>
      <Facts
        rows={[
          [t('deal'), deal.number],
          ...(needsQuote && newest
            ? ([
                [t('quote_number'), String(newest.quote_number)],
                [t('price'), <Money key="p" of={newest.terms.price} />],
              ] as [string, ReactNode][])
            : deal.terms
              ? ([[t('price'), <Money key="p" of={deal.terms.price} />]] as [string, ReactNode][])
              : []),
        ]}
      />
      {newest?.expired && <Note>{t('expired')}</Note>}
      {asked.map((field) =>
        isChoice(action.action, field) ? (
          <NativeSelect
            key={field}
            label={t(`field.${field}`)}
            value={values[field] ?? ''}
            onChange={(event) => set(field, event.currentTarget.value)}
            data={disputeReasons.map((value) => ({ value, label: t(`dispute.${value}`) }))}
          />
        ) : amountFields.includes(field) ? (
          <TextInput
            key={field}
            label={`${t(`field.${field}`)}, ${currency}`}
            inputMode="decimal"
            required
            value={values[field] ?? ''}
            error={wrong[field]}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        ) : (
          <Textarea
            key={field}
            label={t(`field.${field}`, { defaultValue: field })}
            required
            minRows={2}
            maxLength={field === 'description' ? 2000 : 500}
            value={values[field] ?? ''}
            error={wrong[field]}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        ),
      )}
      {command.error && <RefusalCard error={command.error} />}
      <Button type="submit" loading={command.isPending} disabled={needsQuote && !newest}>
        {name}
      </Button>
    </form>
  );
}

function isChoice(action: string, field: string): boolean {
  return action === 'open-dispute' && field === 'reason';
}
