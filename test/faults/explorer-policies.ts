// Owns: the queues the explorer compares: ours, which runs the real transition.ts, and four plain ones.
// Must not: restate our rules; for ours it only plays the dispatcher.
import { createOpCore } from '../../src-main/engine/outbox/create-op-core.ts';
import { transition } from '../../src-main/engine/outbox/transition.ts';
import { listReadings, spendFault } from './explorer.ts';
import type { OpCore, OutboxEvent } from '../../src-main/engine/outbox/op-core.ts';
import type { Policy, Report, Run, Situation } from './explorer.ts';
import type { OutboxState } from '../../src-shared/domain/outbox-item.ts';

/** Ours: what is stored (core, pre) and what the process knows (a write to send, whether settle has passed). */
export interface OurClient {
  readonly core: OpCore;
  readonly pre: unknown;
  readonly isToSend: boolean;
  readonly isSettled: boolean;
}

const REPORTS: Readonly<Record<OutboxState, Report>> = {
  QUEUED: 'active',
  SENDING: 'active',
  UNKNOWN: 'active',
  ACKED: 'active',
  WAITING: 'active',
  BLOCKED: 'active',
  CONFIRMED: 'success',
  SATISFIED: 'success',
  CONFLICT: 'person',
  REJECTED: 'failure',
  ATTENTION: 'person',
  CANCELLED: 'withdrawn',
  SUPERSEDED: 'withdrawn',
};

/** `waitsForSettle: false` is the control that reads back at once: same rules, same code, no patience. */
export function createOurPolicy(options: {
  readonly waitsForSettle: boolean;
  readonly onPair?: (state: OutboxState, event: OutboxEvent) => void;
}): Policy<OurClient> {
  const apply = (client: OurClient, event: OutboxEvent): OurClient => {
    options.onPair?.(client.core.state, event);
    const { next, effects } = transition(client.core, event);
    const isToSend = effects.includes('write');
    return {
      ...client,
      core: next,
      isToSend,
      isSettled: isToSend ? false : client.isSettled,
    };
  };
  return {
    name: options.waitsForSettle ? 'ours' : 'marker + read, no settle',
    start: (run) => ({
      core: createOpCore(run.world.opClass),
      pre: null,
      isToSend: false,
      isSettled: false,
    }),
    step: (run, now) => [
      ...stepOurs(run, now, apply, options.waitsForSettle),
      ...withdraw(now, apply),
    ],
    takeAnswer: (_run, now, answer) => ({
      ...now,
      client: apply(now.client, { type: 'answered', answer, isTokenFresh: false }),
    }),
    crash: (client) => ({
      ...apply(client, { type: 'restarted' }),
      isToSend: false,
      isSettled: client.core.state === 'WAITING' && client.isSettled,
    }),
    report: (client) => REPORTS[client.core.state],
  };
}

type Apply = (client: OurClient, event: OutboxEvent) => OurClient;

function stepOurs<S>(
  run: Run<S>,
  now: Situation<S, OurClient>,
  apply: Apply,
  waitsForSettle: boolean,
): readonly Situation<S, OurClient>[] {
  const { state } = now.client.core;
  if (state === 'QUEUED' || state === 'WAITING') return precheck(run, now, apply);
  if (state === 'SENDING') return send(now, apply);
  if (state !== 'UNKNOWN' && state !== 'ACKED') return [];
  return [...settle(run, now, waitsForSettle), ...readBack(run, now, apply, waitsForSettle)];
}

function precheck<S>(
  run: Run<S>,
  now: Situation<S, OurClient>,
  apply: Apply,
): readonly Situation<S, OurClient>[] {
  const mayBeStale = !now.client.isSettled || !run.assumptions.freshAfterSettle;
  return listReadings(now, mayBeStale).flatMap(({ shown, after }) => {
    const verdict = run.world.judgeBefore(run.world.initial, shown);
    const client = apply(now.client, { type: 'prechecked', verdict });
    if (client.core.attempt > now.left.attempts) return [];
    return [{ ...after, client: client.isToSend ? { ...client, pre: shown } : client }];
  });
}

function send<S>(now: Situation<S, OurClient>, apply: Apply): readonly Situation<S, OurClient>[] {
  if (!now.client.isToSend) return [];
  const sent = { ...now, isAwaited: true, client: { ...now.client, isToSend: false } };
  const bad = spendFault(now);
  if (bad === null) return [sent];
  const client = apply(now.client, {
    type: 'answered',
    answer: 'not-sent',
    isTokenFresh: false,
  });
  return [sent, { ...bad, client }];
}

