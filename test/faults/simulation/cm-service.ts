// Owns: a simulated CM.com Sign: requests, decisions on them, what colleagues do, the mails it sends.
// Must not: know the network or our engine.
import { buildNewInvitee, buildRequest } from '../../builders/reassign-request-builder.ts';
import { createRecordBook } from './record-book.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { ReassignRequest } from '../../../src-shared/domain/reassign-request.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { RecordBook } from './record-book.ts';
import type { Arrival, WriteTicket } from './wire.ts';

export interface CmService {
  readonly book: RecordBook<ReassignRequest>;
  readonly lanes: readonly string[];
  /** One mail for every decision that took effect. */
  readonly mails: readonly { readonly lane: string; readonly tag: string }[];
  arrive(ticket: WriteTicket<ReassignRequest>, decision: Decision): Arrival;
  actAsColleague(lane: string, draw: Draw): string;
}

export function createCmService(options: {
  readonly count: number;
  /** Whether a second decision overwrites the first (R1), or is refused. */
  readonly acceptsSecond: boolean;
  readonly nowMs: () => number;
}): CmService {
  const { nowMs } = options;
  const book = createRecordBook<ReassignRequest>();
  const lanes = Array.from({ length: options.count }, (_, index) => `request-${index + 1}`);
  const mails: { lane: string; tag: string }[] = [];
  for (const lane of lanes)
    book.start(lane, buildRequest({ id: lane, dossier: describeDossier(lane) }));
  return {
    book,
    lanes,
    mails,
    arrive: (ticket, decision) => {
      const { lane, tag, seen } = ticket;
      const before = book.now(lane);
      if (before.value === null) return { status: 404, isApplied: false };
      if (before.value.state !== 'pending' && !options.acceptsSecond) {
        return { status: 409, isApplied: false };
      }
      const after = book.put(lane, nowMs(), decide(before.value, decision), tag);
      book.noteEffect({ lane, tag, atMs: nowMs(), before, after, seen, hit: null });
      mails.push({ lane, tag });
      return { status: 200, isApplied: true };
    },
    actAsColleague: (lane, draw) => {
      const { value } = book.now(lane);
      if (value === null) return 'nothing';
      const act = draw.pick(['approve', 'decline', 'edit', 'edit', 'delete'] as const);
      const isDecision = act === 'approve' || act === 'decline';
      if (isDecision && value.state !== 'pending' && !options.acceptsSecond) return 'nothing';
      if (act === 'edit' && value.state !== 'pending') return 'nothing';
      if (act === 'delete' && !draw.chance(0.2)) return 'nothing';
      book.put(lane, nowMs(), changeAsColleague(value, act, draw), 'colleague');
      return act;
    },
  };
}

function describeDossier(lane: string): ReassignRequest['dossier'] {
  return { id: `dossier-of-${lane}`, name: `Lease of ${lane}`, owner: 'John Doe' };
}

function decide(request: ReassignRequest, decision: Decision): ReassignRequest {
  if (decision.kind === 'decline') {
    return { ...request, state: 'declined', declineReason: decision.reason };
  }
  const { newInvitee } = request;
  const message = decision.message ?? newInvitee.message;
  return {
    ...request,
    state: 'approved',
    declineReason: null,
    newInvitee: { ...newInvitee, message },
  };
}

function changeAsColleague(
  request: ReassignRequest,
  act: 'approve' | 'decline' | 'edit' | 'delete',
  draw: Draw,
): ReassignRequest | null {
  if (act === 'delete') return null;
  if (act === 'approve') return decide(request, { kind: 'approve', message: null });
  if (act === 'decline') {
    return decide(request, { kind: 'decline', reason: `theirs ${draw.below(1000)}` });
  }
  return draw.chance(0.5)
    ? { ...request, reason: `reason ${draw.below(1000)}` }
    : { ...request, newInvitee: buildNewInvitee({ email: `p${draw.below(1000)}@example.test` }) };
}
