// Owns: proving that the fast reader of list elements and the schema say the same. The detail is read by the schema.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CodedError } from '../../src-shared/contract/errors.ts';
import {
  parseListElement,
  parseReassignRequest,
} from '../../src-main/engine/remote/cm-sign/answers.ts';
import { REQUEST_ID as ID, REQUEST_ANSWER as WHOLE } from '../builders/request-answer.ts';

describe('reading the usual shape fast', () => {
  const anyText = fc.oneof(
    fc.constantFrom(
      '',
      'approved',
      'constructor',
      '2024-02-01T0:00:00',
      '2026-01-01T00:00:00+00:00',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constant('x'.repeat(20_001)),
  );
  const anyValue = fc.oneof(
    fc.constantFrom(null, true, 0, 1.5, -3, 2 ** 60, undefined),
    anyText,
    fc.array(anyText, { maxLength: 3 }),
    fc.constant(Array.from({ length: 201 }, () => 'otp_sms')),
    fc.dictionary(fc.constantFrom('id', 'name', '0'), anyText, { maxKeys: 2 }),
  );
  const invitee = {
    ...WHOLE.originalInvitee,
    phoneNumber: null,
    authenticationMethods: [],
    identificationMethod: null,
    identificationMethods: ['otp_sms'],
    stateChanged: null,
    locale: null,
    reference: null,
    unknown: 1,
  };
  const paths = [
    ...Object.keys(WHOLE)
      .filter((key) => key !== 'id')
      .map((key) => [key]),
    ...Object.keys(WHOLE.dossier).map((key) => ['dossier', key]),
    ...Object.keys(invitee).map((key) => ['originalInvitee', key]),
    ...Object.keys(WHOLE.newInvitee).map((key) => ['newInvitee', key]),
  ];
  const change = fc.tuple(fc.constantFrom(...paths), anyValue);

  it('says to the byte what the schema says, whatever the values are', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
        const value: Record<string, unknown> = structuredClone({
          ...WHOLE,
          originalInvitee: invitee,
        });
        for (const [[key = '', inner], put] of changes) {
          const parent = value[key];
          if (inner === undefined) value[key] = put;
          else if (typeof parent === 'object' && parent !== null)
            Object.assign(parent, { [inner]: put });
        }
        const raw = encode(value);
        const element = parseListElement(raw);
        const bySchema = attempt(() => parseReassignRequest(raw, ID));
        assert.equal(
          element.kind === 'full' ? JSON.stringify(element.read) : null,
          bySchema === null ? null : JSON.stringify(bySchema),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

/** What `work` returns, null where it throws an answer's code. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof CodedError);
    return null;
  }
}

const encode = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