function settle<S>(
  run: Run<S>,
  now: Situation<S, OurClient>,
  waitsForSettle: boolean,
): readonly Situation<S, OurClient>[] {
  if (now.client.isSettled || !waitsForSettle) return [];
  const abandoned = run.assumptions.deadAfterSettle ? 0 : now.abandoned;
  return [{ ...now, abandoned, client: { ...now.client, isSettled: true } }];
}

function readBack<S>(
  run: Run<S>,
  now: Situation<S, OurClient>,
  apply: Apply,
  waitsForSettle: boolean,
): readonly Situation<S, OurClient>[] {
  const { core, pre } = now.client;
  const isSettled = now.client.isSettled || !waitsForSettle;
  if (core.state === 'UNKNOWN' && core.lastAnswer !== 'refused' && !isSettled) return [];
  const mayBeStale = !now.client.isSettled || !run.assumptions.freshAfterSettle;
  return listReadings(now, mayBeStale).map(({ shown, after }) => {
    const verdict = run.world.judgeAfter(pre as S, shown);
    return { ...after, client: apply(now.client, { type: 'read-back', verdict, isSettled }) };
  });
}

function withdraw<S>(
  now: Situation<S, OurClient>,
  apply: Apply,
): readonly Situation<S, OurClient>[] {
  if (now.left.withdrawals === 0) return [];
  const left = { ...now.left, withdrawals: now.left.withdrawals - 1 };
  const client = apply(now.client, { type: 'cancel' });
  // Withdrawing stops no write that is about to leave: the wish is only recorded.
  return [{ ...now, left, client: { ...client, isToSend: now.client.isToSend } }];
}

/** The plain queues know no more than this. `tries` bounds the search as `attempt` does for ours. */
export interface PlainClient {
  readonly mode: 'queued' | 'sending' | 'vanished' | 'done' | 'failed' | 'asked';
  readonly tries: number;
}

const PLAIN_REPORTS: Readonly<Record<PlainClient['mode'], Report>> = {
  queued: 'active',
  sending: 'active',
  vanished: 'vanished',
  done: 'success',
  failed: 'failure',
  asked: 'person',
};

/** Removes the item, sends it, puts it back when that fails: a crash in between loses it. */
export const REMOVE_SEND_PUT_BACK = createPlainPolicy({
  name: 'remove, send, put back',
  readsFirst: false,
  afterCrash: 'vanished',
});

/** Keeps the item until a 2xx and sends again until then. */
export const BLIND_AT_LEAST_ONCE = createPlainPolicy({
  name: 'blind at-least-once',
  readsFirst: false,
  afterCrash: 'queued',
});

/** Looks before every send, but keeps no durable mark that a send began. */
export const READ_FIRST_NO_MARKER = createPlainPolicy({
  name: 'read first, no marker',
  readsFirst: true,
  afterCrash: 'queued',
});

function createPlainPolicy(rules: {
  readonly name: string;
  readonly readsFirst: boolean;
  readonly afterCrash: 'vanished' | 'queued';
}): Policy<PlainClient> {
  return {
    name: rules.name,
    start: () => ({ mode: 'queued', tries: 0 }),
    step: (run, now) => stepPlain(run, now, rules.readsFirst),
    takeAnswer(_run, now, answer) {
      const isRefusalFinal = answer === 'refused' && !rules.readsFirst;
      const mode = answer === 'accepted' ? 'done' : isRefusalFinal ? 'failed' : 'queued';
      return { ...now, client: { ...now.client, mode } };
    },
    crash: (client) => (client.mode === 'sending' ? { ...client, mode: rules.afterCrash } : client),
    report: (client) => PLAIN_REPORTS[client.mode],
  };
}

function stepPlain<S>(
  run: Run<S>,
  now: Situation<S, PlainClient>,
  readsFirst: boolean,
): readonly Situation<S, PlainClient>[] {
  const { mode, tries } = now.client;
  if (mode !== 'queued') return [];
  const sending: readonly Situation<S, PlainClient>[] =
    tries < now.left.attempts
      ? [{ ...now, isAwaited: true, client: { mode: 'sending', tries: tries + 1 } }]
      : [];
  if (!readsFirst) return sending;
  return listReadings(now, true).flatMap(({ shown, after }) => {
    const mode = judgePlainly(run, shown);
    if (mode !== 'as-reviewed') return [{ ...after, client: { mode, tries } }];
    return sending.map((next) => ({ ...next, left: after.left }));
  });
}

function judgePlainly<S>(run: Run<S>, shown: S): 'done' | 'asked' | 'as-reviewed' {
  const { world } = run;
  if (world.judgeAfter(world.initial, shown).is === 'applied') return 'done';
  return world.judgeBefore(world.initial, shown).is === 'as-reviewed' ? 'as-reviewed' : 'asked';
}
