// The text typed for a request, while answers of the desk come late. The bridge answers when the test says so.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  clearDraft,
  openDetail,
  renewDetail,
  reopenDetail,
  typeDraft,
  flushDraft,
  useDetailStore,
} from '../../../src-renderer/features/inbox/detail-store.ts';
import { buildInboxDetail } from '../../builders/inbox-detail-builder.ts';
import type { DecisionDraft } from '../../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

const FIRST = 'account/1' as RequestKey;
const SECOND = 'account/2' as RequestKey;

interface Call {
  readonly route: string;
  readonly input: { readonly key: RequestKey; readonly draft?: DecisionDraft | null };
  readonly answer: (value: unknown) => void;
}

describe('the text typed for the open request', () => {
  let calls: Call[];
  let drafts: Map<RequestKey, DecisionDraft>;

  beforeEach(() => {
    calls = [];
    drafts = new Map();
    const call = (route: string, input: Call['input']): Promise<unknown> => {
      if (route === 'inbox.saveDraft') {
        if (input.draft) drafts.set(input.key, input.draft);
        else drafts.delete(input.key);
        return Promise.resolve({ ok: true, value: null });
      }
      return new Promise((answer) => calls.push({ route, input, answer }));
    };
    Object.assign(globalThis, { window: { desk: { call } } });
    useDetailStore.setState(useDetailStore.getInitialState(), true);
  });

  /** Answers the oldest open question with what is stored now. */
  async function answer(): Promise<void> {
    await new Promise(setImmediate);
    const call = calls.shift();
    assert.equal(call?.route, 'inbox.detail');
    const { key } = call.input;
    call.answer({ ok: true, value: buildInboxDetail({ key, draft: drafts.get(key) ?? null }) });
    await new Promise(setImmediate);
  }
  const readText = (): string => useDetailStore.getState().draft.message;

  it('comes with its request and goes with it', async () => {
    drafts.set(FIRST, { message: 'kept', reason: '' });
    void openDetail(FIRST);
    await answer();
    assert.equal(readText(), 'kept');
    void openDetail(SECOND);
    await answer();
    assert.equal(readText(), '');
  });

  it('comes back when the request is opened again before the next one was there', async () => {
    void openDetail(FIRST);
    await answer();
    void openDetail(SECOND);
    // Undo gives the text back to the request that still stands on screen.
    drafts.set(FIRST, { message: 'given back', reason: '' });
    void openDetail(FIRST);
    await answer();
    await answer();
    assert.equal(useDetailStore.getState().detail?.key, FIRST);
    assert.equal(readText(), 'given back');
  });

  it('comes back to a request that stayed open', async () => {
    void openDetail(FIRST);
    await answer();
    typeDraft({ message: 'to be sent' });
    await clearDraft(FIRST);
    void renewDetail();
    await answer();
    assert.equal(readText(), '');
    drafts.set(FIRST, { message: 'given back', reason: '' });
    void reopenDetail(FIRST);
    await answer();
    assert.equal(readText(), 'given back');
  });

  it('is not overwritten by an answer that was on its way while it was typed', async () => {
    void openDetail(FIRST);
    await answer();
    void openDetail(SECOND);
    void openDetail(FIRST);
    typeDraft({ message: 'typed meanwhile' });
    await answer();
    await answer();
    assert.equal(readText(), 'typed meanwhile');
    await flushDraft();
    void renewDetail();
    typeDraft({ message: 'typed on' });
    await answer();
    assert.equal(readText(), 'typed on');
    await flushDraft();
    assert.equal(drafts.get(FIRST)?.message, 'typed on');
  });
});
