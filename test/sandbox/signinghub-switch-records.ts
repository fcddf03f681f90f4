// Owns the cases of the SigningHub switches about bodies, tokens, packages and lists.
import { add, askToken, INVALID, type Case } from './signinghub-switch-tools.ts';
import { makeUser, readShort } from './signinghub-tools.ts';

export const RECORD_CASES: Record<string, Case> = {
  'A-03': {
    see: async (desk) => add(desk, (await desk.build()).id, makeUser('ann', 1, { colour: 'red' })),
    expected: { ignored: '200', refused: INVALID },
  },
  'A-04': {
    see: async (desk) => {
      const { id } = await desk.build();
      return readShort(await desk.callIn(id, 'POST', '/workflow/users', '[{]'));
    },
    expected: {
      '400': INVALID,
      '500': '500 An internal server error occurred while processing the request',
    },
  },
  'A-05': {
    see: async (desk) => {
      const { baseUrl, clientId, clientSecret, username, password } = desk.sandbox.signingHub;
      const first = await fetch(`${baseUrl}/authenticate`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'password',
          client_id: clientId,
          client_secret: clientSecret,
          username,
          password,
        }),
      });
      const { refresh_token } = (await first.json()) as { refresh_token: string };
      await askToken(desk, { grant_type: 'refresh_token', refresh_token });
      return askToken(desk, { grant_type: 'refresh_token', refresh_token });
    },
    expected: { unusable: '400 invalid_grant', usable: '200 86399' },
  },
  'A-06': {
    see: (desk) => askToken(desk, { password: 'wrong' }),
    expected: { '400': '400 invalid_grant', '401': '401 invalid_grant' },
  },
  'A-07': {
    see: async (desk) => {
      const made = (await desk.call('POST', '/v3/packages', {})).json as { package_id: number };
      const { json } = await desk.callIn(made.package_id, 'GET', '/workflow');
      return (json as { package_name: string }).package_name;
    },
    expected: { Untitled: 'Untitled', Undefined: 'Undefined' },
  },
  'A-08': {
    see: async (desk) => {
      const made = (await desk.call('POST', '/v3/packages', {})).json as {
        package_id: number;
        workflow_mode: string;
      };
      const [, ...recipients] = await desk.list(made.package_id);
      return [made.workflow_mode, recipients.length];
    },
    expected: {
      ONLY_OTHERS: ['ONLY_OTHERS', 0],
      ME_AND_OTHERS: ['ME_AND_OTHERS', 1],
      ONLY_ME: ['ONLY_ME', 1],
    },
  },
  'A-10': {
    see: async (desk) => {
      const { id } = await desk.build();
      return readShort(await desk.call('GET', `/v3/enterprise/packages/${id}/workflow`));
    },
    expected: { on: '200', off: '404 There is no such resource.' },
  },
  'A-54': {
    see: async (desk) => {
      const { id } = await desk.build({ documents: [{ type: 'WORD' }] });
      const { documents } = (await desk.callIn(id, 'GET', '/workflow')).json as {
        documents: { document_type: string }[];
      };
      return documents[0]?.document_type;
    },
    expected: { DOCX: 'DOCX', WORD: 'WORD' },
  },
  'contacts.paging': {
    see: async (desk) =>
      ((await desk.call('GET', '/v3/settings/contacts/5/2')).json as unknown[]).length,
    expected: { 'records/page': 5, 'page/records': 2 },
  },
  'empty.v4': {
    see: async (desk) => {
      const { id } = await desk.build({ recipients: ['ann'] });
      return (await desk.call('DELETE', `/v4/packages/${id}/workflow/1`)).text;
    },
    expected: { nothing: '', object: '{}' },
  },
  'list.order': {
    see: async (desk) => {
      const first = await desk.build({ name: 'order first' });
      await desk.advanceClock(1000);
      await desk.build({ name: 'order second' });
      await desk.advanceClock(1000);
      await desk.callIn(first.id, 'PUT', '', { package_name: 'order first, renamed' });
      const rows = (await desk.call('GET', '/v3/packages/ALL/1/2')).json as {
        package_name: string;
      }[];
      return rows[0]?.package_name;
    },
    expected: { modified: 'order first, renamed', created: 'order second' },
  },
};
