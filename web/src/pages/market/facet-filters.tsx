import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countriesQuery, currenciesQuery } from '../../api/reference.ts';
import type { FacetName, SearchAnswer } from '../../api/search.ts';
import { countryName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import parts from '../../parts/parts.module.css';
import type { MarketAddress } from './search-filter.ts';

/** Which field of the address each facet is. */
const fields = {
  seller_country: 'seller_country',
  trust: 'trust',
  incoterm: 'incoterm',
  certificate: 'certificate',
  lead_time: 'lead',
} as const satisfies Partial<Record<FacetName, keyof MarketAddress>>;

/** "At least" and "at most" take in what lies further on, so their numbers do too. */
function reaching(name: FacetName, counted: { value: string; count: number }[]) {
  if (name !== 'trust' && name !== 'lead_time') return counted;
  const steps = [...counted].sort((a, b) => Number(a.value) - Number(b.value));
  const takesIn = (step: string, other: string): boolean =>
    name === 'trust' ? Number(other) >= Number(step) : Number(other) <= Number(step);
  return steps.map(({ value }) => ({
    value,
    count: steps.reduce((sum, step) => sum + (takesIn(value, step.value) ? step.count : 0), 0),
  }));
}

/** Words, code and origin; the other facets, with how many offers each leaves, fold away. */
export function FacetFilters({
  address,
  facets,
  change,
}: {
  address: MarketAddress;
  facets: SearchAnswer['facets'];
  change: (change: MarketAddress) => void;
}): ReactNode {
  const { t } = useTranslation(['market', 'terms']);
  const reader = useReader();
  const countries = useQuery(countriesQuery).data ?? [];
  const currencies = useQuery(currenciesQuery).data ?? [];
  const [q, setQ] = useState(address.q ?? '');
  const [hs, setHs] = useState(address.hs ?? '');
  const [price, setPrice] = useState(address.price_to ?? '');
  useEffect(() => {
    setQ(address.q ?? '');
    setHs(address.hs ?? '');
    setPrice(address.price_to ?? '');
  }, [address.q, address.hs, address.price_to]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change({
      q: q.trim() || undefined,
      hs: hs.replace(/\D/g, '') || undefined,
      price_to: price.trim() || undefined,
    });
  };
  const labels: Record<keyof typeof fields, (value: string) => string> = {
    seller_country: (code) => countryName(code, reader),
    trust: (level) => t(`trust.${level}`),
    incoterm: (code) => code,
    certificate: (kind) => t(`document_kind.${kind}`, { ns: 'terms', defaultValue: kind }),
    lead_time: (days) => t('days', { days: Number(days) }),
  };
  const facet = (name: keyof typeof fields): ReactNode => {
    const field = fields[name];
    const chosen = address[field];
    const counted = reaching(name, facets[name] ?? []);
    const values =
      chosen && !counted.some(({ value }) => value === chosen)
        ? [{ value: chosen, count: 0 }, ...counted]
        : counted;
    return (
      <NativeSelect
        key={name}
        label={t(`facet.${name}`)}
        value={chosen ?? ''}
        onChange={(event) => change({ [field]: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: t('filter.any') },
          ...values.map(({ value, count }) => ({
            value,
            label: chosen === value ? labels[name](value) : `${labels[name](value)} (${count})`,
          })),
        ]}
      />
    );
  };
  const narrowed = [...Object.values(fields), 'price_to' as const].some(
    (field) => address[field] !== undefined,
  );
  return (
    <search>
      <form className={parts.form} onSubmit={submit}>
        <div className={parts.filters}>
          <TextInput
            label={t('words')}
            type="search"
            maxLength={200}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
          <TextInput
            label={t('hs')}
            inputMode="numeric"
            value={hs}
            onChange={(event) => setHs(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('origin')}
            value={address.country ?? ''}
            onChange={(event) => change({ country: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: t('filter.any') },
              ...countries
                .filter((c) => c.corridor)
                .map((c) => ({ value: c.iso2, label: countryName(c.iso2, reader) })),
            ]}
          />
          <Button type="submit">{t('search.go')}</Button>
        </div>
        <details open={narrowed}>
          <summary>{t('facet.more')}</summary>
          <div className={parts.filters}>
            {(Object.keys(fields) as (keyof typeof fields)[]).map(facet)}
            <NativeSelect
              label={t('form.currency')}
              value={address.currency ?? ''}
              onChange={(event) => change({ currency: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: t('filter.any') },
                ...currencies.map(({ code }) => ({ value: code, label: code })),
              ]}
            />
            <TextInput
              label={t('facet.price_to')}
              inputMode="decimal"
              disabled={!address.currency}
              value={price}
              onChange={(event) => setPrice(event.currentTarget.value)}
            />
          </div>
        </details>
      </form>
    </search>
  );
}
