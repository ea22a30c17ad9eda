import { randomBytes } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { type Locale, locales } from '../../../kernel/locale.ts';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx, UseCase } from '../../../platform/index.ts';
import { findCountry } from '../../reference/index.ts';
import { returnRule } from '../../returns/index.ts';
import { findShop, framed, html, type PageAsk, pagePolicy } from '../../storefront/index.ts';
import { askReturnOfOrder, cancelOrder, eraseMyData, followOrder } from '../follow-order.ts';
import type { Order } from '../model.ts';
import { placeOrder } from '../place-order.ts';
import { LOOKED_PER_MINUTE, PLACED_PER_MINUTE } from '../routes.ts';
import { makeFollowPage } from './follow-page.ts';
import { makeOrderPage, type OrderPage } from './order-page.ts';
import { FORM_LIMIT_BYTES, linesOf, personOf, readForm, type Sent, severalOf, textOf } from './read-form.ts';
import { orderWords, sentence } from './words/index.ts';

export interface OrderServer {
  /** The context of one public reader, in a language. */
  reader(request: FastifyRequest, locale?: Locale): Ctx;
  /** Runs a use case in the name of the public. */
  run<I extends TSchema, O extends TSchema>(
    useCase: UseCase<I, O>,
    input: Static<I>,
    ctx: Pick<Ctx, 'locale' | 'log'>,
  ): Promise<Outcome<Static<O>>>;
}

const slugs = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;
const tokens = /^[A-Za-z0-9_-]{64}$/;

