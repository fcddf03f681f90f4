import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { findDeepLink, parseDeepLink } from '../../../src-main/shell/links.ts';

const ID = '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d';
const LINK = `signing-desk://reassign/${ID}`;

const JUNK: readonly unknown[] = [
  `signing-desk://reassign/${ID}?approve=1`,
  `signing-desk://reassign/${ID}#approve`,
  `signing-desk://reassign/${ID}/approve`,
  `signing-desk://reassign/../${ID}`,
  `signing-desk://approve/${ID}`,
  `signing-desk:reassign/${ID}`,
  `signing-desk://user@reassign/${ID}`,
  `signing-desk://reassign:80/${ID}`,
  `signing-desk://reassign/${ID} --inspect`,
  `signing-desk://reassign/${ID}\n`,
  `signing-desk://reassign/${ID}\u0000`,
  ` ${LINK}`,
  `https://reassign/${ID}`,
  `xsigning-desk://reassign/${ID}`,
  'signing-desk://reassign/',
  'signing-desk://reassign/%30b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d',
  `signing-desk://reassign/${ID}${'0'.repeat(10_000)}`,
  'javascript:alert(1)',
  '',
  null,
  7,
];

describe('deep links', () => {
  test('an exact link gives its id in lower case', () => {
    assert.equal(parseDeepLink(LINK), ID);
    assert.equal(parseDeepLink(LINK.toUpperCase()), ID);
    assert.equal(parseDeepLink(`${LINK}/`), ID);
  });

  for (const [at, junk] of JUNK.entries()) {
    test(`junk ${at} gives nothing: ${JSON.stringify(junk)?.slice(0, 60)}`, () => {
      assert.equal(parseDeepLink(junk), null);
    });
  }

  test('a command line gives its one link, among any switches', () => {
    assert.equal(findDeepLink(['electron', '--no-sandbox', '--flag=x', LINK]), ID);
    assert.equal(findDeepLink(['electron', `--open=${LINK}`]), null);
  });

  test('two links on one command line are unclear and give nothing', () => {
    assert.equal(findDeepLink([LINK, LINK.replace('0b1c', 'aaaa')]), null);
  });

  test('whatever it gives is a bare id', () => {
    const piece = fc.oneof(
      fc.constantFrom('signing-desk://', 'reassign/', ID, '/', '?', '--'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const id = parseDeepLink(pieces.join(''));
        if (id !== null) assert.match(id, /^[0-9a-f-]{36}$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
