// Owns the SigningHub routes' common ground: where they answer, tokens, error answers, raw bodies. The
// routes themselves live in the *-routes files beside it.
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { ARRIVAL_HEADER, STALE_HEADER } from '../server.ts';
import { admitCaller, grantScope, grantToken, type Grant } from './authenticate.ts';
import { registerDocumentRoutes } from './document-routes.ts';
import type { HubService } from './hub-service.ts';
import { MESSAGES } from './messages.ts';
import { registerPackageRoutes } from './package-routes.ts';
import { registerPeopleRoutes } from './people-routes.ts';
import {
  BrokenBody,
  readJson,
  sendError,
  type Caller,
  type RouteContext,
  type Version,
} from './route-context.ts';
import { parseName } from './validate.ts';
import { registerWorkflowRoutes } from './workflow-routes.ts';

/** The service answers at its root and, as an installation of one's own may, under a path. */
const BASES = ['', '/api'] as const;
const VERSIONS: readonly Version[] = [3, 4];

/** Taken off a path before it is counted and matched, the longest first. */
export const HUB_MOUNTS: readonly string[] = BASES.toReversed().flatMap((base) => [
  ...VERSIONS.map((version) => `${base}/v${version}/enterprise`),
  ...VERSIONS.map((version) => `${base}/v${version}`),
  ...(base === '' ? [] : [base]),
]);

// Documents are far larger than JSON; the specification names no limit.
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

function readHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** The token object, or the error body of `/authenticate`. */
function sendGrant(service: HubService, reply: FastifyReply, grant: Grant): FastifyReply {
  if (!grant.ok) {
    const { status, error, description } = grant;
    return reply.code(status).send({ error, error_description: description });
  }
  const { accessToken, refreshToken, expiresAt } = grant.session;
  return reply.send({
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: Math.round((expiresAt - service.clock.nowMs()) / 1000),
    refresh_token: refreshToken,
  });
}

/** `POST /authenticate`: the one route without version and without a token. */
function createAuthenticateRoute(service: HubService): FastifyPluginAsync {
  return async (app) => {
    app.post('/authenticate', async (request, reply) => {
      const { body } = request;
      const text = Buffer.isBuffer(body) ? body.toString('utf8') : '';
      const grant = grantToken(service, Object.fromEntries(new URLSearchParams(text)));
      return sendGrant(service, reply, grant);
    });
  };
}

function registerScope(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  app.post('/authenticate/scope', async (request, reply) => {
    const reading = { version, assumptions: service.state.assumptions };
    const email = parseName('user_email', readJson(context, request), reading);
    if (email === null)
      return sendError(reply, version, { status: 400, message: MESSAGES.invalid });
    const grant = grantScope(service, getCaller(request).session.login, email);
    return sendGrant(service, reply, grant);
  });
}

function makeCaller(
  request: FastifyRequest,
  { email, session }: Pick<Caller, 'email' | 'session'>,
): Caller {
  return {
    email,
    session,
    staleMs: Number(readHeader(request, STALE_HEADER) ?? 0),
    origin: {
      cause: 'api',
      actor: email,
      arrival: Number(readHeader(request, ARRIVAL_HEADER) ?? 0),
      clientRequest: readHeader(request, 'x-request-number') ?? readHeader(request, 'x-request-id'),
    },
  };
}

function createVersionRoutes(service: HubService, version: Version): FastifyPluginAsync {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const getCaller = (request: FastifyRequest): Caller => {
    const caller = callers.get(request);
    if (!caller) throw new Error('a route ran without authentication');
    return caller;
  };
  const context: RouteContext = { service, version, getCaller };
  function registerPackages(app: FastifyInstance): void {
    registerPackageRoutes(app, context);
    registerDocumentRoutes(app, context);
    registerWorkflowRoutes(app, context);
  }
  return async (app) => {
    app.get('/about', async () => ABOUT);
    await app.register(async (scope) => {
      scope.addHook('onRequest', async (request, reply) => {
        const admission = admitCaller(service, request.headers.authorization);
        if (!admission.ok) return sendError(reply, version, admission);
        callers.set(request, makeCaller(request, admission));
        return undefined;
      });
      registerPackages(scope);
      registerPeopleRoutes(scope, context);
      if (version === 4) registerScope(scope, context);
      await scope.register(
        async (alias) => {
          alias.addHook('onRequest', async (_request, reply) => {
            if (service.state.assumptions.get('A-10') === 'on') return undefined;
            return sendError(reply, version, { status: 404, message: NO_RESOURCE });
          });
          registerPackages(alias);
        },
        { prefix: '/enterprise' },
      );
    });
  };
}

const NO_RESOURCE = 'There is no such resource.';
const ABOUT = {
  installation_name: 'Sandbox',
  version: '8.0',
  build: '8.0.0.0',
  patents: '',
  copyright: '',
};

function readVersion(request: FastifyRequest): Version {
  return request.url.includes('/v4/') ? 4 : 3;
}

/** The whole application; ready when the promise settles. */
export async function createHubApp(service: HubService): Promise<FastifyInstance> {
  const app = Fastify({ exposeHeadRoutes: false, bodyLimit: BODY_LIMIT_BYTES });
  // Bodies are read by the routes: uploads carry any content type, and broken JSON has its own rank.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setNotFoundHandler(async (request, reply) =>
    sendError(reply, readVersion(request), { status: 404, message: NO_RESOURCE }),
  );
  app.setErrorHandler<Error & { statusCode?: number }>(async (error, request, reply) => {
    const status = error instanceof BrokenBody ? 500 : (error.statusCode ?? 500);
    const message = status >= 500 ? MESSAGES.internal : error.message;
    return sendError(reply, readVersion(request), { status, message });
  });
  for (const base of BASES) {
    await app.register(createAuthenticateRoute(service), { prefix: base });
    for (const version of VERSIONS) {
      await app.register(createVersionRoutes(service, version), { prefix: `${base}/v${version}` });
    }
  }
  await app.ready();
  return app;
}
