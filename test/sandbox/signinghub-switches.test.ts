// Tests that each value of each switch of the SigningHub side changes what is served in the way its
// question says; a switch without a case fails the first test.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { ASSUMPTIONS } from '../../src-sandbox/signinghub/assumptions.ts';
import { callControl, callHub, makeHubToken } from '../support/sandbox-process.ts';
import { ADDING_CASES } from './signinghub-switch-adding.ts';
import { CHANGING_CASES } from './signinghub-switch-changing.ts';
import { RECORD_CASES } from './signinghub-switch-records.ts';
import { RUNNING_CASES } from './signinghub-switch-running.ts';
import { askToken } from './signinghub-switch-tools.ts';
import { readShort, startHubDesk, type HubDesk } from './signinghub-tools.ts';

const CASES = { ...RECORD_CASES, ...ADDING_CASES, ...CHANGING_CASES, ...RUNNING_CASES };

describe('switches of the SigningHub side', () => {
  let desk: HubDesk;
  before(async () => {
    desk = await startHubDesk();
  });
  after(() => desk.sandbox.stop());
  afterEach(() => desk.reset());

  it('has a case for every value of every switch', () => {
    const wanted = Object.entries(ASSUMPTIONS)
      .flatMap(([id, entry]) =>
        'values' in entry ? entry.values.map((one) => `${id} ${one}`) : [],
      )
      .toSorted();
    const tested = Object.entries(CASES)
      .flatMap(([id, { expected }]) => Object.keys(expected).map((one) => `${id} ${one}`))
      .toSorted();
    assert.deepEqual(tested, wanted);
  });

  for (const [id, { see, expected }] of Object.entries(CASES)) {
    for (const [value, seen] of Object.entries(expected)) {
      it(`${id} = ${value}`, async () => {
        await desk.set({ [id]: value });
        assert.deepEqual(await see(desk), seen);
      });
    }
  }

  it('token.lifeS is how long a token lives', async () => {
    await desk.set({ 'token.lifeS': '5' });
    assert.equal(await askToken(desk, {}), '200 5');
    const token = await makeHubToken(desk.sandbox);
    const call = () => callHub(desk.sandbox, token, 'GET', '/v3/packages/ALL/1/1');
    assert.equal((await call()).status, 200);
    await desk.set({ 'token.lifeS': '1' });
    const short = await makeHubToken(desk.sandbox);
    await desk.advanceClock(2000);
    const late = await callHub(desk.sandbox, short, 'GET', '/v3/packages/ALL/1/1');
    assert.equal(readShort(late), '401 Request authorization denied');
    await callControl(desk.sandbox, 'PUT', '/clock', { offsetMs: 0 });
  });

  it('refuses switches and values that do not exist', async () => {
    await assert.rejects(desk.set({ 'A-99': 'x' }), /there is no assumption A-99/);
    await assert.rejects(desk.set({ 'A-20': 'jump' }), /A-20 takes move, swap, not jump/);
  });
});