/** Pages on which persons order and follow their orders: made by the server, without script, kept nowhere. */
export async function registerOrders(app: FastifyInstance, { reader, run }: OrderServer): Promise<void> {
  const limited = (max: number) => ({
    config: { rateLimit: { max, timeWindow: '1 minute' } },
    schema: { hide: true },
    bodyLimit: FORM_LIMIT_BYTES,
    // The address is a secret: no request of it is logged.
    logLevel: 'warn' as const,
  });

  await app.register(async (pages) => {
    // Forms of browsers are read on these pages alone; everything else takes JSON.
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
      (_request, body, done) => done(null, readForm(String(body)) ?? null),
    );
    pages.setErrorHandler((error: FastifyError, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) throw error;
      const ask = askOf(request, '/shop', reader(request).locale);
      const words = orderWords(ask.locale);
      return said(reply, status, ask, status === 429 ? words.too_many : words.unreadable, reader(request));
    });

    pages.get('/shop/:slug/order', limited(LOOKED_PER_MINUTE), (request, reply) =>
      orderPage(request, reply, request.query as Sent, 200),
    );
    pages.post('/shop/:slug/order', limited(PLACED_PER_MINUTE), async (request, reply) => {
      const sent = (request.body ?? {}) as Sent;
      const { ask, ctx } = standing(request, sent);
      const { person, wrong } = personOf(sent);
      const input = {
        slug: slugOf(request),
        destination: ask.to ?? '',
        lines: linesOf(sent),
        quote_hash: textOf(sent, 'quote'),
        payment: textOf(sent, 'payment'),
        secret: textOf(sent, 'secret'),
        ...(textOf(sent, 'accept') === 'yes' ? { accept_charges: true } : {}),
        person,
      };
      const words = orderWords(ask.locale);
      if (!Value.Check(placeOrder.input, input))
        return orderPage(request, reply, sent, 422, {
          text: wrong.length > 0 ? '' : words['no.other'],
          fields: wrong,
        });
      const placed = await run(placeOrder, input, ctx);
      if (!isRefusal(placed)) return reply.redirect(`/order/${placed.token}?lang=${ask.locale}`, 303);
      return orderPage(request, reply, sent, 409, {
        text: sentence(ask.locale, 'no', reasonOf(placed.code)),
        fields: [],
      });
    });
    pages.get('/order/:token', limited(LOOKED_PER_MINUTE), (request, reply) =>
      followPage(request, reply, request.query as Sent, 200),
    );
    pages.post('/order/:token', limited(LOOKED_PER_MINUTE), async (request, reply) => {
      const sent = (request.body ?? {}) as Sent;
      const { ask, ctx } = standing(request, sent);
      const done = await act(sent, tokenOf(request), ctx);
      if (!isRefusal(done)) return reply.redirect(`/order/${tokenOf(request)}?lang=${ask.locale}`, 303);
      return followPage(request, reply, sent, 409, sentence(ask.locale, 'no', reasonOf(done.code)));
    });
  });

  async function act(sent: Sent, token: string, ctx: Ctx): Promise<Outcome<unknown>> {
    const what = textOf(sent, 'do');
    const input = {
      token,
      lines: severalOf(sent, 'line').map(Number),
      reason: textOf(sent, 'reason'),
      text: textOf(sent, 'text'),
    };
    if (what === 'return' && Value.Check(askReturnOfOrder.input, input))
      return run(askReturnOfOrder, input, ctx);
    if (what === 'cancel' && tokens.test(token)) return run(cancelOrder, { token }, ctx);
    if (what === 'erase' && tokens.test(token)) return run(eraseMyData, { token }, ctx);
    return { refusal: true, code: 'orders.other', params: {}, errors: [] };
  }

  /** Language, country and context of a request, from its address or its form. */
  function standing(request: FastifyRequest, sent: Sent): { ask: PageAsk; ctx: Ctx } {
    const ask = askOf(request, request.url.split('?')[0] ?? '', reader(request).locale, sent);
    return { ask, ctx: reader(request, ask.locale) };
  }

  async function orderPage(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent,
    status: number,
    alert?: OrderPage['alert'],
  ): Promise<FastifyReply> {
    const { ask, ctx } = standing(request, sent);
    const slug = slugOf(request);
    const shop = slugs.test(slug) ? await findShop(ctx, slug) : undefined;
    const words = orderWords(ask.locale);
    const front = { ...ask, path: '/shop' };
    if (!shop) return said(reply, 404, front, words.no_shop, ctx);
    if (!shop.to_persons) return said(reply, 404, front, words.closed, ctx);
    // Another try with the same form is the same order, so what was made for it stays.
    const before = textOf(sent, 'secret');
    const secret = /^[A-Za-z0-9_-]{43}$/.test(before) ? before : randomBytes(32).toString('base64url');
    const { to_persons } = shop;
    const page = { shop, to_persons, sent, secret, ...(alert ? { alert } : {}) };
    const here = { ...ask, path: `/shop/${shop.slug}/order` };
    return send(reply, status, ask.locale, await makeOrderPage(ctx, here, page, ctx.services.public_url));
  }

  async function followPage(
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent,
    status: number,
    alert?: string,
  ): Promise<FastifyReply> {
    const { ask, ctx } = standing(request, sent);
    const token = tokenOf(request);
    const order: Outcome<Order> | null = tokens.test(token) ? await run(followOrder, { token }, ctx) : null;
    if (!order || isRefusal(order))
      return said(reply, 404, { ...ask, path: '/shop' }, orderWords(ask.locale).no_order, ctx);
    const more = {
      answer_days: returnRule(ctx.clock.now()).answer_within_days,
      public_url: ctx.services.public_url,
      ...(alert ? { alert } : {}),
    };
    return send(reply, status, ask.locale, makeFollowPage(ask, order, more));
  }
}

const reasonOf = (code: string): string => code.slice(code.indexOf('.') + 1);
const slugOf = (request: FastifyRequest): string => (request.params as { slug: string }).slug;
const tokenOf = (request: FastifyRequest): string => (request.params as { token: string }).token;

function askOf(request: FastifyRequest, path: string, preferred: Locale, sent: Sent = {}): PageAsk {
  const from = { ...(request.query as Sent), ...sent };
  const to = textOf(from, 'to');
  const lang = textOf(from, 'lang');
  return {
    path,
    locale: locales.find((l) => l === lang) ?? preferred,
    to: findCountry(to)?.corridor ? to : null,
    page: 1,
  };
}

/** One sentence as a page. */
function said(reply: FastifyReply, status: number, ask: PageAsk, title: string, ctx: Ctx): FastifyReply {
  const main = html`<h1>${title}</h1>`;
  const page = framed(ask, { title, main, languages: [], public_url: ctx.services.public_url });
  return send(reply, status, ask.locale, page);
}

/** Such a page is its reader's alone: nobody keeps it, finds it, or learns its address from a link. */
function send(reply: FastifyReply, status: number, locale: Locale, page: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', pagePolicy)
    .header('content-language', locale)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex')
    .send(page);
}
