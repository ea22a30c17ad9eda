import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import parts from '../../parts/parts.module.css';
import { useAreaChoices } from '../statistics/use-area-choices.ts';
import { Choice } from './choice.tsx';
import type { Address } from './use-address.ts';
import { type Options, useObservatoryChoices } from './use-observatory-choices.ts';

const typed = {
  hs: /^(TOTAL|\d{2}|\d{4}|\d{6})$/,
  codes: /^(\d{2}|\d{4}|\d{6})( (\d{2}|\d{4}|\d{6})){0,5}$/,
  from: /^\d{4}(-\d{2})?$/,
  to: /^\d{4}(-\d{2})?$/,
  currency: /^[A-Z]{3}$/,
  as_of: /^\d{4}-\d{2}-\d{2}$/,
  since: /^\d{4}-\d{2}-\d{2}$/,
};
type Typed = keyof typeof typed;
type Chosen =
  | 'reporter'
  | 'partner'
  | 'exporter'
  | 'importer'
  | 'flow'
  | 'measure'
  | 'source'
  | 'frequency'
  | 'period'
  | 'by'
  | 'group';
export type FilterName = Chosen | Typed;

const labels: Record<Chosen, { key: string; ns?: string }> = {
  reporter: { key: 'reporter', ns: 'statistics' },
  partner: { key: 'partner', ns: 'statistics' },
  exporter: { key: 'mirror.exporter' },
  importer: { key: 'mirror.importer' },
  flow: { key: 'flow', ns: 'statistics' },
  measure: { key: 'measure' },
  source: { key: 'source', ns: 'statistics' },
  frequency: { key: 'frequency', ns: 'statistics' },
  period: { key: 'period', ns: 'statistics' },
  by: { key: 'structure.by' },
  group: { key: 'group' },
};

const isTyped = (name: FilterName): name is Typed => name in typed;

/**
 * The filters of a page, in the order named. What is chosen stands in the address: `values` is what the page shows
 * now, `set` changes the address. `options` and `words` replace the usual choices and label of a filter.
 */
export function Filters({
  names,
  values,
  set,
  options = {},
  words = {},
  children,
}: {
  names: readonly FilterName[];
  values: Address;
  set: (change: Address) => void;
  options?: Partial<Record<Chosen, Options>>;
  words?: Partial<Record<Chosen, string>>;
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation(['observatory', 'statistics', 'terms']);
  const areas = useAreaChoices();
  const choices = useObservatoryChoices();
  const usual: Record<Chosen, Options> = {
    ...{ reporter: areas, partner: areas, exporter: areas, importer: areas },
    flow: choices.flows,
    measure: choices.measures,
    source: choices.sources,
    frequency: choices.frequencies,
    period: choices.years,
    by: ['section', 'chapter', 'heading', 'group'].map((value) => ({
      value,
      label: t(`structure.by.${value}`),
    })),
    group: [{ value: '', label: t('all_goods') }, ...choices.groups],
  };
  return (
    <search className={parts.filters}>
      {names.map((name) =>
        isTyped(name) ? (
          <TypedFilter key={name} name={name} value={values[name]} set={(value) => set({ [name]: value })} />
        ) : (
          <Choice
            key={name}
            label={words[name] ?? t(labels[name].key, { ns: labels[name].ns ?? 'observatory' })}
            value={values[name] ?? ''}
            data={options[name] ?? usual[name]}
            choose={(value) => set({ [name]: value })}
          />
        ),
      )}
      {children}
    </search>
  );
}

/** A filter that is typed; it goes into the address once it is well formed, or empty. */
function TypedFilter({
  name,
  value,
  set,
}: {
  name: Typed;
  value: string | undefined;
  set: (value: string | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('observatory');
  const take = (entered: string): void => {
    const text = entered
      .trim()
      .toUpperCase()
      .split(/[\s,;]+/)
      .join(' ');
    if (text === '' && value !== undefined) set(undefined);
    else if (typed[name].test(text) && text !== value) set(text);
  };
  return (
    <TextInput
      key={value ?? ''}
      label={t(`filter_by.${name}`)}
      defaultValue={value ?? ''}
      placeholder={t(`example.${name}`)}
      onBlur={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value)}
    />
  );
}
