// Deciding the open request while it changes on screen. The bridge answers what the test says.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  approveAnyway,
  askApprove,
} from '../../../src-renderer/features/inbox/decision-actions.ts';
import { decideOpenRequest } from '../../../src-renderer/features/inbox/decide.ts';
import {
  openDetail,
  renewDetail,
  useDetailStore,
} from '../../../src-renderer/features/inbox/detail-store.ts';
import { useListStore } from '../../../src-renderer/features/inbox/list-store.ts';
import { createDeskError } from '../../../src-shared/contract/errors.ts';
import { buildInboxDetail } from '../../builders/inbox-detail-builder.ts';
import { buildNewInvitee, buildRequest } from '../../builders/reassign-request-builder.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

const FIRST = 'account/1' as RequestKey;
const SECOND = 'account/2' as RequestKey;
const APPROVE = { kind: 'approve', message: null } as const;

describe('deciding the open request', () => {
  let told: InboxDetail;
  let decided: unknown[];

  beforeEach(async (context) => {
    // Moved by hand, so that a second passes at once.
    if ('mock' in context) context.mock.timers.enable({ apis: ['Date'], now: 1_780_000_000_000 });
    told = buildInboxDetail({ key: FIRST });
    decided = [];
    const call = (route: string, input: unknown): Promise<unknown> => {
      if (route === 'inbox.detail') return Promise.resolve({ ok: true, value: told });
      if (route === 'reassignRequest.decide') decided.push(input);
      return Promise.resolve({
        ok: false,
        error: createDeskError('NOT_READY', 'Told by the test'),
      });
    };
    Object.assign(globalThis, { window: { desk: { call } } });
    useDetailStore.setState(useDetailStore.getInitialState(), true);
    useListStore.setState({ ...useListStore.getInitialState(), activeKey: FIRST }, true);
    await openDetail(FIRST);
  });

  function change(): Promise<void> {
    const request = buildRequest({ newInvitee: buildNewInvitee({ name: 'Somebody Else' }) });
    told = buildInboxDetail({ key: FIRST, request, seenHash: 'b'.repeat(64) });
    return renewDetail();
  }
  const readError = (): string | undefined => useDetailStore.getState().decideError?.code;

  it('hands it over with the picture that was seen', async () => {
    await decideOpenRequest(APPROVE);
    assert.deepEqual(decided, [{ key: FIRST, seenHash: 'a'.repeat(64), decision: APPROVE }]);
  });

  it('asks to look again when the request changed on screen a moment before', async (context) => {
    await change();
    assert.equal(useDetailStore.getState().changes?.length, 1);
    await decideOpenRequest(APPROVE);
    assert.equal(readError(), 'REQUEST_CHANGED');
    assert.deepEqual(decided, []);
    context.mock.timers.tick(1_000);
    await decideOpenRequest(APPROVE);
    assert.deepEqual(decided, [{ key: FIRST, seenHash: 'b'.repeat(64), decision: APPROVE }]);
  });

  it('stands by the picture and the request that a question was asked about', async (context) => {
    const stop = { code: 'PHONE_MISSING', severity: 'stop', facts: {} } as const;
    told = buildInboxDetail({ key: FIRST, checks: [stop] });
    await renewDetail();
    askApprove();
    assert.deepEqual(decided, []);
    await change();
    context.mock.timers.tick(60_000);
    approveAnyway();
    const approve = { kind: 'approve', message: null };
    assert.deepEqual(decided, [{ key: FIRST, seenHash: 'a'.repeat(64), decision: approve }]);
    await new Promise(setImmediate);
    told = buildInboxDetail({ key: FIRST, checks: [stop] });
    await renewDetail();
    askApprove();
    told = buildInboxDetail({ key: SECOND });
    useListStore.setState({ activeKey: SECOND });
    await openDetail(SECOND);
    approveAnyway();
    assert.equal(decided.length, 1);
  });

  it('does nothing while the one before still stands on screen', async () => {
    useListStore.setState({ activeKey: SECOND });
    await decideOpenRequest(APPROVE);
    assert.deepEqual([decided, readError()], [[], undefined]);
  });
});
