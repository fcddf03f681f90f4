import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CodedError } from '../../src-shared/contract/errors.ts';
import { ROUTES } from '../../src-shared/contract/routes.ts';
import { createLog } from '../../src-main/engine/log.ts';
import { createRouter } from '../../src-main/engine/router.ts';
import { createSystemRandom } from '../../src-main/engine/world.ts';
import type { Handlers } from '../../src-main/engine/handlers/handler-types.ts';

function createSubject(handler: (input: unknown) => unknown) {
  const lines: string[] = [];
  const names = Object.keys(ROUTES).filter((name) => !name.startsWith('shell.'));
  const handlers = Object.fromEntries(names.map((name) => [name, handler])) as unknown as Handlers;
  const log = createLog({
    write: (line) => {
      lines.push(line);
    },
  });
  return {
    call: createRouter({ handlers, log, random: createSystemRandom(), onDamaged: () => {} }),
    lines,
  };
}

describe('the router', () => {
  test('leaves exactly the routes that begin with "shell." to the shell', () => {
    for (const [name, route] of Object.entries(ROUTES)) {
      assert.equal(route.home, name.startsWith('shell.') ? 'shell' : 'engine', name);
    }
  });

  test('answers UNKNOWN_ROUTE for any other name, those of objects included', async () => {
    const { call } = createSubject(() => 'reached');
    for (const name of ['', 'inbox', 'shell.quit', '__proto__', 'constructor', 'toString']) {
      const result = await call(name, null);
      assert.ok(!result.ok && result.error.code === 'UNKNOWN_ROUTE', name);
    }
  });

  test('gives the checked input to the handler', async () => {
    const { call } = createSubject((input) => input);
    const key = 'a1/b7c1d0de-52f2-4c6b-9a55-0d6a3b1f7a10';
    assert.deepEqual(await call('inbox.detail', { key }), { ok: true, value: { key } });
  });

  test('names the field of a bad input and never its value', async () => {
    const { call, lines } = createSubject(() => 'reached');
    const secret = 'S3cret-value';
    const result = await call('account.addCmSign', {
      label: 'Desk',
      baseUrl: 'https://api.example.test',
      keyId: 7,
      secret,
    });
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'BAD_INPUT');
    assert.deepEqual(result.error.detail, { path: 'keyId' });
    assert.ok(!JSON.stringify([result, lines]).includes(secret));
  });

  test('never rejects and never reaches a handler with an input its schema refuses', async () => {
    const { call } = createSubject(() => 'reached');
    const names = Object.keys(ROUTES);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (name, input) => {
        const result = await call(name, input);
        if (result.ok) {
          assert.ok(ROUTES[name as keyof typeof ROUTES].input.safeParse(input).success);
        } else {
          assert.ok(['BAD_INPUT', 'UNKNOWN_ROUTE'].includes(result.error.code));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('passes a coded error on as it is', async () => {
    const { call } = createSubject(() => {
      throw new CodedError('NOT_FOUND', 'Nothing there', { count: 0 });
    });
    const result = await call('desk.status', null);
    assert.deepEqual(result, {
      ok: false,
      error: { code: 'NOT_FOUND', message: 'Nothing there', detail: { count: 0 }, retry: 'never' },
    });
  });

  test('answers a full disk as DISK_FULL', async () => {
    const { call } = createSubject(() => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    });
    const result = await call('settings.get', null);
    assert.ok(!result.ok && result.error.code === 'DISK_FULL');
  });

  test('answers anything else as INTERNAL with an id that is in the log, without the message', async () => {
    const { call, lines } = createSubject(() =>
      Promise.reject(new Error('about jane@example.com')),
    );
    const result = await call('desk.status', null);
    assert.ok(!result.ok && result.error.code === 'INTERNAL');
    const { errorId } = result.error.detail ?? {};
    assert.match(String(errorId), /^e[0-9a-f]{8}$/);
    assert.ok(lines.some((line) => line.includes(String(errorId))));
    assert.ok(!JSON.stringify([result, lines]).includes('jane'));
  });
});
