import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openGate } from '../../../platform/duckdb/gate.ts';
import type { Ctx } from '../../../platform/index.ts';
import { countedRows, storeCatalogue } from '../../statistics/index.ts';
import { dataParameters, readDataQuery } from '../query/data-query.ts';
import { choose, refuseUnknown } from '../query/identity.ts';
import { negotiateData, negotiateStructure } from '../query/negotiate.ts';
import { type QueryText, readQueryText } from '../query/query-text.ts';
import { SdmxError } from '../query/sdmx-error.ts';
import { codelistOf, labels, readCodelists } from '../structure/codelists.ts';
import { structureData } from '../structure/structure-message.ts';
import { artefactTypes, type Words } from '../structure/trade-structure.ts';
import { availableValues, constraintJson } from './availability.ts';
import { findStructures } from './structures.ts';
import { writeData } from './write-data.ts';

const SDMX_ENTRY = '/sdmx/v2';
/** Answers written at once; the store has other readers too. */
const AT_ONCE = 2;
const WAITING = 20;
/** A client that takes nothing for so long loses its place. */
const STALLED_MS = 60_000;
const PER_MINUTE = 120;

export interface SdmxServer {
  /** The context of one public reader, in the language of the request. */
  reader(request: FastifyRequest): Ctx;
  /** Requests of one address in a minute. */
  per_minute?: number;
}

/** The SDMX REST 2.x service: data, structure and availability, below /sdmx/v2. Public; GET and HEAD. */
export function registerSdmx(app: FastifyInstance, { reader, per_minute = PER_MINUTE }: SdmxServer): void {
  const gate = openGate(
    AT_ONCE,
    WAITING,
    () => new SdmxError(503, 'too many answers are being written; try again'),
  );
  const limit = {
    config: { rateLimit: { max: per_minute, timeWindow: '1 minute' } },
    schema: { hide: true },
  };
  const serve = (path: string, answer: Answer): void => {
    for (const url of [`${SDMX_ENTRY}/${path}`, `${SDMX_ENTRY}/${path}/*`])
      app.get(url, limit, async (request, reply) => {
        try {
          const text = readQueryText(request.raw.url ?? '', `${SDMX_ENTRY}/${path}`);
          return await answer(reader(request), text, request, reply);
        } catch (error) {
          return sendError(request, reply, error);
        }
      });
  };
  serve('structure', async (ctx, text, request, reply) => {
    const type = negotiateStructure(request.headers.accept);
    const language = languageOf(ctx);
    const found = findStructures(text, await readCodelists(ctx));
    const data = structureData(found, language, `${ctx.services.public_url}${SDMX_ENTRY}/structure`);
    return headed(reply, type, language).send(
      Buffer.from(JSON.stringify(structureMessage(ctx, language, data))),
    );
  });
  serve('availability', (ctx, text, request, reply) =>
    gate(async () => {
      const type = negotiateStructure(request.headers.accept);
      const language = languageOf(ctx);
      const { constraint, referenced } = await availability(ctx, text, language);
      const data = structureData(referenced, language, `${ctx.services.public_url}${SDMX_ENTRY}/structure`);
      return headed(reply, type, language).send(
        Buffer.from(
          JSON.stringify(structureMessage(ctx, language, { dataConstraints: [constraint], ...data })),
        ),
      );
    }),
  );
  serve('data', (ctx, text, request, reply) =>
    gate(async () => {
      refuseUnknown(text.parameters, dataParameters);
      const representation = negotiateData(request.headers.accept, text.parameters.get('format'));
      const query = readDataQuery(text);
      const catalogue = await storeCatalogue(ctx);
      const language = languageOf(ctx);
      let observations = 0;
      const chunks = writeData(ctx, {
        query,
        representation,
        catalogue,
        label: labels(await readCodelists(ctx), language),
        language,
        progress: (n) => {
          observations = n;
        },
      });
      // The first chunk is made before the status goes out, so that what is refused is refused with its status.
      const first = await chunks.next();
      const { body, end } = streamed(first, chunks);
      headed(reply, representation.media_type, language);
      reply.header('x-rows-in-store', countedRows(catalogue));
      reply.trailer('x-observations', async () => String(observations));
      void reply.send(body);
      await end;
      return reply;
    }),
  );
  app.all(`${SDMX_ENTRY}/*`, limit, async (request, reply) =>
    sendError(
      request,
      reply,
      new SdmxError(501, 'this service has data, structure and availability, asked with GET'),
    ),
  );
}

