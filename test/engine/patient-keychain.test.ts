import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { createKeychainWatch } from '../../src-main/engine/accounts/keychain-watch.ts';
import { createPatientKeychain } from '../../src-main/engine/accounts/patient-keychain.ts';
import { createSteppedClock } from '../support/stepped-clock.ts';

/** A keychain that answers when the test says so, and what its late answers came to. */
function createSlow() {
  const clock = createSteppedClock();
  const questions: PromiseWithResolvers<string | null>[] = [];
  const late: unknown[] = [];
  const patient = createPatientKeychain({
    keychain: {
      ...createMemoryKeychain(),
      read: () => {
        const question = Promise.withResolvers<string | null>();
        questions.push(question);
        return question.promise;
      },
    },
    clock,
    onLateAnswer: async () => {
      late.push(await tell(patient.read('key')));
    },
  });
  return { clock, questions, late, patient };
}

async function tell(answer: Promise<string | null>): Promise<unknown> {
  return await answer.catch((error: { error?: { code: string } }) => error.error?.code ?? 'thrown');
}

describe('a keychain that takes its time', () => {
  test('is asked once, however often somebody asks meanwhile', async () => {
    const { clock, questions, late, patient } = createSlow();
    const first = tell(patient.read('key'));
    await clock.advance(4_000);
    assert.equal(await first, 'KEYCHAIN_SLOW');
    const second = tell(patient.read('key'));
    await clock.advance(3_000);
    questions[0]?.resolve('value');
    assert.equal(await second, 'value');
    await clock.advance(0);
    assert.deepEqual([questions.length, late], [1, ['value']]);
  });

  test('is asked anew after its late answer was taken, and after one in time', async () => {
    const { clock, questions, late, patient } = createSlow();
    const first = tell(patient.read('key'));
    await clock.advance(4_000);
    await first;
    questions[0]?.reject(new Error('gone'));
    await clock.advance(0);
    assert.deepEqual(late, ['thrown']);
    const second = tell(patient.read('key'));
    questions[1]?.resolve(null);
    assert.equal(await second, null);
    void patient.read('key').catch(() => {});
    assert.deepEqual([questions.length, late.length], [3, 1]);
  });
});

describe('a keychain that was missed', () => {
  test('is looked for every five seconds until it is there, and never after', async () => {
    const clock = createSteppedClock();
    let isMissed = false;
    let looks = 0;
    const watch = createKeychainWatch({
      clock,
      isMissed: () => isMissed,
      look: async () => {
        looks += 1;
        isMissed = looks < 3;
      },
    });
    watch.touch();
    await clock.advance(20_000);
    assert.equal(looks, 0);
    isMissed = true;
    watch.touch();
    watch.touch();
    await clock.advance(14_000);
    assert.equal(looks, 2);
    await clock.advance(60_000);
    assert.equal(looks, 3);
    isMissed = true;
    watch.touch();
    watch.stop();
    await clock.advance(60_000);
    assert.equal(looks, 3);
  });
});
