import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Quote, type QuoteRequest, quotesQuery } from '../../api/deal-parts.ts';
import type { Deal, DealAction } from '../../api/deals.ts';
import { type Listing, listingQuery } from '../../api/market.ts';
import { nameIn, type Place, placesQuery, routesQuery, usePlaceName } from '../../api/reference.ts';
import { stepAt } from '../../api/shown-prices.ts';
import { useCommand } from '../../api/use-command.ts';
import { marksOf } from '../../format/marks.ts';
import { formatMoney } from '../../format/money.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Loading } from '../../parts/loading.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { composeOffer, type OfferDraft } from './compose-offer.ts';
import styles from './deal.module.css';
import { inspections, shareNames } from './dispute-terms.ts';
import { milestoneKinds } from './payment-fields.ts';
import { providerFields, servedBy, useProviders } from './providers.ts';
import { shownFor, suggestOffer } from './suggest-offer.ts';
import { useFreight } from './use-freight.ts';

const incoterms = ['EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU'];
const amounts = ['to_frontier', 'at_frontier', 'after_frontier', 'insurance'] as const;

/** The seller's offer, or a counter-offer: prices, packing, carriage, dates, and who serves. */
export function OfferForm({
  deal,
  action,
  done,
}: {
  deal: Deal;
  action: DealAction;
  done: () => void;
}): ReactNode {
  const quotes = useQuery(quotesQuery(deal.deal_id));
  return (
    <Answer query={quotes}>
      {({ request, items }) =>
        request ? <Known deal={deal} action={action} request={request} newest={items[0]} done={done} /> : null
      }
    </Answer>
  );
}

/** Waits for the listings that were asked for: the offer starts with what they say. */
function Known({ request, ...rest }: Omit<FieldsProps, 'listings'>): ReactNode {
  const ids = [...new Set(request.goods.flatMap((line) => line.listing_id ?? []))];
  const { listings, waiting } = useQueries({
    queries: ids.map((id) => ({ ...listingQuery(id), retry: false })),
    combine: (answers) => ({
      listings: new Map(answers.flatMap(({ data }) => (data ? [[data.listing_id, data] as const] : []))),
      waiting: answers.some((answer) => answer.isPending),
    }),
  });
  return waiting ? <Loading rows={8} /> : <Fields request={request} listings={listings} {...rest} />;
}

interface FieldsProps {
  deal: Deal;
  action: DealAction;
  request: QuoteRequest;
  newest: Quote | undefined;
  listings: ReadonlyMap<string, Listing>;
  done: () => void;
}

