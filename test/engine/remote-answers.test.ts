import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  parseDossier,
  parseListElement,
  parseReassignRequest,
} from '../../src-main/engine/remote/cm-sign/answers.ts';
import { readTimestamp } from '../../src-main/engine/remote/cm-sign/timestamp.ts';
import { createTokenSource, signToken } from '../../src-main/engine/remote/cm-sign/token.ts';
import { createClockSkew } from '../../src-main/engine/remote/clock-skew.ts';
import { parseRetryAfter } from '../../src-main/engine/remote/retry-after.ts';
import { readServerMessage } from '../../src-main/engine/remote/http-failure.ts';
import { REQUEST_ID as ID, REQUEST_ANSWER as WHOLE } from '../builders/request-answer.ts';

const encode = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('reading a reassign request', () => {
  it('fills what is left out with null or empty, and keeps the review url apart', () => {
    const { request, reviewUrl } = parseReassignRequest(encode(WHOLE), ID);
    assert.equal(reviewUrl, WHOLE.url);
    assert.ok(!JSON.stringify(request).includes('review'));
    assert.equal(request.createdAt, '2024-01-01T00:00:00.000Z');
    assert.deepEqual(request.originalInvitee, {
      id: ID,
      name: 'Jane Doe',
      email: 'jane@example.com',
      phoneNumber: null,
      identificationMethods: [],
      authenticationMethods: [],
      readOnly: true,
      state: 'reassigned',
      stateChangedAt: null,
      position: 1,
      locale: null,
      reference: null,
    });
  });

  it('takes the deprecated single method only where the list is silent', () => {
    const read = (over: object) =>
      parseReassignRequest(
        encode({ ...WHOLE, originalInvitee: { ...WHOLE.originalInvitee, ...over } }),
        ID,
      ).request.originalInvitee.identificationMethods;
    assert.deepEqual(read({ identificationMethod: 'otp' }), ['otp']);
    assert.deepEqual(read({ identificationMethod: 'otp', identificationMethods: ['otp_sms'] }), [
      'otp_sms',
    ]);
  });

  it('calls an unknown state unreadable and never guesses it', () => {
    for (const state of ['cancelled', 'PENDING', '', 'constructor', '__proto__']) {
      assert.equal(
        parseReassignRequest(encode({ ...WHOLE, state }), ID).request.state,
        'unreadable',
        state,
      );
    }
  });

  it('refuses what would have to be guessed', () => {
    const broken = [
      { ...WHOLE, state: 1 },
      { ...WHOLE, dossier: null },
      { ...WHOLE, newInvitee: 'Josh' },
      { ...WHOLE, newInvitee: { ...WHOLE.newInvitee, email: 7 } },
      { ...WHOLE, createdAt: 'yesterday' },
      { ...WHOLE, id: '../dossiers' },
      [WHOLE],
      null,
    ];
    for (const value of broken)
      assert.throws(() => parseReassignRequest(encode(value), ID), JSON.stringify(value));
  });

  it('refuses an answer about another request', () => {
    assert.throws(
      () => parseReassignRequest(encode(WHOLE), ID.replace('6', '7')),
      /another resource/,
    );
  });

  it('does not quote values in its refusals', () => {
    const value = { ...WHOLE, reason: 5, newInvitee: { name: 'Josh Secret', email: ['x@y.z'] } };
    assert.throws(
      () => parseReassignRequest(encode(value), ID),
      (error: Error) => !/Secret|x@y/.test(error.message),
    );
  });
});

describe('reading an element of the list', () => {
  it('tells whole, thin and unreadable elements apart', () => {
    assert.equal(parseListElement(encode(WHOLE)).kind, 'full');
    const thin = { id: ID, url: WHOLE.url, declineReason: null, createdAt: WHOLE.createdAt };
    assert.deepEqual(parseListElement(encode(thin)), { kind: 'thin', id: ID });
    assert.deepEqual(parseListElement(encode({ ...WHOLE, state: 3 })), {
      kind: 'unreadable',
      id: ID,
    });
    assert.deepEqual(parseListElement(encode({ ...WHOLE, id: 3 })), {
      kind: 'unreadable',
      id: null,
    });
    assert.deepEqual(parseListElement(Buffer.from('{"id": x}')), { kind: 'unreadable', id: null });
    assert.equal(parseListElement(encode({ ...WHOLE, surprise: { deep: [1] } })).kind, 'full');
  });
});

describe('reading a dossier', () => {
  it('keeps owners, invitees and the deadline, and any state word', () => {
    const facts = parseDossier(
      encode({
        id: ID,
        name: 'Lease',
        state: 'archived',
        owners: [{ id: 'x', name: 'Ann', email: 'a@b.c' }],
        expiresAt: '2024-02-01T0:00:00',
        invitees: null,
      }),
      ID,
    );
    assert.deepEqual(facts, {
      id: ID,
      name: 'Lease',
      state: 'archived',
      owners: [{ name: 'Ann', email: 'a@b.c' }],
      invitees: [],
      createdAt: null,
      expiresAt: '2024-02-01T00:00:00.000Z',
    });
  });
});

