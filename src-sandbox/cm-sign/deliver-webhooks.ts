// Owns the delivery of events to subscribers over real HTTP, with retries (specification 6.3, A23).
// Must never hold up the command that raised the event.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Ledger, Origin } from '../ledger.ts';
import type { SignEvent } from './command.ts';
import { DEFAULT_EVENTS, type Webhook } from './model.ts';
import { SERVICE } from './sign-service.ts';
import type { SignState } from './state.ts';

export type WebhookDelivery = Readonly<{
  /** Starts delivering; returns at once. */
  send: (account: string, events: readonly SignEvent[], origin: Origin) => void;
  /** Gives up everything under way. */
  stop: () => Promise<void>;
}>;

export type WebhookDeliveryOptions = Readonly<{
  state: SignState;
  ledger: Ledger;
  clock: Clock;
  /** Makes the id of a retried event when A23.eventId is `fresh`. */
  makeFreshId: () => string;
}>;

function wantsEvent(webhook: Webhook, event: SignEvent): boolean {
  if (webhook.disabled) return false;
  const wanted: readonly string[] = webhook.events.length > 0 ? webhook.events : DEFAULT_EVENTS;
  return wanted.includes(event.type);
}

function readSubject(event: SignEvent): { dossierId: string; requestId?: string } {
  const request = event['reassignRequest'] as { id: string } | undefined;
  return { dossierId: event.dossier.id, ...(request ? { requestId: request.id } : {}) };
}

/** One try; the status, or the words of what went wrong. */
async function post(
  webhook: Webhook,
  event: SignEvent,
  signal: AbortSignal,
): Promise<number | string> {
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      headers: { ...webhook.headers, 'content-type': 'application/json' },
      body: JSON.stringify(event),
      redirect: 'manual',
      signal,
    });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    if (!(error instanceof Error)) return 'failed';
    return error.cause instanceof Error ? error.cause.message : error.message;
  }
}

export function createWebhookDelivery(options: WebhookDeliveryOptions): WebhookDelivery {
  const { state, ledger, clock } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function deliver(webhook: Webhook, event: SignEvent, origin: Origin): Promise<void> {
    const tries = state.assumptions.get('A23');
    let pauseMs = state.assumptions.get('A23.pauseMs');
    for (let attempt = 1; attempt <= tries && !stopping.signal.aborted; attempt += 1) {
      const isFresh = attempt > 1 && state.assumptions.get('A23.eventId') === 'fresh';
      const sent = isFresh ? { ...event, id: options.makeFreshId() } : event;
      const limit = AbortSignal.timeout(state.assumptions.get('A23.timeoutMs'));
      const result = await post(webhook, sent, AbortSignal.any([limit, stopping.signal]));
      if (stopping.signal.aborted) return;
      const isDelivered = typeof result === 'number' && result >= 200 && result < 300;
      ledger.write(SERVICE, clock.nowMs(), origin, {
        kind: 'webhook',
        ...readSubject(event),
        detail: {
          webhookId: webhook.id,
          eventId: sent.id,
          type: event.type,
          attempt,
          isDelivered,
          result,
        },
      });
      if (isDelivered || attempt === tries) return;
      await wait(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      pauseMs *= 2;
    }
  }

  return {
    send: (account, events, origin) => {
      for (const webhook of state.webhooks.values()) {
        if (state.clients.get(webhook.kid)?.account !== account) continue;
        for (const event of events.filter((one) => wantsEvent(webhook, one))) {
          const delivery = deliver(webhook, event, origin);
          running.add(delivery);
          void delivery.finally(() => running.delete(delivery));
        }
      }
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
