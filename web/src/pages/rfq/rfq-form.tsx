import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Listing } from '../../api/market.ts';
import { usePlaceName } from '../../api/reference.ts';
import { lineTotal, type ShownPrices, shownPrices, stepAt } from '../../api/shown-prices.ts';
import { useCommand } from '../../api/use-command.ts';
import { marksOf } from '../../format/marks.ts';
import { fromMilli, toMilli } from '../../format/milli.ts';
import { formatMoney, parseAmount, toDecimal } from '../../format/money.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { type CommandField, composeBody } from '../../parts/command-fields.ts';
import parts from '../../parts/parts.module.css';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { OtherSellers } from './other-sellers.tsx';

/** Quantity, the price that is asked at, destination and words to the seller; it starts with what the shop showed. */
export function RfqForm({
  listing,
  title,
  unit,
  destinations,
  own,
  asked,
  done,
  sent,
}: {
  listing: Listing;
  title: string;
  unit: string;
  destinations: { value: string; label: string }[];
  own: string | undefined;
  /** What an address brings along: a quantity, and which of the price lists. */
  asked: { quantity: string | undefined; prices: string | undefined };
  /** One seller was asked, or several. */
  done: (deal_id: string) => void;
  sent: (inquiry_id: string) => void;
}): ReactNode {
  const { t } = useTranslation(['market', 'rfqs']);
  const reader = useReader();
  const marks = marksOf(reader);
  const placeName = usePlaceName();
  const command = useCommand<{ deal_id?: string; inquiry_id?: string }>(({ deal_id, inquiry_id }) => {
    if (inquiry_id) sent(inquiry_id);
    else if (deal_id) done(deal_id);
  });
  const [others, setOthers] = useState<ReadonlyMap<string, string>>(new Map());
  const [values, setValues] = useState<Record<string, string>>({
    quantity: fromMilli(toMilli(asked.quantity ?? '') || toMilli(listing.moq)),
    place_to: destinations[0]?.value ?? '',
    answer_within_days: '14',
  });
  const lists = shownPrices(listing);
  const prices = lists.find((list) => list.key === (values.prices ?? asked.prices)) ?? lists[0];
  const quantity = quantityOf(values.quantity);
  const step = prices && quantity ? stepAt(prices, quantity) : undefined;
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const fields: CommandField[] = [
    { name: 'quantity', label: `${t('quantity')}${marks.comma}${unit}`, kind: 'decimal' },
    {
      name: 'unit_price',
      label: `${t('rfq.your_price')}${marks.comma}${prices?.currency ?? ''}`,
      kind: 'amount',
      optional: true,
      ...(prices ? { currency: prices.currency } : {}),
    },
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
  const priceTyped = values.unit_price ?? (step ? toDecimal(step.amount) : '');
  const price = parseAmount(priceTyped, reader);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const composed = composeBody(
      fields,
      { ...values, unit_price: others.size > 0 ? '' : priceTyped },
      reader,
    );
    setWrong('wrong' in composed ? composed.wrong : {});
    if (!('body' in composed)) return;
    const { quantity, place_to, unit_price, ...rest } = composed.body;
    const { listing_id } = listing;
    const line = {
      line: 1,
      description: title,
      hs_code: listing.hs_code,
      origin_country: listing.origin_country,
      quantity,
      unit: listing.unit,
    };
    const request: { goods: object[]; currency: string | undefined; place_to: unknown; incoterm?: string } = {
      goods: [line],
      currency: prices?.currency,
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
    request.goods = [{ ...line, listing_id, ...(unit_price ? { unit_price } : {}) }];
    if (prices) request.incoterm = prices.incoterm;
    command.mutate({
      method: 'POST',
      path: '/rfqs',
      body: { seller_org_id: listing.seller.org_id, request, ...rest },
    });
  };
  return (
    <form className={parts.form} style={{ maxWidth: 480 }} onSubmit={submit} noValidate>
      <TextInput label={fields[0]?.label} inputMode="decimal" required {...bind('quantity')} />
      {lists.length > 1 && (
        <NativeSelect
          label={t('rfq.at_prices')}
          data={lists.map((list) => ({
            value: list.key,
            label: `${list.incoterm} ${placeName(list.place)}${marks.comma}${list.currency}`,
          }))}
          value={prices?.key ?? ''}
          onChange={({ currentTarget: { value } }) =>
            setValues(({ unit_price: _other, ...old }) => ({ ...old, prices: value }))
          }
        />
      )}
      {others.size === 0 && prices && (
        <>
          <TextInput
            label={`${fields[1]?.label}${marks.aside(t('optional'))}`}
            inputMode="decimal"
            {...bind('unit_price')}
            value={priceTyped}
          />
          <Shown prices={prices} step={step} unit={unit} price={price} quantity={quantity} />
        </>
      )}
      <NativeSelect label={t('rfq.place_to')} data={destinations} required {...bind('place_to')} />
      <TextInput
        label={t('rfq.answer_within')}
        inputMode="numeric"
        required
        {...bind('answer_within_days')}
      />
      <Textarea
        label={`${t('rfq.message')}${marks.aside(t('optional'))}`}
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

/** A quantity as it was typed, as a decimal; undefined while it is none. */
function quantityOf(typed: string | undefined): string | undefined {
  const milli = toMilli((typed ?? '').replace(/[\s\u00a0\u202f]/g, ''));
  return milli > 0n ? fromMilli(milli) : undefined;
}

/** What the seller's prices say of this quantity, and what the line would cost at the price that is asked. */
function Shown({
  prices,
  step,
  unit,
  price,
  quantity,
}: {
  prices: ShownPrices;
  step: ShownPrices['steps'][number] | undefined;
  unit: string;
  price: string | undefined;
  quantity: string | undefined;
}): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const placeName = usePlaceName();
  const money = (amount: string): string => formatMoney({ amount, currency: prices.currency }, reader);
  return (
    <p className="small dimmed" aria-live="polite" style={{ margin: 0 }}>
      {step
        ? t('rfq.shown', {
            price: money(step.amount),
            from: `${formatDecimal(step.min_quantity, reader)} ${unit}`,
            term: `${prices.incoterm} ${placeName(prices.place)}`,
          })
        : t('rfq.no_step')}
      {price && quantity && <> {t('rfq.line_total', { total: money(lineTotal(quantity, price)) })}</>}
    </p>
  );
}