type Answer = (ctx: Ctx, text: QueryText, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const modes = ['exact', 'available'] as const;
const referenceWords = [...artefactTypes, 'none', 'all'] as const;

async function availability(ctx: Ctx, text: QueryText, language: keyof Words) {
  refuseUnknown(text.parameters, ['updatedAfter', 'references', 'mode']);
  const mode = choose('mode', text.parameters.get('mode'), modes, 'exact');
  const wanted = (text.parameters.get('references') ?? 'none')
    .split(',')
    .map((word) => choose('references', word, referenceWords, 'none'));
  const query = readDataQuery({ ...text, path: text.path.slice(0, 5) });
  const available = await availableValues(ctx, query, await storeCatalogue(ctx), mode);
  const codelists = await readCodelists(ctx);
  const all = findStructures({ path: [], parameters: new Map() }, codelists);
  const referenced = all
    .filter(({ artefact }) => wanted.includes('all') || wanted.some((word) => word === artefact.type))
    .map((one) => {
      const list = codelists.find((c) => c.id === one.artefact.id);
      return list ? { ...one, only: codesUsed(list.id, available.values) } : one;
    });
  return { constraint: constraintJson(available, text.path[5] ?? '*', language), referenced };
}

function codesUsed(list: string, values: ReadonlyMap<string, readonly string[]>): Set<string> {
  const used = new Set<string>();
  for (const [dimension, codes] of values)
    if (codelistOf(dimension) === list) for (const code of codes) used.add(code);
  return used;
}

function languageOf(ctx: Ctx): keyof Words {
  return ctx.locale === 'zh' || ctx.locale === 'ru' ? ctx.locale : 'en';
}

function headed(reply: FastifyReply, type: string, language: string): FastifyReply {
  return reply
    .type(type)
    .header('content-language', language)
    .header('vary', 'Accept, Accept-Language')
    .header('x-content-type-options', 'nosniff');
}

function structureMessage(ctx: Ctx, language: keyof Words, data: object) {
  return {
    meta: {
      schema:
        'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json',
      id: `STRUCTURE-${ctx.id()}`,
      test: false,
      prepared: ctx.clock.now().toISOString(),
      contentLanguages: [language, ...(['en', 'zh', 'ru'] as const).filter((other) => other !== language)],
      sender: { id: 'SAUDA', name: 'Sauda' },
    },
    data,
  };
}

/** The chunks as a stream, and its end; a client that takes nothing is let go. */
function streamed<T>(
  first: IteratorResult<T>,
  rest: AsyncGenerator<T>,
): { body: Readable; end: Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  const taken = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => body.destroy(new Error('the client takes nothing')), STALLED_MS);
  };
  const chunks = async function* () {
    for (let next = first; !next.done; next = await rest.next()) {
      taken();
      yield next.value;
    }
  };
  const body = Readable.from(chunks(), { objectMode: false, highWaterMark: 1 << 18 });
  const end = new Promise<void>((resolve) => {
    body.once('close', () => {
      clearTimeout(timer);
      void rest.return(undefined).finally(resolve);
    });
  });
  return { body, end };
}

function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const known = error instanceof SdmxError ? error : undefined;
  if (!known) request.log.error({ err: error }, 'an SDMX query failed');
  const answer = known ?? new SdmxError(500, 'the query could not be answered');
  return reply
    .code(answer.status)
    .type('application/vnd.sdmx.data+json;version=2.0.0')
    .header('vary', 'Accept, Accept-Language')
    .send(Buffer.from(JSON.stringify(answer.answer())));
}
