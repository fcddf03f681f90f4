import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  CHECK_CODES,
  findWorstStoredCheck,
  runHandOverChecks,
} from '../../../src-shared/domain/hand-over-checks.ts';
import type { CheckCode, CheckInput } from '../../../src-shared/domain/hand-over-checks.ts';
import {
  buildDossier,
  buildInvitee,
  buildNewInvitee,
  buildRequest,
} from '../../builders/reassign-request-builder.ts';

const NOW_MS = Date.parse('2026-11-02T09:00:00+00:00');

function check(over: Partial<CheckInput> = {}) {
  return runHandOverChecks({
    request: buildRequest(),
    dossier: buildDossier(),
    related: [],
    nowMs: NOW_MS,
    ...over,
  });
}
function severityOf(code: CheckCode, over: Partial<CheckInput> = {}): string | null {
  return check(over).find((finding) => finding.code === code)?.severity ?? null;
}
const withNew = (over: Parameters<typeof buildNewInvitee>[0], methods: readonly string[] = []) => ({
  request: buildRequest({
    newInvitee: buildNewInvitee(over),
    originalInvitee: buildInvitee({ identificationMethods: methods }),
  }),
});

describe('hand-over checks', () => {
  it('find nothing but good news in a plain hand-over', () => {
    assert.deepEqual(
      check().map((finding) => [finding.code, finding.severity]),
      [
        ['DOMAIN_SAME', 'fine'],
        ['NOT_YET_INVITEE', 'fine'],
      ],
    );
  });

  for (const method of ['otp_sms', 'otp_whatsapp', 'otp_voice', 'otp']) {
    it(`stop a hand-over without phone where ${method} identifies`, () => {
      assert.equal(severityOf('PHONE_MISSING', withNew({}, [method])), 'stop');
      assert.equal(severityOf('PHONE_MISSING', withNew({ phoneNumber: ' ' }, [method])), 'stop');
      assert.equal(
        severityOf('PHONE_MISSING', withNew({ phoneNumber: '+31201234567' }, [method])),
        null,
      );
    });
  }
  it('ask for no phone where none identifies', () => {
    assert.equal(severityOf('PHONE_MISSING', withNew({}, ['idin', 'otp_email'])), null);
  });

  it('stop a missing address, unless a phone can carry the invite', () => {
    assert.equal(severityOf('EMAIL_MISSING', withNew({ email: null })), 'stop');
    assert.equal(
      severityOf('EMAIL_MISSING', withNew({ email: '', phoneNumber: '+31201234567' })),
      'warn',
    );
    assert.equal(
      severityOf(
        'EMAIL_MISSING',
        withNew({ email: null, phoneNumber: '+31201234567' }, ['otp_email']),
      ),
      'stop',
    );
  });
  for (const email of [
    'josh',
    'josh@',
    '@example.com',
    'josh@example',
    'jo sh@example.com',
    'a@b@example.com',
    'josh@example..com',
    `${'x'.repeat(250)}@example.com`,
  ]) {
    it(`stop the malformed address ${email.slice(0, 24)}`, () => {
      assert.equal(severityOf('EMAIL_MALFORMED', withNew({ email })), 'stop');
    });
  }

  it('warn of a domain nobody of the dossier has', () => {
    assert.equal(severityOf('DOMAIN_NEW', withNew({ email: 'josh@other.test' })), 'warn');
    const dossier = buildDossier({ owners: [{ name: 'John', email: 'john@other.test' }] });
    assert.equal(
      severityOf('DOMAIN_NEW', { ...withNew({ email: 'josh@other.test' }), dossier }),
      null,
    );
  });
  for (const domain of [
    'examp1e.com',
    'exarnple.com',
    'exampel.com',
    'example.co',
    'ex-ample.com',
    'exаmple.com',
    'examplle.com',
  ]) {
    it(`warn of ${domain}, which imitates example.com`, () => {
      assert.equal(severityOf('DOMAIN_LOOKALIKE', withNew({ email: `josh@${domain}` })), 'warn');
    });
  }
  for (const domain of ['legal.example.com', 'northwind.test', 'sample.test']) {
    it(`do not call ${domain} an imitation of example.com`, () => {
      assert.equal(severityOf('DOMAIN_LOOKALIKE', withNew({ email: `josh@${domain}` })), null);
    });
  }

  it('warn when the new person already signs in this dossier', () => {
    const josh = buildInvitee({
      id: 'other',
      name: 'J. Doe',
      email: 'JOSH@example.com',
      state: null,
    });
    const dossier = buildDossier({ invitees: [buildInvitee(), josh] });
    assert.equal(severityOf('ALREADY_INVITEE', { dossier }), 'warn');
    assert.equal(severityOf('NOT_YET_INVITEE', { dossier }), null);
  });
  it('warn when the hand-over leads back to the same person', () => {
    assert.equal(severityOf('SAME_PERSON', withNew({ email: ' Jane@Example.com ' })), 'warn');
    assert.equal(severityOf('SAME_PERSON', withNew({ name: 'jane  doe', email: null })), 'warn');
    assert.equal(
      severityOf('SAME_PERSON', withNew({ name: 'Jane Doe', email: 'jane.doe@example.com' })),
      null,
    );
  });
  it('warn of a hand-over that was itself handed over, once per earlier one', () => {
    const earlier = buildRequest({
      id: 'earlier',
      state: 'approved',
      originalInvitee: buildInvitee({ id: 'first', email: 'first@example.com' }),
      newInvitee: buildNewInvitee({ email: 'jane@example.com' }),
      createdAt: '2026-10-25T09:00:00+00:00',
    });
    const finding = check({ related: [earlier] }).find((one) => one.code === 'REPEATED_HAND_OVER');
    assert.equal(finding?.facts['count'], 1);
    const elsewhere = { ...earlier, dossier: { ...earlier.dossier, id: 'another' } };
    assert.equal(severityOf('REPEATED_HAND_OVER', { related: [elsewhere] }), null);
  });

  it('warn from 72 hours before the dossier ends and stop once it has', () => {
    const ends = (expiresAt: string) => ({ dossier: buildDossier({ expiresAt }) });
    assert.equal(severityOf('EXPIRES_SOON', ends('2026-11-05T09:00:00+00:00')), 'warn');
    assert.equal(severityOf('EXPIRES_SOON', ends('2026-11-05T09:00:01+00:00')), null);
    assert.equal(severityOf('DOSSIER_CLOSED', ends('2026-11-02T09:00:00+00:00')), 'stop');
  });
  for (const state of ['completed', 'declined', 'expired']) {
    it(`stop at a dossier that is ${state}`, () => {
      assert.equal(severityOf('DOSSIER_CLOSED', { dossier: buildDossier({ state }) }), 'stop');
    });
  }
  it('say so when the dossier has not been read, instead of passing', () => {
    assert.equal(severityOf('DOSSIER_UNKNOWN', { dossier: null }), 'warn');
    assert.equal(severityOf('NOT_YET_INVITEE', { dossier: null }), null);
  });

  it('count a message in code points', () => {
    assert.equal(severityOf('MESSAGE_TOO_LONG', withNew({ message: '🖋'.repeat(1000) })), null);
    assert.equal(severityOf('MESSAGE_TOO_LONG', withNew({ message: '🖋'.repeat(1001) })), 'warn');
  });
  it('warn of an empty reason and stop an empty name', () => {
    assert.equal(severityOf('REASON_EMPTY', { request: buildRequest({ reason: ' \n' }) }), 'warn');
    assert.equal(severityOf('NAME_EMPTY', withNew({ name: '  ' })), 'stop');
  });

  it('put the worst first and never throw, whatever the texts are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(
        text,
        fc.option(text),
        fc.option(text),
        fc.array(text),
        text,
        (name, email, phone, methods, reason) => {
          const request = buildRequest({
            newInvitee: buildNewInvitee({ name, email, phoneNumber: phone, message: email }),
            originalInvitee: buildInvitee({
              name: reason,
              email: phone,
              identificationMethods: methods,
            }),
            reason,
          });
          const findings = check({ request, related: [request] });
          const ranks = findings.map((finding) =>
            ['stop', 'warn', 'fine'].indexOf(finding.severity),
          );
          assert.deepEqual(
            ranks,
            ranks.toSorted((a, b) => a - b),
          );
          assert.ok(findings.every((finding) => CHECK_CODES.includes(finding.code)));
          const worst = findWorstStoredCheck(request, buildDossier());
          assert.ok(worst === null || findings.some((finding) => finding.code === worst.code));
        },
      ),
    );
  });
});
