import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { quotesQuery } from '../../api/deal-parts.ts';
import type { Deal } from '../../api/deals.ts';
import type { MoneyJson } from '../../format/money.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import type { CommandField } from '../../parts/command-fields.ts';
import { Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Section } from '../../parts/section.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { explained, priceFields, tiersFrom } from '../rfq/frame-fields.ts';

interface Sample {
  sample_id: string;
  line: number;
  quantity: string;
  unit: string;
  price: MoneyJson | null;
  note: string | null;
  state: string;
  version: number;
  carrier: string | null;
  tracking_number: string | null;
  remark: string | null;
  steps: string[];
}

/** Samples that the buyer asked for, and the next step of each; the buyer asks for one while nothing is agreed. */
export function SamplesSection({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  const unitName = useUnitName();
  const samples = useQuery({
    queryKey: ['deal', deal.deal_id, 'samples'],
    queryFn: ({ signal }) => callApi<{ items: Sample[] }>(`/deals/${deal.deal_id}/samples`, { signal }),
  });
  const asks = deal.my_roles.includes('buyer') && ['requested', 'quoted'].includes(deal.state);
  if (!asks && samples.data?.items.length === 0) return null;
  return (
    <Section title={t('samples.title')} id="samples">
      {asks && <Ask deal={deal} />}
      <Answer query={samples}>
        {({ items }) =>
          items.length === 0 ? null : (
            <RecordTable
              caption={t('samples.title')}
              rows={items}
              keyOf={(sample) => sample.sample_id}
              columns={[
                {
                  id: 'what',
                  header: t('samples.quantity'),
                  title: true,
                  cell: (sample) => (
                    <>
                      {formatDecimal(sample.quantity, reader)} {unitName(sample.unit)}
                      <div className="small dimmed">
                        {t('samples.line')} {sample.line}
                        {sample.note && ` · ${sample.note}`}
                      </div>
                    </>
                  ),
                },
                {
                  id: 'state',
                  header: t('col.state'),
                  cell: (s) => <StatusBadge kind="sample" state={s.state} />,
                },
                {
                  id: 'price',
                  header: t('samples.price'),
                  end: true,
                  cell: (s) => (s.price ? <Money of={s.price} /> : t('samples.free')),
                },
                {
                  id: 'parcel',
                  header: t('samples.parcel'),
                  cell: (s) => (
                    <>
                      {s.carrier} <span className="figures">{s.tracking_number}</span>
                      {s.remark && <div className="small">{s.remark}</div>}
                    </>
                  ),
                },
                {
                  id: 'steps',
                  header: t('samples.steps'),
                  cell: (s) => <Steps deal_id={deal.deal_id} sample={s} />,
                },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}

function Ask({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation('deal');
  const { data } = useQuery(quotesQuery(deal.deal_id));
  const goods = data?.request?.goods ?? [];
  if (goods.length === 0) return null;
  return (
    <CommandButtons
      commands={[
        {
          name: t('samples.ask'),
          explain: t('samples.ask_about'),
          method: 'POST',
          path: `/deals/${deal.deal_id}/samples`,
          fields: [
            {
              name: 'line',
              label: t('samples.line'),
              kind: 'choice',
              start: String(goods[0]?.line ?? 1),
              choices: goods.map((g) => ({ value: String(g.line), label: g.description })),
            },
            { name: 'quantity', label: t('samples.quantity'), kind: 'decimal' },
            {
              name: 'price',
              label: t('samples.price'),
              kind: 'amount',
              optional: true,
              ...(data?.request ? { currency: data.request.currency } : {}),
            },
            { name: 'note', label: t('samples.note'), kind: 'text', optional: true, longest: 1000 },
          ],
          shape: ({ line, ...body }) => ({ ...body, line: Number(line) }),
        },
      ]}
    />
  );
}

function Steps({ deal_id, sample }: { deal_id: string; sample: Sample }): ReactNode {
  const { t } = useTranslation('deal');
  const parcel: CommandField[] = [
    { name: 'carrier', label: t('samples.carrier'), kind: 'line', longest: 80 },
    { name: 'tracking_number', label: t('samples.tracking_number'), kind: 'line', longest: 40 },
  ];
  return (
    <CommandButtons
      commands={sample.steps.map((step) => ({
        name: t(`samples.step.${step}`),
        method: 'POST',
        path: `/deals/${deal_id}/samples/${sample.sample_id}/steps`,
        fixed: { step, version: sample.version },
        fields: [
          ...(step === 'send' ? parcel : []),
          {
            name: 'remark',
            label: t('samples.remark'),
            kind: 'text' as const,
            optional: true,
            longest: 1000,
          },
        ],
      }))}
    />
  );
}

/** One press: the same goods once more. */
export function OrderAgain({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation('deal');
  const { t: said } = useTranslation('rfqs');
  const navigate = useNavigate();
  const lines = deal.terms?.goods ?? [];
  if (
    !deal.terms ||
    !deal.my_roles.includes('buyer') ||
    ['requested', 'quoted', 'agreed'].includes(deal.state)
  )
    return null;
  return (
    <CommandButtons
      commands={[
        {
          name: t('repeat.name'),
          explain: t('repeat.about'),
          method: 'POST',
          path: `/deals/${deal.deal_id}/repetition`,
          fields: [],
          answered: ({ deal_id }: { deal_id: string }) =>
            void navigate({ to: '/deals/$deal_id', params: { deal_id } }),
        },
        {
          name: t('frame.name'),
          explain: explained(said, t('frame.about'), lines),
          method: 'POST',
          path: `/deals/${deal.deal_id}/frames`,
          fields: [
            { name: 'lots_total', label: t('frame.lots_total'), kind: 'whole' },
            { name: 'valid_until', label: t('frame.valid_until'), kind: 'date' },
            ...priceFields(said, lines, false),
          ],
          shape: (body) => ({
            lots_total: body.lots_total,
            tiers: tiersFrom(body, lines),
            valid_until: `${String(body.valid_until)}T23:59:59Z`,
          }),
          answered: () => void navigate({ to: '/frames' }),
        },
      ]}
    />
  );
}
