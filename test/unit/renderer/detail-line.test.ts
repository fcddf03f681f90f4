import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeDetailLine } from '../../../src-renderer/features/inbox/detail-line.ts';
import { buildInboxDetail } from '../../builders/inbox-detail-builder.ts';
import {
  buildDossier,
  buildInvitee,
  buildRequest,
} from '../../builders/reassign-request-builder.ts';

const NOW_MS = new Date(2024, 5, 12, 12).getTime();

describe('the line under the title', () => {
  it('says only who sent it while the dossier is not read', () => {
    const request = buildRequest({
      dossier: { id: 'd', name: 'Example contract', owner: 'John Doe' },
    });
    assert.equal(writeDetailLine(buildInboxDetail({ request }), NOW_MS), 'Sent by John Doe');
  });
  it('counts the invitee who asked as a signer, though the service shows them read-only meanwhile', () => {
    const originalInvitee = buildInvitee({ id: 'one', position: 1, readOnly: true });
    const dossier = buildDossier({
      createdAt: null,
      invitees: [
        originalInvitee,
        buildInvitee({ id: 'two', position: 2, readOnly: false }),
        buildInvitee({ id: 'reviewer', position: 3, readOnly: true }),
      ],
    });
    const line = writeDetailLine(
      buildInboxDetail({ request: buildRequest({ originalInvitee }), dossier }),
      NOW_MS,
    );
    assert.match(line, /asked for 2 signatures · signer 1 of 2$/);
  });
});
