import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Locale, locales } from '../../../kernel/locale.ts';
import type { Ctx } from '../../../platform/index.ts';
import { findCountry } from '../../reference/index.ts';
import { framed, type PageAsk } from './frame.ts';
import { makeFrontPage } from './front-page.ts';
import { html } from './markup.ts';
import { makeShopPage } from './shop-page.ts';
import { pagePolicy } from './style.ts';
import { wordsOf } from './words.ts';

/** A page is kept this long; a change of a price or a shop is seen after it at the latest. */
const FRESH_MS = 15_000;
const KEPT_PAGES = 300;
const MOST_PAGES = 50;
const PER_MINUTE = 600;

export interface ShopServer {
  /** The context of one public reader, in a language. */
  reader(request: FastifyRequest, locale?: Locale): Ctx;
  per_minute?: number;
}

interface Kept {
  until: number;
  status: number;
  body: string;
  etag: string;
  moved?: string;
}

/** Public pages below /shop, made by the server: they carry no script and are whole at the first view. */
export function registerShops(app: FastifyInstance, { reader, per_minute = PER_MINUTE }: ShopServer): void {
  const kept = new Map<string, Kept>();
  const options = {
    config: { rateLimit: { max: per_minute, timeWindow: '1 minute' } },
    schema: { hide: true },
  };

  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    make: (ctx: Ctx, ask: PageAsk) => Promise<Omit<Kept, 'until' | 'etag'>>,
  ): Promise<FastifyReply> => {
    const ask = readAsk(request, path, reader(request).locale);
    const ctx = reader(request, ask.locale);
    const key = [ask.path, ask.locale, ask.to, ask.page].join(' ');
    const now = ctx.clock.now().getTime();
    let page = kept.get(key);
    if (!page || page.until <= now) {
      const made = await make(ctx, ask);
      const etag = `"${createHash('sha256').update(made.body).digest('base64url').slice(0, 24)}"`;
      page = { ...made, etag, until: now + FRESH_MS };
      kept.delete(key);
      // What nobody finds is not kept: there is no end of addresses that are no shop.
      if (page.status === 200) kept.set(key, page);
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT_PAGES) break;
        kept.delete(oldest);
      }
    }
    if (page.moved) return reply.redirect(page.moved, 301);
    reply
      .code(page.status)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pagePolicy)
      .header('content-language', ask.locale)
      .header('cache-control', `public, max-age=${FRESH_MS / 1000}`)
      .header('vary', 'Accept-Language')
      .header('etag', page.etag);
    return request.headers['if-none-match'] === page.etag ? reply.code(304).send() : reply.send(page.body);
  };

  app.get('/shop', options, (request, reply) =>
    answer(request, reply, '/shop', async (ctx, ask) => ({
      status: 200,
      body: await makeFrontPage(ctx, ask, ctx.services.public_url),
    })),
  );
  app.get('/shop/:slug', options, (request, reply) => {
    const { slug } = request.params as { slug: string };
    const known = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/.test(slug);
    return answer(request, reply, known ? `/shop/${slug}` : '/shop/-', async (ctx, ask) => {
      const made = known ? await makeShopPage(ctx, slug, ask, ctx.services.public_url) : undefined;
      if (made && 'moved' in made) return { status: 301, body: '', moved: made.moved };
      if (made) return { status: 200, body: made.html };
      const { not_found: title } = wordsOf(ask.locale);
      const main = html`<h1>${title}</h1>`;
      const front = { ...ask, path: '/shop', page: 1 };
      return {
        status: 404,
        body: framed(front, { title, main, languages: [], public_url: ctx.services.public_url }),
      };
    });
  });
}

/** The choices in an address; what is not a choice is passed over. */
function readAsk(request: FastifyRequest, path: string, preferred: Locale): PageAsk {
  const query = request.query as Record<string, unknown>;
  const to = typeof query.to === 'string' && findCountry(query.to)?.corridor ? query.to : null;
  const page = typeof query.page === 'string' && /^\d{1,2}$/.test(query.page) ? Number(query.page) : 1;
  return {
    path,
    locale: locales.find((l) => l === query.lang) ?? preferred,
    to,
    page: Math.min(Math.max(page, 1), MOST_PAGES),
  };
}
