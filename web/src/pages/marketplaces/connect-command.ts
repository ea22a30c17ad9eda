import type { TFunction } from 'i18next';
import type { ButtonCommand } from '../../parts/command-buttons.tsx';

type Choices = { value: string; label: string }[];

/** The form that connects a shop; a REST marketplace is asked for its address, the others for their numbers. */
export function connectCommand(t: TFunction, places: Choices, traders: Choices): ButtonCommand {
  return {
    name: t('connect'),
    explain: t('connect_explain'),
    method: 'POST',
    path: '/marketplace-connections',
    primary: true,
    shape: (body) => ({ merchant_id: '', store_id: '', ...body }),
    fields: (values) => {
      const kind = values.kind ?? 'kaspi';
      return [
        {
          name: 'kind',
          label: t('field.kind'),
          kind: 'choice',
          start: 'kaspi',
          choices: (['kaspi', 'satu', 'rest'] as const).map((value) => ({
            value,
            label: t(`kind.${value}`),
          })),
        },
        { name: 'name', label: t('field.name'), kind: 'text', longest: 80 },
        ...(kind === 'rest'
          ? [
              {
                name: 'base_url',
                label: t('field.base_url'),
                kind: 'line' as const,
                longest: 300,
                hint: t('hint.base_url'),
              },
            ]
          : []),
        { name: 'token', label: t('field.token'), kind: 'password', hint: t('hint.token'), complete: 'off' },
        ...(kind === 'kaspi'
          ? [
              { name: 'merchant_id', label: t('field.merchant_id'), kind: 'line' as const, longest: 60 },
              {
                name: 'store_id',
                label: t('field.store_id'),
                kind: 'line' as const,
                longest: 60,
                hint: t('hint.store_id'),
              },
            ]
          : []),
        { name: 'place_to', label: t('field.place_to'), kind: 'choice', choices: places },
        {
          name: 'buyer_org_id',
          label: t('field.buyer'),
          kind: 'choice',
          choices: traders,
          hint: t('hint.buyer'),
        },
      ];
    },
  };
}
