import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createFileLog, createLog, describeError, selectFacts } from '../../src-main/engine/log.ts';
import type { LogFacts } from '../../src-main/engine/ports.ts';

/** Runs `write` against a log in memory and answers the text. */
function capture(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(
    createLog({
      write: (line) => {
        text += line;
      },
    }),
  );
  return text;
}

const BASE64_URL = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const base64Url = fc.string({
  unit: fc.constantFrom(...BASE64_URL),
  minLength: 20,
  maxLength: 60,
});
const phone = fc.integer({ min: 100_000_000, max: 99_999_999_999 });
const personal = fc.oneof(
  fc.emailAddress(),
  phone.map((digits) => `+${digits}`),
  phone.map(String),
  fc.tuple(base64Url, base64Url, base64Url).map((parts) => `eyJ${parts.join('.')}`),
  fc.uuid(),
  fc.webUrl(),
  fc.tuple(fc.webUrl(), fc.uuid()).map(([url, id]) => `${url}/review/${id}`),
  fc
    .tuple(fc.constantFrom('Jane', 'Søren', 'Li'), fc.constantFrom('Doe', 'Ångström', 'Wei'))
    .map((names) => names.join(' ')),
);
const FACT_NAMES = [
  'code',
  'route',
  'state',
  'cause',
  'errorId',
  'frames',
  'errorName',
  'appVersion',
  'status',
  'count',
  'bytes',
  'pid',
  'why',
  'step',
  'kind',
  'to',
  'from',
];
const factName = fc.oneof(
  fc.constantFrom(...FACT_NAMES),
  fc.string({ minLength: 1, maxLength: 12 }),
  personal,
);

describe('the log', () => {
  test('never holds a mail address, phone number, token, id, address or name, wherever it is put', () => {
    fc.assert(
      fc.property(
        personal,
        factName,
        fc.constantFrom<('info' | 'warn' | 'error')[]>('info', 'warn', 'error'),
        fc.boolean(),
        (value, name, level, isEvent) => {
          const text = capture((log) => {
            if (isEvent) log[level](value, { [name]: value });
            else log[level]('sync.done', { [name]: value, [value]: name, count: 3 });
          });
          const said = { ...(JSON.parse(text) as Record<string, unknown>), time: 0 };
          assert.ok(!JSON.stringify(said).includes(value), text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('never holds a number as long as a phone number', () => {
    fc.assert(
      fc.property(phone, factName, (digits, name) => {
        const text = JSON.stringify(selectFacts({ [name]: digits }));
        assert.ok(!text.includes(String(digits)), text);
      }),
    );
  });

  test('says where an error arose and never what its message holds', () => {
    fc.assert(
      fc.property(personal, personal, (value, other) => {
        const error = new TypeError(`${value}\n    at ${other} (${other}:1:1)`);
        const text = JSON.stringify(selectFacts(describeError(error)));
        assert.ok(!text.includes(value) && !text.includes(other), text);
        assert.match(text, /"errorName":"TypeError"/);
        assert.match(text, /test\.ts:\d+|"dropped"/);
      }),
    );
  });

  test('keeps listed facts of the listed form and counts what it dropped', () => {
    const facts: LogFacts = { code: 'DISK_FULL', count: 3, isDone: true, errorId: 'e0123abcd' };
    assert.deepEqual(selectFacts(facts), {
      code: 'DISK_FULL',
      count: 3,
      errorId: 'e0123abcd',
      dropped: 1,
    });
    assert.deepEqual(selectFacts({ code: 'two words', status: null }), {
      status: null,
      dropped: 1,
    });
  });

  test('moves a full file away, keeps three old ones, all private', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'signing-desk-log-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const log = createFileLog(join(folder, 'logs'), 2_000);
    for (let count = 0; count < 200; count += 1) log.info('sync.done', { count });
    const names = readdirSync(join(folder, 'logs')).toSorted();
    assert.deepEqual(names, ['engine.1.log', 'engine.2.log', 'engine.3.log', 'engine.log']);
    for (const name of names) {
      const path = join(folder, 'logs', name);
      assert.ok(statSync(path).size <= 2_000, name);
      assert.equal(statSync(path).mode & 0o077, 0, name);
    }
    const last = readFileSync(join(folder, 'logs', 'engine.log'), 'utf8')
      .trim()
      .split('\n')
      .at(-1);
    assert.equal((JSON.parse(last ?? '') as { count: number }).count, 199);
  });

  test('goes on where no folder can be made', () => {
    createFileLog('/dev/null/nowhere').info('sync.done');
  });
});
