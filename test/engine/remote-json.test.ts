import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CodedError } from '../../src-shared/contract/errors.ts';
import { parseBoundedJson } from '../../src-main/engine/remote/bounded-json.ts';
import { JsonArraySplitter } from '../../src-main/engine/remote/json-array-splitter.ts';

const MAX_ELEMENT_BYTES = 4096;

async function split(
  bytes: Uint8Array,
  cuts: readonly number[],
  isSlow = false,
): Promise<string[]> {
  const found: string[] = [];
  const splitter = new JsonArraySplitter({
    maxElementBytes: MAX_ELEMENT_BYTES,
    onElement(raw) {
      found.push(Buffer.from(raw).toString('utf8'));
      return isSlow && found.length % 2 === 0 ? Promise.resolve() : undefined;
    },
  });
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])];
  at.sort((a, b) => a - b);
  for (const [index, from] of at.entries()) {
    await splitter.push(bytes.subarray(from, at[index + 1] ?? bytes.length));
  }
  splitter.end();
  assert.equal(splitter.count, found.length);
  return found;
}

async function findCode(text: string | Uint8Array): Promise<string> {
  try {
    await split(Buffer.from(text as string), []);
  } catch (error) {
    if (error instanceof CodedError) return error.error.code;
    throw error;
  }
  return 'fine';
}

describe('the splitter of a streamed list', () => {
  it('hands out what JSON.parse would, under any chunking and spacing, slow or fast', async () => {
    const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.jsonValue({ maxDepth: 4 }), space, space)),
        fc.array(fc.nat({ max: 5000 }), { maxLength: 30 }),
        fc.boolean(),
        space,
        async (elements, cuts, isSlow, tail) => {
          const parts = elements.map(
            ([value, before, after]) => before + JSON.stringify(value, null, 1) + after,
          );
          const bytes = Buffer.from(`${tail}[${parts.join(',')}${tail}]${tail}`);
          fc.pre(
            elements.every(
              ([value]) => Buffer.byteLength(JSON.stringify(value, null, 1)) < MAX_ELEMENT_BYTES,
            ),
          );
          const found = await split(bytes, cuts, isSlow);
          assert.deepEqual(
            found.map((text) => JSON.parse(text)),
            JSON.parse(bytes.toString()),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('ends only with a coded refusal, whatever the bytes', async () => {
    const pieces = fc.array(
      fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', '1', ' ', 'a', ':'),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          pieces.map((all) => all.join('')),
          fc.string(),
        ),
        async (text) => {
          const code = await findCode(text);
          assert.ok(
            ['fine', 'ANSWER_TRUNCATED', 'ANSWER_NOT_JSON', 'ANSWER_UNEXPECTED'].includes(code),
            code,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('notices every truncation of a list', async () => {
    const text = '[{"a":"]"},{"b":[1,{"c":"\\""}]},3,"x"]';
    for (let length = 0; length < text.length; length += 1) {
      assert.equal(
        await findCode(text.slice(0, length)),
        'ANSWER_TRUNCATED',
        text.slice(0, length),
      );
    }
  });

  it('refuses what is no list, and an element that is too large', async () => {
    assert.equal(await findCode('{"data":[]}'), 'ANSWER_UNEXPECTED');
    assert.equal(await findCode('<html>'), 'ANSWER_NOT_JSON');
    assert.equal(await findCode('[1,]'), 'ANSWER_NOT_JSON');
    assert.equal(await findCode('[1] [2]'), 'ANSWER_NOT_JSON');
    assert.equal(await findCode(`["${'x'.repeat(MAX_ELEMENT_BYTES)}"]`), 'ANSWER_TOO_LARGE');
    assert.equal(await findCode('\u{FEFF}[]'), 'fine');
  });
});

describe('bounded parsing', () => {
  it('parses what JSON.parse parses', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        assert.deepEqual(
          parseBoundedJson(Buffer.from(JSON.stringify(value))),
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it('refuses depth, count and text beyond bounds before parsing', () => {
    const refused = [
      '['.repeat(100_000),
      `[${'0,'.repeat(300_000)}0]`,
      `"${'x'.repeat(100_000)}"`,
      `"${'\\"'.repeat(60_000)}"`,
    ];
    for (const text of refused) {
      assert.throws(() => parseBoundedJson(Buffer.from(text)), /exceeds the bound/);
    }
  });

  it('does not quote the answer when it is no JSON', () => {
    assert.throws(
      () => parseBoundedJson(Buffer.from('{"name": secret}')),
      (error: Error) => !/secret/.test(error.message),
    );
  });
});