function Fields({ deal, action, request, newest, listings, done }: FieldsProps): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const reader = useReader();
  const unitName = useUnitName();
  const placeName = usePlaceName();
  const command = useCommand(done);
  const routes = useQuery(routesQuery);
  const places = useQuery(placesQuery);
  const providers = useProviders();
  const placeOf = (code: string): Place | undefined => places.data?.find((place) => place.code === code);
  const [typed, setTyped] = useState<OfferDraft>({});
  const suggested = useMemo(
    () => suggestOffer(request, listings, newest, new Date(Date.now())),
    [request, listings, newest],
  );
  const fitting = (routes.data ?? []).filter((route) => route.to === request.place_to);
  const served = {
    route_id: fitting.find((route) => placeOf(route.from)?.country === deal.seller.country)?.route_id ?? '',
    ...servedBy(providers, { from: deal.seller.country, to: deal.buyer.country }),
    ...suggested,
    ...typed,
  };
  const freight = useFreight(served, request);
  const draft: OfferDraft = { ...served, ...(newest ? {} : freight.draft), ...typed };
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const set = (field: string, value: string): void => setTyped((old) => ({ ...old, [field]: value }));
  const field = (name: string) => ({
    value: draft[name] ?? '',
    error: wrong[name] ? t(`wrong.${wrong[name]}`) : undefined,
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  });
  const choice = (rows: { value: string; label: string }[]) => [{ value: '', label: t('choose') }, ...rows];

  /** What the buyer asks at, and what the seller's own prices say of the quantity. */
  const askedWords = (line: QuoteRequest['goods'][number]): string | undefined => {
    if (newest) return undefined;
    const listing = listings.get(line.listing_id ?? '');
    const shown = listing && shownFor(listing, request.currency, request.incoterm);
    const step = shown && stepAt(shown, line.quantity);
    const money = (amount: string): string => formatMoney({ amount, currency: request.currency }, reader);
    const said = [
      line.unit_price && t('asked_at', { price: money(line.unit_price.amount) }),
      step &&
        t('own_price', { price: money(step.amount), term: `${shown.incoterm} ${placeName(shown.place)}` }),
    ].filter(Boolean);
    return said.length > 0 ? said.join(' · ') : undefined;
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const composed = composeOffer(draft, request, reader, new Date(Date.now()));
    setWrong('wrong' in composed ? composed.wrong : {});
    if ('body' in composed)
      command.mutate({
        method: action.method,
        path: action.path,
        body: { ...composed.body, answers: newest?.quote_number ?? 0 },
      });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>{t('explain.offer-quote')}</p>
      {request.goods.map((line) => (
        <fieldset key={line.line} className={styles.fieldset}>
          <legend>
            {line.description} · {line.quantity} {unitName(line.unit)}
          </legend>
          <TextInput
            label={`${t('unit_price')}, ${request.currency}`}
            inputMode="decimal"
            description={askedWords(line)}
            {...field(`price_${line.line}`)}
          />
          <TextInput label={t('packages')} inputMode="numeric" {...field(`packages_${line.line}`)} />
          <TextInput label={t('package_kind')} {...field(`package_kind_${line.line}`)} />
          <TextInput label={t('net_kg')} inputMode="decimal" {...field(`net_${line.line}`)} />
          <TextInput label={t('gross_kg')} inputMode="decimal" {...field(`gross_${line.line}`)} />
        </fieldset>
      ))}
      <fieldset className={styles.fieldset}>
        <legend>{t('route')}</legend>
        <NativeSelect
          label={t('route')}
          {...field('route_id')}
          data={choice(fitting.map((r) => ({ value: r.route_id, label: nameIn(r.name, reader.locale) })))}
        />
        <NativeSelect label={t('incoterm')} {...field('incoterm')} data={incoterms} />
        <NativeSelect
          label={t('incoterm_place')}
          {...field('incoterm_place')}
          data={choice(
            (places.data ?? []).map((p) => ({ value: p.code, label: nameIn(p.name, reader.locale) })),
          )}
        />
        {amounts.map((name) => (
          <TextInput
            key={name}
            label={`${t(`charge.${name === 'insurance' ? name : `freight_${name}`}`, { ns: 'terms' })}, ${request.currency}`}
            inputMode="decimal"
            {...field(name)}
          />
        ))}
        {freight.quote && !newest && (
          <p className="small dimmed" style={{ gridColumn: '1 / -1' }}>
            {t('freight_by_card', { total: formatMoney(freight.quote.total, reader) })}
          </p>
        )}
        <TextInput label={t('ship_by')} type="date" {...field('ship_by')} />
        <TextInput label={t('fund_within')} inputMode="numeric" {...field('fund_within_days')} />
        <TextInput label={t('valid_days')} inputMode="numeric" {...field('valid_days')} />
      </fieldset>
      <fieldset className={styles.fieldset}>
        <legend>{t('payment')}</legend>
        <p className="small dimmed" style={{ gridColumn: '1 / -1' }}>
          {t('payment_explain')}
        </p>
        {milestoneKinds.map((kind) => (
          <TextInput
            key={kind}
            label={`${t(`milestone.${kind}`, { ns: 'terms' })}, %`}
            inputMode="decimal"
            {...field(`share_${kind}`)}
          />
        ))}
        <TextInput label={t('retention_days')} inputMode="numeric" {...field('retention_days')} />
        {(['export_broker_fee', 'import_broker_fee'] as const).map((fee) => (
          <TextInput key={fee} label={`${t(fee)}, ${request.currency}`} inputMode="decimal" {...field(fee)} />
        ))}
      </fieldset>
      <fieldset className={styles.fieldset}>
        <legend>{t('disputes')}</legend>
        <p className="small dimmed" style={{ gridColumn: '1 / -1' }}>
          {t('disputes_explain')}
        </p>
        {shareNames.map((name) => (
          <TextInput key={name} label={`${t(`changed.${name}`)}, %`} inputMode="decimal" {...field(name)} />
        ))}
        <TextInput
          label={`${t('changed.claim_within_days')}, ${t('in_days')}`}
          inputMode="numeric"
          {...field('claim_within_days')}
        />
        <NativeSelect
          label={t('changed.inspection')}
          {...field('inspection')}
          data={[
            { value: '', label: t('not_agreed') },
            ...inspections.map((value) => ({ value, label: t(`inspection.${value}`) })),
          ]}
        />
        <TextInput
          label={t('changed.inspection_standard')}
          maxLength={120}
          {...field('inspection_standard')}
        />
        <TextInput label={t('changed.forum')} maxLength={160} {...field('forum')} />
      </fieldset>
      <fieldset className={styles.fieldset}>
        <legend>{t('who_serves')}</legend>
        {providerFields.map(({ field: name, kind, role }) => (
          <NativeSelect
            key={name}
            label={t(`role.${role}`, { ns: 'terms' })}
            {...field(name)}
            data={choice(
              providers
                .filter((p) => p.kind === kind)
                .map((p) => ({ value: p.org_id, label: `${p.name} (${p.country})` })),
            )}
          />
        ))}
      </fieldset>
      <Textarea
        label={`${t('note')}${marksOf(reader).aside(t('optional'))}`}
        maxLength={2000}
        {...field('note')}
      />
      {Object.keys(wrong).length > 0 && <p role="alert">{t('wrong.some')}</p>}
      {command.error && <RefusalCard error={command.error} />}
      <Button type="submit" loading={command.isPending}>
        {t(`action.${action.action}`, { ns: 'terms' })}
      </Button>
    </form>
  );
}
