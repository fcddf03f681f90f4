// Owns: what a read of a package means for one call of a plan, before and after it was sent.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  judgeCallAfter,
  judgeCallBefore,
} from '../../../src-main/engine/outbox/kinds/judge-workflow.ts';
import { unfoldSegment } from '../../../src-main/engine/outbox/kinds/planned-step.ts';
import {
  listReadings,
  REGISTER_ASSUMPTIONS,
} from '../../../src-shared/domain/workflow/assumptions.ts';
import { buildAddCall } from '../../builders/add-call.ts';
import { buildList, buildPackage, readAsServer } from '../../builders/workflow-builder.ts';
import type { CallInPlan } from '../../../src-main/engine/outbox/kinds/judge-workflow.ts';
import type { JudgeFacts, OwnTries } from '../../../src-main/engine/outbox/kinds/outbox-kind.ts';
import type { ReadPackage } from '../../../src-main/engine/ports.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { PackagePicture, RecipientList } from '../../../src-shared/domain/workflow/model.ts';

const BASE = buildList('SERIAL', 'ann', 'bob', 'cas');
const ADD = buildAddCall('eve');
const DELETE: WorkflowCall = { kind: 'delete', order: 2 };
const MAILS: WorkflowCall = {
  kind: 'update',
  order: 2,
  recipientKind: 'person',
  changes: { notifies: false },
};

function plan(call: WorkflowCall, base: RecipientList = BASE): CallInPlan {
  const calls = [{ call, isCertain: true }];
  const [step] = unfoldSegment({ base, reading: REGISTER_ASSUMPTIONS, calls });
  assert.ok(step);
  return { step, wanted: step.after, segment: 0, knowledge: listReadings() };
}

function read(list: RecipientList | null, over: Partial<PackagePicture> = {}): ReadPackage {
  const picture = buildPackage(over);
  return {
    id: picture.id,
    name: picture.name,
    ownerEmail: picture.user.email,
    ownerName: 'Owner',
    status: 'DRAFT',
    modifiedAt: null,
    stage: picture.stage,
    isLocked: picture.isLocked,
    documentTypes: picture.documentTypes,
    arrangement: list === null ? null : { picture, list: readAsServer(list) },
    unreadable: list === null ? 'role' : null,
  };
}

function facts(own: Partial<OwnTries> = {}, ageMs = 0): JudgeFacts {
  const none = { sentCount: 0, isAcknowledged: false, isRefused: false, isSettled: false };
  const nowMs = Date.parse('2026-11-21T12:00:00Z');
  return { nowMs, ageMs, maxAgeMs: 24 * 3_600_000, dossier: null, own: { ...none, ...own } };
}

const ADDED = buildList('SERIAL', 'ann', 'bob', 'cas', 'eve');
const DELETED = buildList('SERIAL', 'ann', 'cas');

describe('the look before a call', () => {
  const cases: readonly (readonly [string, WorkflowCall, ReadPackage, JudgeFacts, string])[] = [
    ['nothing changed', DELETE, read(BASE), facts(), 'as-reviewed'],
    [
      'another order',
      DELETE,
      read(buildList('SERIAL', 'bob', 'ann', 'cas')),
      facts(),
      'LIST_CHANGED',
    ],
    [
      'somebody more',
      ADD,
      read(buildList('SERIAL', 'ann', 'bob', 'cas', 'mal')),
      facts(),
      'LIST_CHANGED',
    ],
    ['somebody removed him already', DELETE, read(DELETED), facts(), 'goal-met'],
    ['somebody added the same, we never sent', ADD, read(ADDED), facts(), 'LIST_CHANGED'],
    ['our own addition, come late', ADD, read(ADDED), facts({ sentCount: 1 }), 'goal-met'],
    ['shared meanwhile', DELETE, read(BASE, { stage: 'shared' }), facts(), 'SHARED'],
    ['locked meanwhile', DELETE, read(BASE, { isLocked: true }), facts(), 'LOCKED_BY_TEMPLATE'],
    ['a seal beside them', DELETE, read(BASE, { hasSeal: true }), facts(), 'HAS_SEAL'],
    [
      'not ours any more',
      DELETE,
      read(BASE, { user: { email: 'x@example.test', isOwner: false, mayChangeRecipients: false } }),
      facts(),
      'NOT_OWNER',
    ],
    ['a word nobody knows', DELETE, read(null), facts(), 'UNREADABLE'],
    ['older than a day', DELETE, read(BASE), facts({}, 25 * 3_600_000), 'LIST_CHANGED'],
  ];
  for (const [name, call, reading, known, expected] of cases) {
    it(`says ${expected}: ${call.kind}, ${name}`, () => {
      const { verdict, conflict } = judgeCallBefore(plan(call), reading, known);
      assert.equal(conflict?.theirState ?? verdict.is, expected);
    });
  }
});

