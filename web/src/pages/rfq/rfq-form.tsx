import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Listing } from '../../api/market.ts';
import { useCommand } from '../../api/use-command.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { type CommandField, composeBody } from '../../parts/command-fields.ts';
import parts from '../../parts/parts.module.css';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { OtherSellers } from './other-sellers.tsx';

/** Quantity, destination and words to the seller. */
export function RfqForm({
  listing,
  title,
  unit,
  destinations,
  own,
  done,
  sent,
}: {
  listing: Listing;
  title: string;
  unit: string;
  destinations: { value: string; label: string }[];
  own: string | undefined;
  /** One seller was asked, or several. */
  done: (deal_id: string) => void;
  sent: (inquiry_id: string) => void;
}): ReactNode {
  const { t } = useTranslation(['market', 'rfqs']);
  const reader = useReader();
  const command = useCommand<{ deal_id?: string; inquiry_id?: string }>(({ deal_id, inquiry_id }) => {
    if (inquiry_id) sent(inquiry_id);
    else if (deal_id) done(deal_id);
  });
  const [others, setOthers] = useState<ReadonlyMap<string, string>>(new Map());
  const [values, setValues] = useState<Record<string, string>>({
    quantity: listing.moq.replace(/\.?0+$/, ''),
    place_to: destinations[0]?.value ?? '',
    answer_within_days: '14',
  });
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const fields: CommandField[] = [
    { name: 'quantity', label: `${t('quantity')}, ${unit}`, kind: 'decimal' },
    { name: 'place_to', label: t('rfq.place_to'), kind: 'choice' },
    { name: 'answer_within_days', label: t('rfq.answer_within'), kind: 'whole' },
    { name: 'message', label: t('rfq.message'), kind: 'line', optional: true },
  ];
  const bind = (name: string) => ({
    value: values[name] ?? '',
    error: wrong[name]
      ? t(`wrong.${wrong[name]}`, { example: formatDecimal('12345.67', reader) })
      : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((old) => ({ ...old, [name]: value }));
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const composed = composeBody(fields, values, reader);
    setWrong('wrong' in composed ? composed.wrong : {});
    if (!('body' in composed)) return;
    const { quantity, place_to, ...rest } = composed.body;
    const { listing_id } = listing;
    const line = {
      line: 1,
      description: title,
      hs_code: listing.hs_code,
      origin_country: listing.origin_country,
      quantity,
      unit: listing.unit,
    };
    const request: { goods: object[]; currency: string | undefined; place_to: unknown } = {
      goods: [line],
      currency: listing.tiers[0]?.price.currency,
      place_to,
    };
    if (others.size > 0) {
      const sellers = [[listing.seller.org_id, listing_id] as const, ...others].map(
        ([seller_org_id, id]) => ({
          seller_org_id,
          listings: [{ line: 1, listing_id: id }],
        }),
      );
      command.mutate({ method: 'POST', path: '/inquiries', body: { sellers, request, ...rest } });
      return;
    }
    request.goods = [{ ...line, listing_id }];
    command.mutate({
      method: 'POST',
      path: '/rfqs',
      body: { seller_org_id: listing.seller.org_id, request, ...rest },
    });
  };
  return (
    <form className={parts.form} style={{ maxWidth: 480 }} onSubmit={submit} noValidate>
      <TextInput label={fields[0]?.label} inputMode="decimal" required {...bind('quantity')} />
      <NativeSelect label={t('rfq.place_to')} data={destinations} required {...bind('place_to')} />
      <TextInput
        label={t('rfq.answer_within')}
        inputMode="numeric"
        required
        {...bind('answer_within_days')}
      />
      <Textarea
        label={`${t('rfq.message')} (${t('optional')})`}
        minRows={3}
        maxLength={2000}
        {...bind('message')}
      />
      <OtherSellers listing={listing} own={own} chosen={others} choose={setOthers} />
      {command.error && <RefusalCard error={command.error} />}
      <Button type="submit" loading={command.isPending}>
        {others.size > 0 ? t('ask_many', { ns: 'rfqs', count: others.size + 1 }) : t('ask')}
      </Button>
    </form>
  );
}
