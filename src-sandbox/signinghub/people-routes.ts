// Owns the routes a client picks recipients from: enterprise users, groups and contacts. The shapes are
// not published; paths and headers are those public clients use (`contacts.paging`).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MESSAGES } from './messages.ts';
import type { HubGroup } from './model.ts';
import { readEncoded, readNumber, sendError, type RouteContext } from './route-context.ts';
import type { HubState } from './state.ts';

type ByPage = { Params: { first: string; second: string } };

function formatGroup(state: HubState, group: HubGroup): Record<string, unknown> {
  return {
    group_id: group.id,
    group_name: group.name,
    description: group.description,
    members: group.members.map((email) => ({
      user_email: email,
      user_name: state.users.get(email)?.name ?? state.contacts.get(email)?.name ?? null,
    })),
  };
}

function readSearch(request: FastifyRequest): string {
  return readEncoded(request.headers['x-search-text']).toLowerCase();
}

function keepMatching<T extends Readonly<{ email: string; name: string }>>(
  people: Iterable<T>,
  search: string,
): readonly T[] {
  return [...people].filter((one) => `${one.name} ${one.email}`.toLowerCase().includes(search));
}

function sendPage(
  { service, version }: RouteContext,
  request: FastifyRequest<ByPage>,
  reply: FastifyReply,
  all: readonly unknown[],
): FastifyReply {
  const first = readNumber(request.params.first) ?? 0;
  const second = readNumber(request.params.second) ?? 0;
  if (first < 1 || second < 1) {
    return sendError(reply, version, { status: 400, message: MESSAGES.invalid });
  }
  const isPageFirst = service.state.assumptions.get('contacts.paging') === 'page/records';
  const [page, records] = isPageFirst ? [first, second] : [second, first];
  reply.header('x-total-records', String(all.length));
  return reply.send(all.slice((page - 1) * records, page * records));
}

export function registerPeopleRoutes(app: FastifyInstance, context: RouteContext): void {
  const { service, version } = context;
  const { state } = service;
  const showPerson = (one: Readonly<{ email: string; name: string }>) => ({
    user_email: one.email,
    user_name: one.name,
  });

  app.get('/enterprise/users', async (request, reply) => {
    const users = keepMatching(state.users.values(), readSearch(request));
    reply.header('x-total-records', String(users.length));
    return reply.send(
      users.map((one) => ({
        ...showPerson(one),
        enterprise_role: one.isAdmin ? 'Enterprise Admin' : 'Enterprise User',
        enabled: !one.isDisabled,
      })),
    );
  });
  app.get<ByPage>('/settings/contacts/:first/:second', async (request, reply) => {
    const contacts = keepMatching(state.contacts.values(), readSearch(request));
    return sendPage(context, request, reply, contacts.map(showPerson));
  });
  app.get<ByPage>('/settings/groups/:first/:second', async (request, reply) => {
    const search = readSearch(request);
    const groups = [...state.groups.values()].filter((one) =>
      one.name.toLowerCase().includes(search),
    );
    return sendPage(
      context,
      request,
      reply,
      groups.map((one) => formatGroup(state, one)),
    );
  });
  for (const path of ['/settings/groups/:id', '/enterprise/groups/:id']) {
    app.get<{ Params: { id: string } }>(path, async (request, reply) => {
      const id = readNumber(request.params.id);
      const group = [...state.groups.values()].find((one) => one.id === id);
      if (!group) return sendError(reply, version, { status: 404, message: MESSAGES.noGroup });
      return reply.send(formatGroup(state, group));
    });
  }
}
