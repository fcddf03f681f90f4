// Owns: a simulated SigningHub: packages whose recipients our calls and colleagues change, under one reading of what
// the documentation leaves open. Must not: know the network or our engine.
import { identifyRecipient, pickList } from '../../../src-shared/domain/workflow/model.ts';
import { findCallOrder } from '../../../src-shared/domain/workflow/call.ts';
import { READINGS, REGISTER_ASSUMPTIONS } from '../../../src-shared/domain/workflow/assumptions.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';
import { buildAddCall } from '../../builders/add-call.ts';
import { buildList } from '../../builders/workflow-builder.ts';
import { createRecordBook } from './record-book.ts';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList, WorkflowStage } from '../../../src-shared/domain/workflow/model.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { RecordBook } from './record-book.ts';
import type { Arrival, WriteTicket } from './wire.ts';

/** A package as the service holds it. */
export interface HubPackage extends RecipientList {
  readonly stage: WorkflowStage;
}

export interface HubService {
  readonly book: RecordBook<HubPackage>;
  readonly lanes: readonly string[];
  readonly world: Assumptions;
  /** Tags of calls that were answered with a yes and changed nothing, as they do under some readings. */
  readonly fruitless: ReadonlySet<string>;
  arrive(ticket: WriteTicket<HubPackage>, call: WorkflowCall): Arrival;
  actAsColleague(lane: string, draw: Draw): string;
}

export function createHubService(options: {
  readonly count: number;
  readonly draw: Draw;
  readonly nowMs: () => number;
  /** What is not left to the draw. */
  readonly reading?: Partial<Assumptions>;
}): HubService {
  const { draw, nowMs } = options;
  const book = createRecordBook<HubPackage>();
  const world = { ...drawWorld(draw), ...options.reading };
  const fruitless = new Set<string>();
  const lanes = Array.from({ length: options.count }, (_, index) => String(7001 + index));
  for (const lane of lanes) book.start(lane, { ...drawList(draw), stage: 'draft' });
  return {
    book,
    lanes,
    world,
    fruitless,
    arrive: ({ lane, tag, seen }, call) => {
      const before = book.now(lane);
      if (before.value === null) return { status: 404, isApplied: false };
      if (before.value.stage !== 'draft') return { status: 403, isApplied: false };
      const result = applyCall(before.value, call, world);
      if (!result.ok) return { status: 400, isApplied: false };
      if (JSON.stringify(result.list) === JSON.stringify(pickList(before.value))) {
        fruitless.add(tag);
        return { status: 200, isApplied: true };
      }
      const after = book.put(lane, nowMs(), { ...before.value, ...result.list }, tag);
      const hit = findHit(before.value, call);
      book.noteEffect({ lane, tag, atMs: nowMs(), before, after, seen, hit });
      return { status: 200, isApplied: true };
    },
    actAsColleague: (lane, colleagueDraw) => {
      const { value } = book.now(lane);
      if (value === null || value.stage !== 'draft') return 'nothing';
      if (colleagueDraw.chance(0.06)) {
        book.put(lane, nowMs(), { ...value, stage: 'shared' }, 'colleague');
        return 'share';
      }
      const call = drawColleagueCall(value, colleagueDraw);
      const result = applyCall(value, call, world);
      if (!result.ok) return 'nothing';
      book.put(lane, nowMs(), { ...value, ...result.list }, 'colleague');
      return call.kind;
    },
  };
}

/** Who a positional call is done to. */
function findHit(list: RecipientList, call: WorkflowCall): string | null {
  const order = findCallOrder(call);
  const row = order === null ? undefined : list.recipients[order - 1];
  return row === undefined ? null : identifyRecipient(row);
}

function drawWorld(draw: Draw): Assumptions {
  if (draw.chance(0.6)) return REGISTER_ASSUMPTIONS;
  const pick = <K extends keyof Assumptions>(name: K): Assumptions[K] =>
    draw.chance(0.6) ? REGISTER_ASSUMPTIONS[name] : draw.pick(READINGS[name]);
  return {
    reorderMeaning: pick('reorderMeaning'),
    reorderSteps: pick('reorderSteps'),
    deleteSteps: pick('deleteSteps'),
    serialNumbers: pick('serialNumbers'),
    missingNumber: pick('missingNumber'),
    parallelNumbers: pick('parallelNumbers'),
    updateConverts: pick('updateConverts'),
    customReturns: pick('customReturns'),
    gaps: pick('gaps'),
    typeChange: pick('typeChange'),
  };
}

function drawList(draw: Draw): RecipientList {
  const names = ['ann', 'bob', 'cas', 'dee', 'eve'].slice(0, 2 + draw.below(4));
  const type = draw.pick(['SERIAL', 'SERIAL', 'PARALLEL', 'CUSTOM'] as const);
  if (type !== 'CUSTOM') return buildList(type, ...names);
  return buildList(type, ...names.map((name, index) => `${name}:${1 + Math.floor(index / 2)}`));
}

function drawColleagueCall(list: RecipientList, draw: Draw): WorkflowCall {
  const count = list.recipients.length;
  const order = 1 + draw.below(Math.max(1, count));
  const kind = draw.pick(['add', 'add', 'delete', 'reorder', 'update'] as const);
  if (kind === 'add' || count === 0) {
    // Now and then the very person we are adding.
    const key = draw.chance(0.4) ? `new-${draw.below(4)}` : `theirs-${draw.below(1000)}`;
    return buildAddCall(key, { signingOrder: list.type === 'CUSTOM' ? 1 : null });
  }
  if (kind === 'delete') return { kind, order };
  if (kind === 'reorder') return { kind, order, to: 1 + draw.below(count) };
  return {
    kind,
    order,
    recipientKind: 'person',
    changes: { role: draw.pick(['REVIEWER', 'SIGNER']) },
  };
}
