import { useTranslation } from 'react-i18next';
import type { Day } from '../../api/days.ts';
import type { CommandField } from '../../parts/command-fields.ts';

const zones = [
  'Asia/Almaty',
  'Asia/Bishkek',
  'Asia/Dushanbe',
  'Asia/Ashgabat',
  'Asia/Tashkent',
  'Asia/Shanghai',
  'Asia/Urumqi',
];

/** What an institution is asked about a day; a day that is changed begins as it is. */
export function useDayFields(day?: Day): CommandField[] {
  const { t } = useTranslation('days');
  const whole = (
    name: 'slots' | 'slot_minutes' | 'pause_minutes' | 'tables' | 'max_firms',
    start: number,
  ): CommandField => ({
    name,
    label: t(`field.${name}`),
    kind: 'whole',
    start: String(day?.[name] ?? start),
    longest: 3,
  });
  return [
    { name: 'name', label: t('field.name'), kind: 'line', longest: 120, start: day?.name ?? '' },
    { name: 'place', label: t('field.place'), kind: 'line', longest: 200, start: day?.place ?? '' },
    {
      name: 'time_zone',
      label: t('field.time_zone'),
      kind: 'choice',
      start: day?.time_zone ?? zones[0] ?? '',
      choices: [...new Set([...zones, ...(day ? [day.time_zone] : [])])].map((zone) => ({
        value: zone,
        label: zone,
      })),
    },
    { name: 'held_on', label: t('field.held_on'), kind: 'date', start: day?.held_on ?? '' },
    {
      name: 'starts',
      label: t('field.starts'),
      hint: t('field.starts.hint'),
      kind: 'line',
      start: day?.starts ?? '09:00',
      longest: 5,
    },
    whole('slots', 10),
    whole('slot_minutes', 20),
    whole('pause_minutes', 5),
    whole('tables', 10),
    whole('max_firms', 40),
    {
      name: 'open_registration',
      label: t('field.open'),
      kind: 'choice',
      start: String(day?.open_registration ?? false),
      choices: ['false', 'true'].map((value) => ({ value, label: t(`open.${value}`) })),
    },
  ];
}

export const shapeDay = (body: Record<string, unknown>): Record<string, unknown> => ({
  ...body,
  open_registration: body.open_registration === 'true',
});
