import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import parts from '../../parts/parts.module.css';
import { isPicked, type Picked, pickedFields, reasons } from './statement-filter.ts';

/** Picks entries by text, other side, amount, direction and kind; what is chosen stands in the address. */
export function StatementSearch({
  picked,
  pick,
}: {
  picked: Picked;
  pick: (picked: Picked) => void;
}): ReactNode {
  const { t } = useTranslation(['wallet', 'terms']);
  const apply = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const of = (name: string) => String(typed.get(name) ?? '').trim() || undefined;
    pick(Object.fromEntries(pickedFields.map((name) => [name, of(name)])));
  };
  return (
    <search>
      {/* Made anew when the address changes, so that the fields say what is applied. */}
      <form className={parts.filters} onSubmit={apply} key={JSON.stringify(picked)}>
        <TextInput name="text" label={t('pick_text')} maxLength={100} defaultValue={picked.text ?? ''} />
        <TextInput
          name="with"
          label={t('pick_with')}
          maxLength={60}
          defaultValue={picked.with ?? ''}
          pattern="[0-9a-f\-]{36}|[a-z]+(:[A-Z0-9]+)*:[A-Z]{3}"
          title={t('pick_with_hint')}
        />
        <TextInput
          name="least"
          label={t('pick_least')}
          inputMode="decimal"
          maxLength={20}
          defaultValue={picked.least ?? ''}
        />
        <TextInput
          name="most"
          label={t('pick_most')}
          inputMode="decimal"
          maxLength={20}
          defaultValue={picked.most ?? ''}
        />
        <NativeSelect
          name="direction"
          label={t('pick_direction')}
          defaultValue={picked.direction ?? ''}
          data={[
            { value: '', label: t('pick_any') },
            { value: 'in', label: t('pick_in') },
            { value: 'out', label: t('pick_out') },
          ]}
        />
        <NativeSelect
          name="reason"
          label={t('why')}
          defaultValue={picked.reason ?? ''}
          data={[
            { value: '', label: t('pick_any') },
            ...reasons.map((value) => ({ value, label: t(`reason.${value}`, { ns: 'terms' }) })),
          ]}
        />
        <Button type="submit">{t('pick')}</Button>
        {isPicked(picked) && (
          <Button variant="default" onClick={() => pick({})}>
            {t('pick_all')}
          </Button>
        )}
      </form>
    </search>
  );
}
