// Owns the cases of the SigningHub switches about changing a workflow.
import {
  listAfter,
  reorder,
  act,
  INVALID,
  NOT_DRAFT,
  NOT_ALLOWED,
  NO_GROUP,
  NO_ORDER,
  type Case,
} from './signinghub-switch-tools.ts';
import { readShort } from './signinghub-tools.ts';

export const CHANGING_CASES: Record<string, Case> = {
  'A-11': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann'], isShared: true });
      return readShort(await desk.callIn(id, 'PUT', '/workflow', { workflow_type: 'CUSTOM' }));
    },
    expected: { refused: NOT_DRAFT, allowed: '200' },
  },
  'A-17': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann'] });
      const body = { user_name: 'Anna' };
      return readShort(await desk.call('PUT', `/v4/packages/${id}/workflow/1/user`, body));
    },
    expected: { optional: '200', required: INVALID },
  },
  'A-18': {
    see: async (desk) => {
      const [{ name }] = await desk.control<[{ name: string }]>('GET', '/groups');
      const { id } = await desk.build({ recipients: [`group ${name}`] });
      const body = { group_name: 'Nobody knows' };
      return readShort(await desk.callIn(id, 'PUT', '/workflow/1/group', body));
    },
    expected: { refused: NO_GROUP, allowed: '200' },
  },
  'A-20': {
    see: reorder('SERIAL', ['ann', 'bob', 'cas', 'dan']),
    expected: {
      move: ['SERIAL', 'cas:1', 'ann:2', 'bob:3', 'dan:4'],
      swap: ['SERIAL', 'cas:1', 'bob:2', 'ann:3', 'dan:4'],
    },
  },
  'A-21': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann', 'bob'] });
      const path = readShort(await desk.callIn(id, 'PUT', '/workflow/9/reorder', { order: 1 }));
      const body = readShort(await desk.callIn(id, 'PUT', '/workflow/1/reorder', { order: 9 }));
      return [path, body];
    },
    expected: {
      '404/400': [NO_ORDER, INVALID],
      '400/400': [INVALID, INVALID],
      '404/404': [NO_ORDER, NO_ORDER],
      '404/clamped': [NO_ORDER, '200'],
    },
  },
  'A-23': {
    see: async (desk) => [
      await reorder('SERIAL', ['ann', 'bob', 'cas'])(desk),
      await reorder('CUSTOM', ['ann:1', 'bob:1', 'cas:2'])(desk),
      await reorder('PARALLEL', ['ann', 'bob', 'cas'])(desk),
    ],
    expected: {
      'by-type': [
        ['SERIAL', 'cas:1', 'ann:2', 'bob:3'],
        ['CUSTOM', 'cas:2', 'ann:1', 'bob:1'],
        ['PARALLEL', 'cas:1', 'ann:1', 'bob:1'],
      ],
      'with-recipient': [
        ['SERIAL', 'cas:3', 'ann:1', 'bob:2'],
        ['CUSTOM', 'cas:2', 'ann:1', 'bob:1'],
        ['PARALLEL', 'cas:1', 'ann:1', 'bob:1'],
      ],
      'with-position': [
        ['SERIAL', 'cas:1', 'ann:2', 'bob:3'],
        ['CUSTOM', 'cas:1', 'ann:1', 'bob:2'],
        ['PARALLEL', 'cas:1', 'ann:1', 'bob:1'],
      ],
      renumber: [
        ['SERIAL', 'cas:1', 'ann:2', 'bob:3'],
        ['CUSTOM', 'cas:1', 'ann:2', 'bob:3'],
        ['PARALLEL', 'cas:1', 'ann:1', 'bob:1'],
      ],
    },
  },
  'A-26': {
    see: (desk) => listAfter(desk, 'SERIAL', ['ann', 'bob', 'cas'], 'DELETE', '/workflow/2'),
    expected: { closed: ['SERIAL', 'ann:1', 'cas:2'], kept: ['SERIAL', 'ann:1', 'cas:3'] },
  },
  'A-33': {
    see: (desk) =>
      listAfter(desk, 'SERIAL', ['ann', 'bob'], 'PUT', '/workflow/2/user', { signing_order: 1 }),
    expected: {
      convert: ['CUSTOM', 'ann:1', 'bob:1'],
      ignored: ['SERIAL', 'ann:1', 'bob:2'],
      refused: [INVALID],
    },
  },
  'A-34': {
    see: (desk) =>
      listAfter(desk, 'CUSTOM', ['ann:1', 'bob:1'], 'PUT', '/workflow/2/user', {
        signing_order: 2,
      }),
    expected: { stays: ['CUSTOM', 'ann:1', 'bob:2'], returns: ['SERIAL', 'ann:1', 'bob:2'] },
  },
  'A-35': {
    see: (desk) =>
      listAfter(desk, 'CUSTOM', ['ann:1', 'bob:2', 'cas:2', 'dan:7'], 'DELETE', '/workflow/1'),
    expected: {
      kept: ['CUSTOM', 'bob:2', 'cas:2', 'dan:7'],
      closed: ['CUSTOM', 'bob:1', 'cas:1', 'dan:2'],
    },
  },
  'A-36': {
    see: async (desk) => [
      await listAfter(desk, 'CUSTOM', ['ann:2', 'bob:2'], 'PUT', '/workflow', {
        workflow_type: 'SERIAL',
      }),
      await listAfter(desk, 'CUSTOM', ['ann:2', 'bob:3'], 'PUT', '/workflow', {
        workflow_type: 'PARALLEL',
      }),
    ],
    expected: {
      renumber: [
        ['SERIAL', 'ann:1', 'bob:2'],
        ['PARALLEL', 'ann:1', 'bob:1'],
      ],
      kept: [
        ['SERIAL', 'ann:2', 'bob:2'],
        ['PARALLEL', 'ann:2', 'bob:3'],
      ],
    },
  },
  'A-38': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann'] });
      await desk.callIn(id, 'PUT', '/workflow', { workflow_mode: 'ME_AND_OTHERS' });
      return (await desk.list(id)).length - 1;
    },
    expected: { edited: 2, kept: 1 },
  },
  'A-39': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann', 'bob', 'cas'], isShared: true });
      const move = await desk.callIn(id, 'PUT', '/workflow/3/reorder', { order: 2 });
      return [readShort(move), readShort(await desk.callIn(id, 'DELETE', '/workflow/3'))];
    },
    expected: {
      'draft-state': [NOT_DRAFT, NOT_DRAFT],
      'not-allowed': [NOT_ALLOWED, NOT_ALLOWED],
      allowed: ['200', '200'],
    },
  },
  'A-40': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann'], isShared: true });
      await act(desk, id, 'ann', 'decline');
      return readShort(await desk.callIn(id, 'PUT', '/workflow/1/user', { user_name: 'Anna' }));
    },
    expected: { 'not-allowed': NOT_ALLOWED, 'draft-state': NOT_DRAFT },
  },
  'A-41': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann', 'bob'], isShared: true });
      const body = { user_name: 'Bobby', signing_order: 1 };
      const answer = readShort(await desk.callIn(id, 'PUT', '/workflow/2/user', body));
      return [answer, ...(await desk.list(id))];
    },
    expected: {
      refused: [NOT_DRAFT, 'SERIAL', 'ann:1', 'bob:2'],
      ignored: ['200', 'SERIAL', 'ann:1', 'Bobby:2'],
      allowed: ['200', 'CUSTOM', 'ann:1', 'Bobby:1'],
    },
  },
  'locked.fill': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['placeholder Witness'], isLocked: true });
      const body = { user_email: 'ann@example.test' };
      return readShort(await desk.callIn(id, 'PUT', '/workflow/1/user', body));
    },
    expected: {
      refused: '403 You are not allowed to perform this action on locked workflow',
      allowed: '200',
    },
  },
};
