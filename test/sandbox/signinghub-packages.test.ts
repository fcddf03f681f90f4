// Tests packages and documents of the SigningHub side: lists in pages, filters, uploads of any content type,
// and a sample that is the same every time.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readShort, startHubDesk, type HubDesk } from './signinghub-tools.ts';

type Row = {
  package_id: number;
  package_name: string;
  package_owner: string;
  package_status: string;
  modified_on: string;
};

describe('packages of the sample', () => {
  let desk: HubDesk;
  const COUNT = 250;
  before(async () => {
    desk = await startHubDesk(['--packages', String(COUNT), '--now', '2024-06-03T09:00:00Z']);
  });
  after(() => desk.sandbox.stop());

  const list = async (path: string, headers = {}): Promise<{ rows: Row[]; total: number }> => {
    const answer = await desk.call('GET', path, undefined, headers);
    assert.equal(answer.status, 200, answer.text);
    return {
      rows: answer.json as Row[],
      total: Number(answer.headers.get('x-total-records')),
    };
  };

  it('lists every package once over all pages, newest first', async () => {
    const seen: Row[] = [];
    for (let page = 1; page <= 9; page += 1) {
      const { rows, total } = await list(`/v3/packages/ALL/${page}/30`);
      assert.equal(total, COUNT);
      assert.equal(rows.length, page === 9 ? 10 : 30);
      seen.push(...rows);
    }
    assert.equal(new Set(seen.map((one) => one.package_id)).size, COUNT);
    const times = seen.map((one) => one.modified_on);
    assert.deepEqual(times, times.toSorted().toReversed());
    assert.match(times[0] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    assert.deepEqual((await list('/v3/packages/ALL/10/30')).rows, []);
  });

  it('filters by status so that the parts make the whole', async () => {
    let sum = 0;
    for (const status of ['DRAFT', 'PENDING', 'INPROGRESS', 'COMPLETED', 'DECLINED', 'SIGNED']) {
      const { rows, total } = await list(`/v3/packages/${status}/1/1000`);
      assert.equal(rows.length, total);
      assert.ok(rows.every((one) => one.package_status === status));
      if (status !== 'SIGNED') assert.ok(total > 0, status);
      sum += total;
    }
    for (const status of ['REVIEWED', 'EDITED']) {
      sum += (await list(`/v3/packages/${status}/1/1000`)).total;
    }
    assert.equal(sum, COUNT);
  });

  it('searches by text, plain or in Base64', async () => {
    const [row] = (await list('/v3/packages/ALL/1/1')).rows;
    const name = row?.package_name ?? '';
    const text = encodeURIComponent(name) === name ? name : 'agreement';
    const plain = await list('/v3/packages/ALL/1/1000', { 'x-search-text': text });
    const coded = Buffer.from(text).toString('base64');
    const base64 = await list('/v3/packages/ALL/1/1000', { 'x-search-text': coded });
    assert.ok(plain.total > 0 && plain.total < COUNT);
    assert.deepEqual(base64.rows, plain.rows);
    const none = await list('/v3/packages/ALL/1/10', { 'x-search-text': 'no such words here' });
    assert.equal(none.total, 0);
    const inbox = await list('/v3/packages/ALL/1/10', { 'x-folder': 'SU5CT1g=' });
    assert.equal(inbox.total, COUNT);
  });

  it('takes the query of v4: own ones, sorted by name', async () => {
    const me = desk.sandbox.signingHub.username;
    const query = '?owned-by=ME&sort-by=TITLE&asc=true&document-type=PDF';
    const { rows, total } = await list(`/v4/packages/ALL/1/1000${query}`);
    assert.ok(total > 0 && total < COUNT);
    assert.ok(rows.every((one) => one.package_owner === me));
    const names = rows.map((one) => one.package_name);
    assert.deepEqual(names, names.toSorted());
    assert.equal((await list(`/v4/packages/ALL/1/10?package-id=${rows[0]?.package_id}`)).total, 1);
  });

  it('refuses pages and filters that do not exist', async () => {
    for (const path of ['ALL/0/10', 'ALL/1/0', 'ALL/x/10', 'SOME/1/10']) {
      assert.equal(
        readShort(await desk.call('GET', `/v3/packages/${path}`)),
        '400 Model state validation failed.',
      );
    }
  });

  it('adds the members of v4 to rows and details', async () => {
    const { rows } = await list('/v4/packages/ALL/1/1');
    assert.ok(rows[0] && 'access_duration' in rows[0] && 'workflow_mode' in rows[0]);
    const details = await desk.call('GET', `/v4/packages/${rows[0].package_id}/details`);
    assert.deepEqual(Object.keys(details.json as object), [
      'name',
      'owner',
      'read_only',
      'document_status',
      'documents',
    ]);
    const old = await list('/v3/packages/ALL/1/1');
    assert.ok(old.rows[0] && !('workflow_mode' in old.rows[0]));
  });

  it('makes the same world from the same seed, and another from another', async () => {
    const read = async (seed: string): Promise<unknown> => {
      const flags = ['--packages', '40', '--seed', seed, '--now', '2024-06-03T09:00:00Z'];
      const other = await startHubDesk(flags);
      try {
        const { json } = await other.call('GET', '/v3/packages/ALL/1/40');
        const [first] = json as Row[];
        return [json, (await other.callIn(first?.package_id ?? 0, 'GET', '/workflow')).json];
      } finally {
        await other.sandbox.stop();
      }
    };
    const [one, same, different] = [await read('3'), await read('3'), await read('4')];
    assert.deepEqual(one, same);
    assert.notDeepEqual(one, different);
  });

  it('has workflows that obey their type', async () => {
    const { rows } = await list('/v3/packages/ALL/1/60');
    for (const { package_id: id } of rows) {
      const [type, ...entries] = await desk.list(id);
      const steps = entries.map((entry) => Number(entry.slice(entry.lastIndexOf(':') + 1)));
      assert.ok(steps.length > 0);
      if (type === 'SERIAL')
        assert.deepEqual(
          steps,
          steps.map((_, at) => at + 1),
        );
      if (type === 'PARALLEL') assert.ok(steps.every((step) => step === 1));
    }
  });

  it('lists users, groups and contacts for picking recipients', async () => {
    const users = await desk.call('GET', '/v3/enterprise/users');
    const contacts = await desk.call('GET', '/v3/settings/contacts/20/1');
    const groups = await desk.call('GET', '/v3/settings/groups/20/1');
    assert.equal((users.json as object[]).length, 24);
    assert.equal((contacts.json as object[]).length, 20);
    assert.equal(contacts.headers.get('x-total-records'), '60');
    const [group] = groups.json as { group_id: number; members: object[] }[];
    assert.equal(group?.members.length, 4);
    const one = await desk.call('GET', `/v3/settings/groups/${group?.group_id}`);
    assert.deepEqual(one.json, group);
  });
});

describe('packages and documents made by a client', () => {
  let desk: HubDesk;
  before(async () => {
    desk = await startHubDesk();
  });
  after(() => desk.sandbox.stop());

  const upload = (id: number, version: 3 | 4, headers: Record<string, string>, body = 'bytes') =>
    desk.call('POST', `/v${version}/packages/${id}/documents`, body, headers);

  it('renames, shows and deletes a package', async () => {
    const made = await desk.call('POST', '/v4/packages', {
      package_name: 'Lease',
      folder_name: 'OLD',
    });
    const { package_id: id } = made.json as { package_id: number };
    assert.equal(readShort(await desk.callIn(id, 'PUT', '', { package_name: 'Lease 2' })), '200');
    const rows = (await desk.call('GET', '/v3/packages/DRAFT/1/1')).json as Row[];
    assert.equal(rows[0]?.package_name, 'Lease 2');
    assert.equal(readShort(await desk.callIn(id, 'DELETE', '')), '200');
    assert.equal(readShort(await desk.callIn(id, 'GET', '/workflow')), '404 Document not found');
    assert.equal(
      (await desk.call('GET', '/v3/packages/ALL/1/1')).headers.get('x-total-records'),
      '0',
    );
  });

  it('takes an upload whatever its content type says', async () => {
    const { id } = await desk.build({ documents: [] });
    for (const type of ['application/octet-stream', 'application/json', 'text/weird']) {
      const answer = await upload(
        id,
        3,
        { 'x-file-name': 'a.pdf', 'content-type': type },
        '{"not json',
      );
      assert.equal(answer.status, 201, type);
      assert.deepEqual(Object.keys(answer.json as object), ['documentid']);
    }
    const typeless = await fetch(`${desk.sandbox.signingHub.baseUrl}/v3/packages/${id}/documents`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await desk.tokenOf(desk.sandbox.signingHub.username)}`,
        'x-file-name': 'b.pdf',
      },
      body: new Uint8Array([37, 80, 68, 70]),
    });
    assert.equal(typeless.status, 201);
  });

  it('keeps Word and XML native only when asked to, and answers v4 with all three ids', async () => {
    const { id } = await desk.build({ documents: [] });
    const headers = { 'x-file-name': 'a.docx', 'x-convert-document': 'false' };
    const word = (await upload(id, 4, headers)).json as Record<string, unknown>;
    assert.equal(word['document_type'], 'DOCX');
    assert.equal(word['documentid'], word['documentId']);
    assert.equal(word['documentid'], word['document_id']);
    assert.equal(word['document_size'], 5);
    const converted = await upload(id, 4, { 'x-file-name': 'b.docx' });
    assert.equal((converted.json as { document_type: string }).document_type, 'PDF');
  });

  it('mixes XML with nothing else', async () => {
    const { id } = await desk.build({ documents: [] });
    const xml = { 'x-file-name': 'a.xml', 'x-convert-document': 'false' };
    assert.equal((await upload(id, 3, xml)).status, 201);
    assert.equal(
      readShort(await upload(id, 3, { 'x-file-name': 'b.pdf' })),
      '400 Only XML document can be uploaded for a workflow which contains at least one XML document',
    );
  });

  it('says what an upload lacks', async () => {
    const { id } = await desk.build();
    assert.equal(
      readShort(await upload(id, 3, {})),
      '400 Invalid request headers - file name not found',
    );
    assert.equal(
      readShort(await upload(id, 3, { 'x-file-name': 'a.pdf' }, '')),
      '400 Request does not contain document',
    );
  });
});
