import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  answerPageRequest,
  CONTENT_SECURITY_POLICY,
  resolvePagePath,
} from '../../../src-main/shell/app-protocol.ts';

/** Addresses that would leave the page's folder, or read what is no part of a page, if they were believed. */
const ESCAPES = [
  'app://desk/../secret.json',
  'app://desk/%2e%2e/secret.json',
  'app://desk/%2e%2e%2fsecret.json',
  'app://desk/..%2fsecret.json',
  'app://desk/..%5csecret.json',
  'app://desk/..\\secret.json',
  'app://desk/%252e%252e/secret.json',
  'app://desk/assets/../../secret.json',
  'app://desk/index.html%00.js',
  'app://desk//etc/passwd.json',
  'app://desk/C:/secret.json',
  'app://desk/c%3a/secret.json',
  'app://desk///server/share/x.json',
  'app://desk/%5c%5cserver%5cshare%5cx.json',
  'app://desk/.env.json',
  'app://desk/assets/.hidden.js',
  'app://desk/index.html/',
  'app://desk/built',
  'app://desk/notes.txt',
  'app://desk/%',
  'app://desk/%ff%fe.js',
  `app://desk/${'a'.repeat(5_000)}.js`,
  'app://other/index.html',
  'app://user:secret@desk/index.html',
  'app://desk:1/index.html',
  'file:///etc/passwd',
  'https://desk/index.html',
  'not an address',
];

describe('the page scheme', () => {
  let folder = '';
  let root = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'signing-desk-page-'));
    root = join(folder, 'renderer');
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.json'), '{"secret":true}');
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'assets', 'main-1a2B_c.js'), 'export {};');
    writeFileSync(join(root, 'notes.txt'), 'x');
    symlinkSync(join(folder, 'secret.json'), join(root, 'linked.json'));
    symlinkSync(folder, join(root, 'linked'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const answer = (url: string, method = 'GET'): Promise<Response> =>
    answerPageRequest(root, { url, method } as Request);

  test('serves the page and its parts with their types', async () => {
    const page = await answer('app://desk/index.html');
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    const script = await answer('app://desk/assets/main-1a2B_c.js?v=1#x');
    assert.equal(await script.text(), 'export {};');
    assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
  });

  test('puts the policy on every answer, refusals too', async () => {
    for (const url of ['app://desk/index.html', 'app://desk/missing.js', 'app://desk/../x.js']) {
      const { headers } = await answer(url);
      assert.equal(headers.get('content-security-policy'), CONTENT_SECURITY_POLICY);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    }
  });

  for (const [at, url] of ESCAPES.entries()) {
    test(`refuses escape ${at}: ${url.slice(0, 60)}`, async () => {
      const response = await answer(url);
      assert.equal(response.status, 404);
      assert.equal(await response.text(), '');
    });
  }

  test('refuses links on the disk that lead out of the folder', async () => {
    assert.equal((await answer('app://desk/linked.json')).status, 404);
    assert.equal((await answer('app://desk/linked/secret.json')).status, 404);
  });

  test('refuses everything but GET', async () => {
    assert.equal((await answer('app://desk/index.html', 'POST')).status, 405);
  });

  test('never resolves outside the folder, whatever the address', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', 'a.js', ':', '~', 'C:'),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const path = resolvePagePath(root, `app://desk/${pieces.join('')}`);
        if (path !== null) assert.ok(path.startsWith(root + sep), path);
      }),
      { numRuns: 3_000 },
    );
  });
});
