import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  changeKind,
  createAccountDraft,
  findDraftProblems,
  readAccountInput,
} from '../../../src-renderer/features/accounts/account-draft.ts';
import { tidyPasted } from '../../../src-renderer/features/accounts/tidy-pasted.ts';
import {
  chooseRemedy,
  createShownSteps,
  findFailedStep,
  maySaveAnyway,
  takeStep,
} from '../../../src-renderer/features/accounts/test-progress.ts';
import { createDeskError } from '../../../src-shared/contract/errors.ts';
import { TEST_STEPS } from '../../../src-shared/contract/connection-test.ts';

describe('what was pasted', () => {
  it('loses blanks, line ends, zero-width characters and one pair of quotes around it', () => {
    assert.equal(tidyPasted(' abc\r\n'), 'abc');
    assert.equal(tidyPasted('\ufeffa\u200bbc'), 'abc');
    assert.equal(tidyPasted('"abc"'), 'abc');
    assert.equal(tidyPasted("'abc'"), 'abc');
  });

  it('keeps everything inside as it stands', () => {
    assert.equal(tidyPasted('a b"c=='), 'a b"c==');
    assert.equal(tidyPasted('"abc'), '"abc');
  });
});

describe('the draft of an account', () => {
  it('uses the address of the preset, or the typed one without its last slash', () => {
    const draft = createAccountDraft();
    assert.equal(readAccountInput(draft).baseUrl, 'https://api.cm.com/sign/v1');
    const other = { ...draft, preset: 'other', otherUrl: ' https://sign.example/v1/ ' } as const;
    assert.equal(readAccountInput(other).baseUrl, 'https://sign.example/v1');
  });

  it('names every field that is missing, and none when all is there', () => {
    const empty = { ...createAccountDraft(), label: ' ', preset: 'other' } as const;
    assert.deepEqual(Object.keys(findDraftProblems(empty)), [
      'label',
      'baseUrl',
      'keyId',
      'secret',
    ]);
    const full = { ...createAccountDraft(), keyId: 'k', secret: 's' };
    assert.deepEqual(findDraftProblems(full), {});
  });
});

describe('the draft of a SigningHub account', () => {
  const hub = changeKind(createAccountDraft(), 'signinghub');

  it('has its own address and name, but keeps a name the person gave', () => {
    assert.equal(readAccountInput(hub).baseUrl, 'https://api.signinghub.com');
    assert.equal(hub.label, 'SigningHub');
    const named = { ...createAccountDraft(), label: 'Front desk' };
    assert.equal(changeKind(named, 'signinghub').label, 'Front desk');
    assert.equal(changeKind(hub, 'cm-sign').label, 'CM.com Sign');
  });

  it('needs user and password, or the user to act for', () => {
    assert.deepEqual(Object.keys(findDraftProblems(hub)), [
      'clientId',
      'clientSecret',
      'username',
      'password',
    ]);
    const behalf = { ...hub, hub: { ...hub.hub, way: 'client-credentials' } } as const;
    assert.deepEqual(Object.keys(findDraftProblems(behalf)), ['clientId', 'clientSecret', 'scope']);
  });

  it('tidies what is pasted but sends a password exactly as typed', () => {
    const typed = {
      ...hub.hub,
      clientId: ' app ',
      clientSecret: '"s"\n',
      username: ' u@example.test ',
      password: ' "p" ',
    };
    const { key } = readAccountInput({ ...hub, hub: typed });
    assert.deepEqual(key, {
      clientId: 'app',
      clientSecret: 's',
      username: 'u@example.test',
      password: ' "p" ',
      scope: null,
    });
  });

  it('sends no user or password that was typed before choosing to act for another', () => {
    const way = 'client-credentials';
    const typed = {
      ...hub.hub,
      way,
      username: 'u',
      password: 'p',
      scope: 'x@example.test',
    } as const;
    const input = readAccountInput({ ...hub, hub: typed });
    assert.ok(input.kind === 'signinghub');
    const { username, password, scope } = input.key;
    assert.deepEqual([username, password, scope], ['', '', 'x@example.test']);
  });
});

describe('the steps of a connection test', () => {
  it('stand in the order of the contract', () => {
    assert.deepEqual(
      createShownSteps().map(({ name }) => name),
      TEST_STEPS,
    );
  });

  it('take news in their place and find the one that failed', () => {
    const error = createDeskError('UNAUTHORIZED', 'refused');
    const steps = takeStep(createShownSteps(), { name: 'key', state: 'failed', error, facts: {} });
    assert.equal(findFailedStep(steps)?.name, 'key');
    assert.equal(steps[0]?.state, 'waiting');
  });

  it('have a remedy for every code, and never offer to save an address that cannot be used', () => {
    assert.match(
      chooseRemedy(createDeskError('UNAUTHORIZED', ''), 'cm-sign'),
      /Copy key id and secret/,
    );
    assert.notEqual(chooseRemedy(createDeskError('DISK_FULL', ''), 'cm-sign'), '');
    assert.equal(maySaveAnyway(createDeskError('ADDRESS_NOT_HTTPS', '')), false);
    assert.equal(maySaveAnyway(createDeskError('CONNECTION_REFUSED', '')), true);
  });
});
