import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api/session.ts';
import { useReader } from '../../i18n/reader.tsx';
import type { CommandField, Values } from '../../parts/command-fields.ts';
import { CommandForm } from '../../parts/command-form.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/section.tsx';
import { HsField } from './hs-field.tsx';
import { certificates } from './listing-fields.ts';
import { Trader } from './listing-form-page.tsx';
import { useChoices } from './use-choices.ts';
import { shapeWording, wordingFields } from './wording-fields.ts';

/** Says what the organisation wants to buy; offers that fit are found by themselves. */
export function NewNeedPage(): ReactNode {
  const { t } = useTranslation('market');
  return (
    <Trader title={t('need.publish')}>
      {(who) => (
        <>
          <PageHead title={t('need.publish')}>
            <p className="dimmed">{t('need.publish_about')}</p>
          </PageHead>
          <NeedForm who={who} />
        </>
      )}
    </Trader>
  );
}

function NeedForm({ who }: { who: Session }): ReactNode {
  const { t } = useTranslation(['market', 'terms']);
  const reader = useReader();
  const navigate = useNavigate();
  const choices = useChoices();
  if (!choices) return <Loading rows={10} />;
  const any = { value: '', label: t('filter.any') };
  const fields = (values: Values): CommandField[] => {
    const { first, last } = wordingFields(t, values, undefined, reader.locale);
    const to_country = values.to_country ?? who.organisation?.country ?? '';
    const currency = values.currency ?? choices.currencies[0]?.value ?? '';
    const unit = values.unit ?? choices.units[0]?.value ?? '';
    const group = t('need.wanted');
    return [
      ...first,
      {
        name: 'hs_code',
        label: t('form.hs'),
        kind: 'line',
        group: t('goods'),
        draw: (field) => <HsField key="hs" field={field} />,
      },
      { name: 'quantity', label: t('quantity'), kind: 'decimal', group },
      { name: 'unit', label: t('form.unit'), kind: 'choice', group, start: unit, choices: choices.units },
      {
        name: 'to_country',
        label: t('need.to_country'),
        kind: 'choice',
        group,
        start: to_country,
        choices: choices.countries,
      },
      {
        name: 'place_to',
        label: t('rfq.place_to'),
        kind: 'choice',
        group,
        optional: true,
        start: '',
        choices: [any, ...choices.places.filter((place) => place.country === to_country)],
      },
      {
        name: 'origin_country',
        label: t('need.origin'),
        kind: 'choice',
        group,
        optional: true,
        start: '',
        choices: [any, ...choices.countries],
      },
      {
        name: 'currency',
        label: t('form.currency'),
        kind: 'choice',
        group,
        start: currency,
        choices: choices.currencies,
      },
      { name: 'max_price', label: t('need.max_price'), kind: 'amount', currency, group, optional: true },
      { name: 'within_days', label: t('need.within_days'), kind: 'whole', group, optional: true },
      { name: 'quantity_per_month', label: t('need.per_month'), kind: 'decimal', group, optional: true },
      {
        name: 'incoterm',
        label: 'Incoterm',
        kind: 'choice',
        group,
        optional: true,
        start: '',
        choices: [any, ...choices.incoterms],
      },
      {
        name: 'package_kind',
        label: t('packing'),
        kind: 'choice',
        group,
        optional: true,
        start: '',
        choices: [any, ...choices.packages],
      },
      {
        name: 'certificates',
        label: t('need.certificates'),
        kind: 'several',
        group,
        optional: true,
        start: '',
        choices: certificates.map((value) => ({
          value,
          label: t(`document_kind.${value}`, { ns: 'terms', defaultValue: value }),
        })),
      },
      ...last,
    ];
  };
  return (
    <CommandForm<{ need_id: string }>
      spec={{
        name: t('need.publish_go'),
        method: 'POST',
        path: '/needs',
        fields,
        shape: (body) => {
          const { hs_code, quantity, unit, to_country, place_to, origin_country, max_price, within_days } =
            body;
          const { certificates: wanted, incoterm, quantity_per_month, package_kind } = body;
          return {
            ...shapeWording(body, undefined),
            ...{ hs_code, quantity, unit, to_country },
            origin_countries: origin_country === undefined ? [] : [origin_country],
            ...(place_to === undefined ? {} : { place_to }),
            ...(max_price === undefined ? {} : { max_price }),
            ...(within_days === undefined ? {} : { within_days }),
            ...(wanted === undefined ? {} : { certificates: wanted }),
            ...(incoterm === undefined ? {} : { incoterm }),
            ...(quantity_per_month === undefined ? {} : { quantity_per_month }),
            ...(package_kind === undefined ? {} : { package_kind }),
          };
        },
      }}
      done={({ need_id }) => void navigate({ to: '/needs/$need_id', params: { need_id } })}
    />
  );
}
