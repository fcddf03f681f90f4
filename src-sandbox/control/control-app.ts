// Owns the control surface's application: its prefix, its error answers, and the service-neutral
// routes (ledger, clock, faults, hits, network). Service-specific routes are plugins.
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { ruleSchema, type Faults } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import type { Hits, Listener } from '../server.ts';
import { ControlError } from './control-error.ts';

export const CONTROL_PREFIX = '/_sandbox';

export type ControlOptions = Readonly<{
  ledger: Ledger;
  /** Fault rules, hits and listener of the first service; others register their own under a prefix. */
  faults: Faults;
  hits: Hits;
  front: Listener;
  /** Facts shown at the prefix itself. */
  describe: () => Readonly<Record<string, unknown>>;
  plugins: readonly FastifyPluginAsync[];
}>;

/** Reads a body or query with a schema; throws {@link ControlError} 400 naming the fields. */
export function readInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const errors: Record<string, string[]> = {};
  for (const issue of result.error.issues) {
    (errors[issue.path.join('.') || 'body'] ??= []).push(issue.message);
  }
  const text = Object.entries(errors).map(([path, texts]) => `${path}: ${texts.join(', ')}`);
  throw new ControlError(400, text.join('; '), errors);
}

const ledgerQuery = z.strictObject({
  requestId: z.string().optional(),
  dossierId: z.string().optional(),
  packageId: z.coerce.number().int().optional(),
  service: z.string().optional(),
  kind: z.string().optional(),
  cause: z.string().optional(),
  since: z.coerce.number().int().optional(),
});

function registerLedgerRoutes(app: FastifyInstance, { ledger }: ControlOptions): void {
  app.get('/ledger', async (request) => ledger.read(readInput(ledgerQuery, request.query)));
  app.delete('/ledger', async () => {
    ledger.reset();
    return { ok: true };
  });
}

/** What one listener in front of a service is controlled by. */
export type FrontControl = Readonly<{ faults: Faults; hits: Hits; front: Listener }>;

/** The routes of one listener: its hits, fault rules and network, relative to where they are registered. */
export function registerFrontRoutes(
  app: FastifyInstance,
  { faults, hits, front }: FrontControl,
): void {
  app.get('/hits', async () => hits.read());
  app.delete('/hits', async () => {
    hits.reset();
    return { ok: true };
  });

  /** A refusal that matches everything acts at once: nothing would arrive to meet it. */
  async function settleRefusal(): Promise<void> {
    const isRefusing = faults
      .list()
      .some(({ match, fault }) => fault.type === 'refuse' && Object.keys(match).length === 0);
    if (isRefusing) await front.close();
    else await front.open();
  }
  app.get('/faults', async () => faults.list());
  app.put('/faults', async (request) => {
    faults.set(readInput(z.array(ruleSchema), request.body));
    await settleRefusal();
    return faults.list();
  });
  app.post('/faults', async (request, reply) => {
    faults.add(readInput(ruleSchema, request.body));
    await settleRefusal();
    return reply.code(201).send(faults.list());
  });
  app.delete('/faults', async () => {
    faults.set([]);
    await settleRefusal();
    return [];
  });
  app.put('/network', async (request) => {
    const { online } = readInput(z.strictObject({ online: z.boolean() }), request.body);
    await (online ? front.open() : front.close());
    return { online: front.isOpen() };
  });
}

/** Builds the control application; it is ready when the promise settles. */
export async function createControlApp(options: ControlOptions): Promise<FastifyInstance> {
  const app = Fastify({ exposeHeadRoutes: false });
  app.setErrorHandler<Error & { statusCode?: number }>(async (error, _request, reply) => {
    const isOwn = error instanceof ControlError;
    const status = isOwn ? error.status : (error.statusCode ?? 500);
    const errors = isOwn && error.errors ? { errors: error.errors } : {};
    return reply.code(status).send({ status, message: error.message, ...errors });
  });
  app.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).send({ status: 404, message: 'There is no such control route.' }),
  );
  app.addHook('onRequest', async (request) => {
    // No web page has any business here, whatever name it gave to the loopback address.
    if (request.headers.origin !== undefined) throw new ControlError(403, 'Not for web pages.');
  });
  await app.register(
    async (scope) => {
      scope.get('/', async () => options.describe());
      registerLedgerRoutes(scope, options);
      registerFrontRoutes(scope, options);
      for (const plugin of options.plugins) await scope.register(plugin);
    },
    { prefix: CONTROL_PREFIX },
  );
  await app.ready();
  return app;
}
