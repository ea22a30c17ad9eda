import type { TFunction } from 'i18next';
import type { Consignment } from '../../api/deal-parts.ts';
import type { CommandSpec } from '../../parts/command-form.tsx';

const underWay = ['departed', 'at_border', 'gauge_changed', 'in_transit'];

/** What the carrier can report next: loading, departure, a place on the way, change of gauge, damage, arrival, handing over. */
export function carrierCommands(
  deal_id: string,
  c: Consignment | undefined,
  placeName: (code: string) => string,
  t: TFunction,
): (CommandSpec & { primary?: boolean })[] {
  const path = `/deals/${deal_id}/consignment`;
  const command = (name: string, to: string, rest: Partial<CommandSpec & { primary: boolean }> = {}) => ({
    name: t(`carrier.${name}`),
    method: 'POST',
    path: path + to,
    fields: [{ name: 'remark', label: t('note'), kind: 'text' as const, optional: true }],
    ...rest,
  });
  if (!c) return [command('book', '', { fields: [], primary: true })];
  const units = { name: 'units', label: t('units'), kind: 'list' as const, hint: t('carrier.units_hint') };
  if (c.state === 'booked') return [command('load', '/loading', { fields: [units], primary: true })];
  if (c.state === 'loaded') return [command('depart', '/departure', { primary: true })];
  if (c.state === 'arrived') return [command('deliver', '/delivery', { primary: true })];
  if (!underWay.includes(c.state)) return [];
  const at = c.legs.findIndex((leg) => leg.from === c.position.place);
  const ahead = at < 0 ? [] : c.legs.slice(at).map((leg) => leg.to);
  const before = ahead.slice(0, -1);
  return [
    ...(before.length > 0
      ? [
          command('pass', '/movements', {
            primary: true,
            fields: [
              {
                name: 'place',
                label: t('map.place'),
                kind: 'choice',
                start: before[0] ?? '',
                choices: before.map((value) => ({ value, label: placeName(value) })),
              },
              { name: 'remark', label: t('note'), kind: 'text', optional: true },
            ],
          }),
        ]
      : []),
    ...(c.state === 'at_border' && c.mode === 'rail'
      ? [command('gauge', '/gauge-changes', { fields: [{ ...units, optional: true }] })]
      : []),
    ...(before.length === 0 ? [command('arrive', '/arrival', { primary: true })] : []),
    command('damage', '/damages', {
      fields: [
        { name: 'line', label: t('carrier.line'), kind: 'whole', start: '1' },
        { name: 'quantity', label: t('quantity'), kind: 'decimal' },
        { name: 'description', label: t('field.description'), kind: 'text' },
      ],
    }),
  ];
}