describe('timestamps', () => {
  it('are read leniently and never guessed', () => {
    const cases: readonly (readonly [string, string | null])[] = [
      ['2024-01-01T00:00:00+00:00', '2024-01-01T00:00:00.000Z'],
      ['2024-01-01T0:00:00', '2024-01-01T00:00:00.000Z'],
      ['2024-01-01T12:51:56.638Z', '2024-01-01T12:51:56.638Z'],
      ['2024-01-01T01:30:00+0130', '2024-01-01T00:00:00.000Z'],
      ['2024-01-01', '2024-01-01T00:00:00.000Z'],
      ['2024-02-31T00:00:00Z', null],
      ['2024-13-01T00:00:00Z', null],
      ['tomorrow', null],
      ['1704067200', null],
    ];
    for (const [text, expected] of cases) assert.equal(readTimestamp(text), expected, text);
  });
});

describe('tokens', () => {
  const key = {
    keyId: '3b438437-04a4-40bb-8389-54bb02766fba',
    secret: 'AC4Etykn7jusGR5FwLDAtILtQbiQbTMKedP31szXg4WlSbjGEXyNMZ',
  };

  it('equal the published test vector, header order included', async () => {
    const token = await signToken(key, {
      iat: 1_546_300_800,
      nbf: 1_546_300_800,
      exp: 1_546_300_860,
    });
    const [header, payload, signature] = token.split('.');
    assert.equal(
      Buffer.from(header ?? '', 'base64url').toString(),
      `{"alg":"HS256","typ":"JWT","kid":"${key.keyId}"}`,
    );
    assert.equal(
      Buffer.from(payload ?? '', 'base64url').toString(),
      '{"iat":1546300800,"nbf":1546300800,"exp":1546300860}',
    );
    assert.equal(signature, 'bwqCUHS1d5d8guAPHDsdd9-a8oXxH1q45O0tDP1asTo');
  });

  it('are kept while fresh, renewed early, and follow the server clock', async () => {
    let nowMs = 0;
    const clock = {
      wallMs: () => 1_700_000_000_000 + nowMs,
      monoMs: () => nowMs,
      schedule: () => () => {},
    };
    const skew = createClockSkew(clock);
    const tokens = createTokenSource(key, clock, skew);
    const first = await tokens.getToken();
    nowMs = 39_000;
    assert.equal(await tokens.getToken(), first);
    nowMs = 41_000;
    const second = await tokens.getToken();
    assert.notEqual(second, first);
    const answer = {
      beganMonoMs: 0,
      tookMs: 10,
      status: 401,
      serverDateMs: clock.wallMs() + 300_000,
    };
    skew.learn(answer);
    assert.equal(await tokens.getToken(), second, 'one sample alone is not believed');
    skew.learn(answer);
    const claims = JSON.parse(
      Buffer.from((await tokens.getToken()).split('.')[1] ?? '', 'base64url').toString(),
    );
    assert.equal(claims.iat, Math.floor((clock.wallMs() + 300_500) / 1000 + 0.005));
    assert.equal(claims.exp - claims.iat, 60);
    assert.equal(claims.iat - claims.nbf, 10);
  });

  it('do not follow a clock that is beyond belief', () => {
    const clock = { wallMs: () => 1_700_000_000_000, monoMs: () => 0, schedule: () => () => {} };
    const skew = createClockSkew(clock);
    const tenYearsMs = 10 * 365 * 24 * 3_600_000;
    for (let sample = 0; sample < 3; sample += 1) {
      skew.learn({
        beganMonoMs: 0,
        tookMs: 1,
        status: 200,
        serverDateMs: clock.wallMs() + tenYearsMs,
      });
    }
    assert.equal(skew.readShiftMs(), 0);
    assert.equal(skew.isBeyondBelief(), true);
  });
});

describe('Retry-After', () => {
  it('is read as seconds or as a date on the server clock; past means at once', () => {
    const serverMs = Date.parse('Wed, 21 Oct 2015 07:28:00 GMT');
    const wrongWallMs = 0;
    const read = (value: string | null) => parseRetryAfter(value, serverMs, wrongWallMs);
    assert.equal(read('120'), 120_000);
    assert.equal(read('Wed, 21 Oct 2015 07:28:30 GMT'), 30_000);
    assert.equal(read('Wed, 21 Oct 2015 07:00:00 GMT'), 0);
    assert.equal(read('999999999'), 999_999_999_000);
    for (const value of ['-5', 'soon', '', null]) assert.equal(read(value), null, String(value));
  });
});

describe('messages of the server', () => {
  it('lose urls, addresses, names in quotes, numbers and tokens, and stay short', () => {
    const say = (message: string): string =>
      readServerMessage(encode({ status: 400, message })) ?? '';
    const dirty = say(
      `User jane@example.com (+31 6 1234 5678) of "Jane Doe" at https://x.y/reassign/review/abc with ${'k'.repeat(100)} ${ID}`,
    );
    assert.doesNotMatch(dirty, /jane|Jane|1234|https|kkkk|6f8d0a9d/);
    assert.ok(say('word '.repeat(500)).length <= 200);
    assert.equal(say('The account is disabled.'), 'The account is disabled.');
    assert.equal(readServerMessage(Buffer.from('<html>')), null);
  });
});
