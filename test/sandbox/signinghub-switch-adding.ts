// Owns the cases of the SigningHub switches about adding recipients.
import {
  add,
  listAfter,
  INVALID,
  NOT_DRAFT,
  NOT_ALLOWED,
  NO_GROUP,
  XML_ROLE,
  type Case,
} from './signinghub-switch-tools.ts';
import { makeUser, readShort } from './signinghub-tools.ts';

export const ADDING_CASES: Record<string, Case> = {
  'A-14': {
    see: async (desk) => {
      const { id } = await desk.build();
      const answer = await add(desk, id, { user_email: 'ann@example.test', role: 'SIGNER' });
      return [answer, ...(await desk.list(id))];
    },
    expected: { filled: ['200', 'SERIAL', 'ann:1'], refused: [INVALID, 'SERIAL'] },
  },
  'A-15': {
    see: async (desk) => {
      const { id } = await desk.build({ documents: [{ type: 'XML' }] });
      const answer = await add(
        desk,
        id,
        makeUser('ann'),
        makeUser('bob', undefined, { role: 'EDITOR' }),
      );
      return [answer, ...(await desk.list(id))];
    },
    expected: { none: [XML_ROLE, 'SERIAL'], 'up-to-it': [XML_ROLE, 'SERIAL', 'ann:1'] },
  },
  'A-16': {
    see: async (desk) => add(desk, (await desk.build({ recipients: ['ann'] })).id, makeUser('ann')),
    expected: { allowed: '200', refused: INVALID },
  },
  'A-19': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann'], isShared: true });
      const items = [{ placeholder: 'Witness', role: 'SIGNER' }];
      return readShort(await desk.callIn(id, 'POST', '/workflow/placeholder', items));
    },
    expected: { refused: NOT_DRAFT, allowed: '200' },
  },
  'A-29': {
    see: async (desk) =>
      listAfter(desk, 'SERIAL', ['ann', 'bob'], 'POST', '/workflow/users', [makeUser('cas', 5)]),
    expected: {
      normalised: ['SERIAL', 'ann:1', 'bob:2', 'cas:3'],
      kept: ['SERIAL', 'ann:1', 'bob:2', 'cas:5'],
      refused: [INVALID],
    },
  },
  'A-30': {
    see: (desk) =>
      listAfter(desk, 'CUSTOM', ['ann:1', 'bob:4'], 'POST', '/workflow/users', [makeUser('cas')]),
    expected: { refused: [INVALID], appended: ['CUSTOM', 'ann:1', 'bob:4', 'cas:5'] },
  },
  'A-30.empty': {
    see: (desk) => listAfter(desk, 'CUSTOM', [], 'POST', '/workflow/users', [makeUser('ann')]),
    expected: { starts: ['CUSTOM', 'ann:1'], refused: [INVALID] },
  },
  'A-31': {
    see: (desk) =>
      listAfter(desk, 'PARALLEL', ['ann', 'bob'], 'POST', '/workflow/users', [makeUser('cas', 2)]),
    expected: {
      ignored: ['PARALLEL', 'ann:1', 'bob:1', 'cas:1'],
      convert: ['CUSTOM', 'ann:1', 'bob:1', 'cas:2'],
    },
  },
  'A-32': {
    see: (desk) =>
      listAfter(desk, 'SERIAL', ['ann'], 'POST', '/workflow/users', [
        makeUser('bob', 2),
        makeUser('cas', 2),
      ]),
    expected: {
      sequence: ['CUSTOM', 'ann:1', 'bob:2', 'cas:2'],
      batch: ['SERIAL', 'ann:1', 'bob:2', 'cas:3'],
    },
  },
  'A-37': {
    see: async (desk) => {
      const { id } = await desk.build({ mode: 'ONLY_ME' });
      const answer = await add(desk, id, makeUser('ann'));
      const { workflow } = (await desk.callIn(id, 'GET', '/workflow')).json as {
        workflow: { workflow_mode: string };
      };
      return [answer, workflow.workflow_mode];
    },
    expected: { refused: [NOT_ALLOWED, 'ONLY_ME'], widens: ['200', 'ME_AND_OTHERS'] },
  },
  'A-51': {
    see: async (desk) => {
      const { id } = await desk.build();
      const [{ email }] = await desk.control<[{ email: string }]>('GET', '/contacts');
      const known = await add(desk, id, { user_email: email, role: 'SIGNER' });
      return [known, await add(desk, id, makeUser('stranger'))];
    },
    expected: { guests: ['200', '200'], refused: ['200', NO_GROUP] },
  },
  'A-52': {
    see: async (desk) => {
      const { id } = await desk.build({ documents: [{ type: 'XML' }] });
      const [{ name }] = await desk.control<[{ name: string }]>('GET', '/groups');
      const items = [{ group_name: name, role: 'EDITOR' }];
      const group = readShort(await desk.callIn(id, 'POST', '/workflow/groups', items));
      return [group, await add(desk, id, makeUser('ann', undefined, { role: 'EDITOR' }))];
    },
    expected: { all: [XML_ROLE, XML_ROLE], documented: ['200', XML_ROLE] },
  },
};
