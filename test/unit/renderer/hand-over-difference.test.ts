import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  listDifferences,
  markChangedParts,
} from '../../../src-renderer/features/inbox/hand-over-difference.ts';
import { joinSnippet, nameSnippet } from '../../../src-renderer/features/inbox/snippet-text.ts';
import { listSnoozeTimes } from '../../../src-renderer/features/inbox/snooze-times.ts';
import { pickInitials } from '../../../src-renderer/ui/initials.ts';
import { buildRequest } from '../../builders/reassign-request-builder.ts';

describe('the hand-over as a difference', () => {
  it('marks the one letter in which a domain differs', () => {
    const marked = markChangedParts('example.com', 'examp1e.com');
    assert.deepEqual(
      marked.filter((part) => part.isChanged).map((part) => part.text),
      ['1'],
    );
  });
  it('never loses or invents a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        const parts = markChangedParts(before, after);
        assert.equal(parts.map((part) => part.text).join(''), after);
        if (before !== after && after !== '') assert.ok(parts.some((part) => part.isChanged));
      }),
    );
  });
  it('marks the halves of an address apart, and a missing phone as none', () => {
    const request = buildRequest();
    const rows = listDifferences(
      {
        ...request,
        originalInvitee: {
          ...request.originalInvitee,
          email: 'jane@example.com',
          phoneNumber: '+31 6 12',
        },
        newInvitee: { ...request.newInvitee, email: 'josh@example.com', phoneNumber: ' ' },
      },
      [{ code: 'PHONE_MISSING', severity: 'stop', facts: {} }],
    );
    const [email, domain, phone] = rows;
    assert.deepEqual(email?.after, [
      { text: 'josh', isChanged: true },
      { text: '@', isChanged: false },
      { text: 'example.com', isChanged: false },
    ]);
    assert.equal(domain?.isChanged, false);
    assert.equal(phone?.after, null);
    assert.equal(phone?.severity, 'stop');
  });
});

describe('small things of the detail', () => {
  it('names a snippet by its beginning, cut at a word', () => {
    assert.equal(nameSnippet('Sign this yourself.\nThanks'), 'Sign this yourself.');
    assert.ok([...nameSnippet('word '.repeat(40))].length <= 49);
  });
  it('adds a snippet on a new line, or alone into nothing', () => {
    assert.equal(joinSnippet('', 'No.'), 'No.');
    assert.equal(joinSnippet('Sorry. ', 'No.'), 'Sorry.\nNo.');
  });
  it('offers only moments in the future, each once', () => {
    for (let day = 1; day <= 7; day += 1) {
      const nowMs = new Date(2024, 5, day, 23, 30).getTime();
      const moments = listSnoozeTimes(nowMs).map(({ until }) => Date.parse(until));
      assert.ok(moments.every((moment) => moment > nowMs));
      assert.equal(new Set(moments).size, moments.length);
    }
  });
  it('draws two letters of any name', () => {
    assert.equal(pickInitials('Jane van der Doe'), 'JD');
    assert.equal(pickInitials('  élodie '), 'É');
    assert.equal(pickInitials('山田 太郎'), '山太');
    assert.equal(pickInitials('42'), '?');
  });
});
