import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { showInvisibles, writeVisibly } from '../../../src-renderer/ui/show-invisibles.ts';

describe('hidden characters of foreign text', () => {
  it('leaves plain text of any script alone', () => {
    for (const text of ['Jane Doe', 'Łucja Ünlü-Åberg', 'محمد', '山田 太郎', 'नीरज', '']) {
      assert.equal(writeVisibly(text), text);
    }
  });
  it('names what turns the reading direction, has no width or controls', () => {
    const hidden = [
      '\u202e',
      '\u202a',
      '\u2066',
      '\u200b',
      '\u200f',
      '\ufeff',
      '\u00ad',
      '\u0000',
      '\u001b',
      '\u2028',
      '\u3164',
    ];
    for (const character of hidden) {
      const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
      assert.equal(writeVisibly(`a${character}b`), `a[U+${code}]b`);
    }
  });
  it('names characters beyond the first plane by their whole code', () => {
    assert.equal(writeVisibly('a\u{e0041}b'), 'a[U+E0041]b');
  });
  it('lets new lines through in long texts only', () => {
    assert.equal(writeVisibly('a\nb'), 'a[U+000A]b');
    assert.deepEqual(showInvisibles('a\nb', true), [{ text: 'a\nb', shownAs: null }]);
  });
  it('only cuts: the parts put together are the text, and no plain part hides anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, isMultiline) => {
        const parts = showInvisibles(text, isMultiline);
        assert.equal(parts.map((part) => part.text).join(''), text);
        for (const part of parts) {
          if (part.shownAs === null)
            assert.ok(!/[\u202a-\u202e\u2066-\u2069\u200b]/u.test(part.text));
        }
      }),
    );
  });
});
