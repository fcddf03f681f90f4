import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { judgeExternalUrl } from '../../../src-main/shell/external-links.ts';

const HOSTS = ['sign.example.com', 'Review.Example.com'];

const REFUSED: readonly unknown[] = [
  'file:///etc/passwd',
  'smb://sign.example.com/share',
  'ms-msdt:/id PCWDiagnostic',
  'ms-officecmd:{}',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'http://sign.example.com/review',
  'HTTPS ://sign.example.com/',
  'https:/sign.example.com/',
  'https:sign.example.com',
  'https:\\\\sign.example.com\\x',
  'https://sign.example.com\\@evil.example/',
  'https://user@sign.example.com/',
  'https://user:secret@sign.example.com/',
  'https://:@sign.example.com/',
  'https://@sign.example.com/',
  'https://sign.example.com:8443/',
  'https://sign.example.com.evil.example/',
  'https://evil.example/sign.example.com',
  'https://evil.example/?https://sign.example.com',
  'https://sign.example.com.',
  'https://sub.sign.example.com/',
  'https://sign.example.co',
  'https://sіgn.example.com/',
  'https://ＳＩＧＮ.example.com/',
  'https://sign.example.com/\u202Egpj.exe',
  'https://sign。example。com/',
  ' https://sign.example.com/',
  'https://sign.example.com/\n',
  'https://sign.example.com/a b',
  'https://sign.example.com/\u0000',
  'https://sign.example.com/\t',
  'https://127.0.0.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://[::1]/',
  'https://%73ign.example.com/',
  `https://sign.example.com/${'a'.repeat(10_000)}`,
  '',
  null,
  undefined,
  42,
  {},
  ['https://sign.example.com/'],
];

describe('judging an address before it is opened outside', () => {
  test('allows https on a listed host, whatever the case of the host', () => {
    for (const url of [
      'https://sign.example.com/review/0b1c?x=1#part',
      'https://SIGN.example.com/review',
      'https://review.example.com',
    ]) {
      assert.equal(judgeExternalUrl(url, HOSTS).isAllowed, true, url);
    }
  });

  test('names the host that the question to the person shows', () => {
    const judgement = judgeExternalUrl('https://sign.example.com/review', HOSTS);
    assert.ok(judgement.isAllowed);
    assert.equal(judgement.host, 'sign.example.com');
  });

  for (const [at, url] of REFUSED.entries()) {
    test(`refuses case ${at}: ${JSON.stringify(url)?.slice(0, 60)}`, () => {
      assert.equal(judgeExternalUrl(url, HOSTS).isAllowed, false);
    });
  }

  test('refuses everything while the list is empty', () => {
    assert.equal(judgeExternalUrl('https://sign.example.com/', []).isAllowed, false);
  });

  test('whatever it allows is https on a listed host without credentials', () => {
    const part = fc.constantFrom(
      'https://',
      'sign.example.com',
      '@',
      ':',
      '/',
      '\\',
      'evil',
      '.',
      '%2f',
      '#',
      '?',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 8 }),
        (parts) => {
          const judgement = judgeExternalUrl(parts.join(''), HOSTS);
          if (!judgement.isAllowed) return;
          const url = new URL(judgement.url);
          assert.equal(url.origin, 'https://sign.example.com');
          assert.equal(url.username + url.password, '');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