const ACKED = facts({ sentCount: 1, isAcknowledged: true });
const ACKED_LATE = facts({ sentCount: 1, isAcknowledged: true, isSettled: true });
const LOST = facts({ sentCount: 1, isSettled: true });
const REFUSED = facts({ sentCount: 1, isRefused: true });

describe('the read after a call', () => {
  const twice = buildList('SERIAL', 'ann', 'bob', 'cas', 'eve', 'eve');
  const wrong = buildList('SERIAL', 'ann', 'bob');
  const cases: readonly (readonly [string, WorkflowCall, ReadPackage, JudgeFacts, string])[] = [
    ['as predicted', ADD, read(ADDED), ACKED, 'applied'],
    ['as predicted after a lost answer', ADD, read(ADDED), LOST, 'applied'],
    ['nothing there after a lost answer', ADD, read(BASE), LOST, 'not-applied'],
    ['nothing there yet after a yes', ADD, read(BASE), ACKED, 'not-applied'],
    ['nothing there for good after a yes', ADD, read(BASE), ACKED_LATE, 'conflict'],
    ['there twice', ADD, read(twice), LOST, 'misdirected'],
    ['another one is gone', DELETE, read(wrong), ACKED, 'misdirected'],
    [
      'steps kept, which is another reading',
      DELETE,
      read(buildList('SERIAL', 'ann:1', 'cas:3')),
      ACKED,
      'applied-differently',
    ],
    ['a mail setting after a yes', MAILS, read(BASE), ACKED, 'applied'],
    ['a mail setting after a lost answer may be repeated', MAILS, read(BASE), LOST, 'not-applied'],
    ['a mail setting that was refused', MAILS, read(BASE), REFUSED, 'not-applied'],
    ['a word nobody knows', ADD, read(null), ACKED, 'conflict'],
    ['a colleague was there', DELETE, read(buildList('PARALLEL', 'ann', 'cas')), LOST, 'conflict'],
  ];
  for (const [name, call, reading, known, expected] of cases) {
    it(`says ${expected}: ${call.kind}, ${name}`, () => {
      assert.equal(judgeCallAfter(plan(call), reading, known).verdict.is, expected);
    });
  }

  it('never takes an unseen reorder of twins for one that may be repeated', () => {
    const twins: RecipientList = {
      type: 'PARALLEL',
      recipients: buildList('PARALLEL', 'one', 'two').recipients.map((one) => ({
        ...one,
        name: 'twin',
        email: 'twin@example.test',
      })),
    };
    const moved = plan({ kind: 'reorder', order: 1, to: 2 }, twins);
    assert.equal(judgeCallAfter(moved, read(twins), LOST).verdict.is, 'applied');
    assert.equal(judgeCallAfter(moved, read(twins), REFUSED).verdict.is, 'not-applied');
  });

  it('brings the rest of the plan, made anew, where the service behaved otherwise', () => {
    const kept = buildList('SERIAL', 'ann:1', 'cas:3');
    const { sequel } = judgeCallAfter(plan(DELETE), read(kept), ACKED);
    assert.ok(sequel?.kind === 'learned' && sequel.rest !== null);
    assert.ok(sequel.knowledge.every(({ deleteSteps }) => deleteSteps === 'kept'));
    assert.ok(sequel.rest.steps.length > 0);
  });
});

describe('what was stored of a plan', () => {
  it('is not understood when its calls do not fit its list', () => {
    const calls = [{ call: { kind: 'delete', order: 9 }, isCertain: true }] as const;
    assert.throws(() => unfoldSegment({ base: BASE, reading: REGISTER_ASSUMPTIONS, calls }));
  });
});
