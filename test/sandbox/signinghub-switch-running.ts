// Owns the cases of the SigningHub switches about sharing and running a workflow.
import { callHub } from '../support/sandbox-process.ts';
import {
  readStatuses,
  readStage,
  act,
  INVALID,
  NOT_DRAFT,
  NOT_ALLOWED,
  type Case,
} from './signinghub-switch-tools.ts';
import { readShort } from './signinghub-tools.ts';

export const RUNNING_CASES: Record<string, Case> = {
  'A-09': {
    see: async (desk) => {
      const reviewer = { email: 'bob@example.test', role: 'REVIEWER' };
      const { id } = await desk.build({ recipients: ['ann', reviewer, 'cas'], isShared: true });
      await act(desk, id, 'ann', 'sign');
      const signed = await readStatuses(desk, id);
      await act(desk, id, 'ann', 'finish').catch(() => undefined);
      await act(desk, id, 'bob', 'approve');
      return [signed, await readStatuses(desk, id)];
    },
    expected: {
      sign: ['SIGNED UN_PROCESSED UN_PROCESSED', 'SIGNED REVIEWED IN_PROGRESS'],
      all: ['SIGNED UN_PROCESSED UN_PROCESSED', 'SIGNED REVIEWED UN_PROCESSED'],
      none: ['SIGNED IN_PROGRESS UN_PROCESSED', 'SIGNED REVIEWED IN_PROGRESS'],
    },
  },
  'A-28': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann'] });
      return [readShort(await desk.callIn(id, 'POST', '/complete')), await readStage(desk, id)];
    },
    expected: { '403': [NOT_ALLOWED, 'DRAFT'], completed: ['200', 'COMPLETED'] },
  },
  'A-42': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['placeholder Witness'] });
      return readShort(await desk.callIn(id, 'POST', '/workflow'));
    },
    expected: { waits: '200', refused: NOT_ALLOWED },
  },
  'A-43': {
    see: async (desk) => {
      const copy = { email: 'ann@example.test', role: 'CARBON_COPY' };
      const { id } = await desk.build({ recipients: [copy, 'bob'], isShared: true });
      return readStatuses(desk, id);
    },
    expected: { PROCESSED: 'PROCESSED IN_PROGRESS', UN_PROCESSED: 'UN_PROCESSED IN_PROGRESS' },
  },
  'A-44': {
    see: async (desk) =>
      readStage(desk, (await desk.build({ recipients: ['ann'], isShared: true })).id),
    expected: { SHARED: 'SHARED', IN_PROGRESS: 'IN_PROGRESS', INPROGRESS: 'INPROGRESS' },
  },
  'A-45': {
    see: async (desk) =>
      readStatuses(desk, (await desk.build({ recipients: ['ann'], isShared: true })).id),
    expected: { IN_PROGRESS: 'IN_PROGRESS', UN_PROCESSED: 'UN_PROCESSED' },
  },
  'A-46': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann', 'bob'], isShared: true });
      await act(desk, id, 'ann', 'sign');
      await act(desk, id, 'ann', 'finish');
      await desk.callIn(id, 'DELETE', '/workflow');
      return readStatuses(desk, id);
    },
    expected: { dropped: 'UN_PROCESSED UN_PROCESSED', kept: 'SIGNED UN_PROCESSED' },
  },
  'A-47': {
    see: async (desk) => {
      const fields = { recipients: ['ann'], isShared: true, continueOnDecline: true };
      const { id } = await desk.build(fields);
      await act(desk, id, 'ann', 'decline');
      return readStage(desk, id);
    },
    expected: { COMPLETED: 'COMPLETED', DECLINED: 'DECLINED' },
  },
  'A-48': {
    see: async (desk) => {
      const reviewer = { email: 'ann@example.test', role: 'REVIEWER' };
      const { id } = await desk.build({ recipients: [reviewer] });
      return readShort(await desk.callIn(id, 'POST', '/workflow'));
    },
    expected: {
      recipient: '200',
      signer: '404 You must add 1 or more signers before sharing the document',
    },
  },
  'A-49': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann'], isShared: true });
      return readShort(await desk.callIn(id, 'POST', '/workflow/users', [{}]));
    },
    expected: { state: NOT_DRAFT, input: INVALID },
  },
  'A-50': {
    see: async (desk) => {
      const bad = await callHub(desk.sandbox, 'nonsense', 'GET', '/v3/packages/ALL/1/1');
      const none = await fetch(`${desk.sandbox.signingHub.baseUrl}/v3/packages/ALL/1/1`);
      const { Message } = (await none.json()) as { Message: string };
      return [readShort(bad), `${none.status} ${Message}`];
    },
    expected: {
      split: ['401 Request authorization denied', '401 User authentication required'],
      denied: ['401 Request authorization denied', '401 Request authorization denied'],
      required: ['401 User authentication required', '401 User authentication required'],
    },
  },
};
