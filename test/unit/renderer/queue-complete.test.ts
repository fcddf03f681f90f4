// Every state and every outcome, of hand-overs and of plans, has words and a next step.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  NEEDS_PERSON_STATES,
  OUTBOX_STATES,
  RESTING_STATES,
} from '../../../src-shared/domain/outbox-item.ts';
import { describeEntry } from '../../../src-renderer/features/queue/describe-entry.ts';
import {
  listAttentionActs,
  listWaitingActs,
} from '../../../src-renderer/features/queue/entry-acts.ts';
import {
  describeTheirState,
  explainAttention,
} from '../../../src-renderer/features/queue/explain-attention.ts';
import { words } from '../../../src-renderer/words/words.ts';
import { buildPlanEntry } from '../../builders/plan-entry-builder.ts';
import { buildQueueEntry } from '../../builders/queue-entry-builder.ts';
import { CLASSES, SITUATION_TIME, listSituations } from '../../builders/queue-situations.ts';
import type { EntryAct } from '../../../src-renderer/features/queue/entry-acts.ts';

const around = {
  nowMs: Date.parse(SITUATION_TIME),
  isPaused: false,
  offlineSince: null,
  isPutAway: false,
};

/** Acts that end the waiting of an entry. */
const WAYS_OUT: readonly EntryAct[] = [
  'keepTheirs',
  'dropMine',
  'putAway',
  'reviewAgain',
  'showPackage',
];
/** Words by which an entry says that it goes on by itself. */
const GOES_ON =
  /goes on|goes after|it is sent|next try|leaves|on its way|reads? (?:it|the)|read back/i;

describe('the queue in every state and outcome', () => {
  const situations = listSituations();

  it('looks at every class and state', () => {
    const seen = new Set(situations.map(({ name }) => name.split(' ').slice(0, 2).join(' ')));
    assert.equal(seen.size, Object.keys(CLASSES).length * OUTBOX_STATES.length);
  });

  it('has a chip and a sentence or an explanation', () => {
    for (const { name, entry } of situations) {
      const { chip, sentence } = describeEntry(entry, around);
      assert.notEqual(chip.trim(), '', name);
      const needsPerson = NEEDS_PERSON_STATES.includes(entry.state);
      const said = needsPerson ? explainAttention(entry) : sentence;
      assert.match(said, /^\S.*[.]$/s, `${name}: ${said}`);
      if (!needsPerson) continue;
      const putAway = describeEntry(entry, { ...around, isPutAway: true }).sentence;
      assert.match(putAway, /Put away/, name);
    }
  });

  it('offers a way out where a person is needed, and says how it goes on where none is', () => {
    for (const { name, entry } of situations) {
      if (NEEDS_PERSON_STATES.includes(entry.state)) {
        const acts = listAttentionActs(entry);
        assert.ok(
          acts.some((act) => WAYS_OUT.includes(act)),
          `${name}: ${acts.join()}`,
        );
        assert.ok(
          acts.some((act) => ['keepTheirs', 'dropMine', 'putAway'].includes(act)),
          `${name} can be put away`,
        );
        for (const act of acts) assert.notEqual(words.queue.actions[act], '', name);
      } else if (!RESTING_STATES.includes(entry.state)) {
        const { sentence } = describeEntry(entry, around);
        const acts = listWaitingActs(entry, false);
        assert.ok(acts.length > 0 || GOES_ON.test(sentence), `${name}: ${sentence}`);
      }
    }
  });

  it('says what the service holds in words, and never a machine word of a plan', () => {
    for (const { name, entry } of situations) {
      if (entry.conflict === null) continue;
      const said = describeTheirState(entry, entry.conflict);
      // A state nobody agreed on is shown as it is, marked as the service's own word.
      if (entry.conflict.theirState === 'escalated' && entry.conflict.why !== 'gone') {
        assert.equal(said, null, name);
      } else assert.match(said ?? '', /^[^_]+[.]$/, `${name}: ${said}`);
    }
  });

  it('names the service and the thing that the entry is about', () => {
    for (const { name, entry } of situations) {
      const said = [
        describeEntry(entry, around).sentence,
        describeEntry(entry, { ...around, offlineSince: SITUATION_TIME }).sentence,
        NEEDS_PERSON_STATES.includes(entry.state) ? explainAttention(entry) : '',
        entry.conflict === null ? '' : (describeTheirState(entry, entry.conflict) ?? ''),
      ].join(' ');
      const foreign =
        entry.subject.type === 'workflow' ? /CM\.com|the request|decision/ : /SigningHub|package/;
      assert.doesNotMatch(said, foreign, name);
    }
  });

  it('never says that nothing was sent or changed where something may have been', () => {
    for (const { name, entry } of situations) {
      const said = `${describeEntry(entry, around).sentence} ${
        NEEDS_PERSON_STATES.includes(entry.state) ? explainAttention(entry) : ''
      }`;
      if (entry.sentCount > 0) assert.doesNotMatch(said, /Nothing was sent/, name);
    }
    const midway = buildPlanEntry({
      state: 'CANCELLED',
      phrase: 'withdrawn',
      attempt: 2,
      subject: { done: 2 },
    });
    assert.match(describeEntry(midway, around).sentence, /after 2 of 3 calls\. The rest was not/);
  });

  it('says of an entry that cannot be read neither whom it is about nor what was decided', () => {
    const entry = buildQueueEntry({
      state: 'ATTENTION',
      phrase: 'needs-you',
      subject: { fromName: '', toName: '', dossierName: '', owner: '' },
    });
    assert.match(explainAttention(entry), /damaged, so nothing of it is sent/);
    assert.ok(listAttentionActs(entry).includes('putAway'));
  });
});
