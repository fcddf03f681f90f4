import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  countSecondsUntil,
  createFormatter,
  measureAge,
} from '../../../src-renderer/words/format.ts';

const format = createFormatter('en-GB');
/** Local noon, so that no time zone moves the day. */
const NOON = new Date(2024, 5, 12, 12, 0, 0);
const nowMs = NOON.getTime();
const at = (hours: number) => new Date(nowMs + hours * 3_600_000).toISOString();

describe('times as people read them', () => {
  it('says only the clock today, the weekday this week, else the date', () => {
    assert.equal(format.moment(at(-2), nowMs), '10:00');
    assert.equal(format.moment(at(-48), nowMs), 'Mon 12:00');
    assert.match(format.moment(at(-24 * 30), nowMs), /^13 May[, at]* 12:00$/);
  });
  it('writes the hours as the locale does, never broken before the half of the day', () => {
    const american = createFormatter('en-US');
    const early = new Date(2024, 5, 12, 4, 39).toISOString();
    assert.equal(american.moment(early, nowMs), '4:39\u00a0AM');
    assert.match(american.moment(at(-24 * 30), nowMs), /^May 13, 12:00\u00a0PM$/);
    assert.equal(format.moment(early, nowMs), '04:39');
    assert.equal(createFormatter('de').moment(early, nowMs), '04:39');
  });
  it('says the year only when it is another', () => {
    assert.equal(format.day(at(-24), nowMs), '11 Jun');
    assert.equal(format.day(new Date(2023, 0, 5).toISOString(), nowMs), '5 Jan 2023');
    // Without it, last December would read as the one to come.
    const lastDecember = new Date(2023, 11, 18, 4, 14).toISOString();
    assert.match(format.moment(lastDecember, nowMs), /^18 Dec 2023[, at]* 04:14$/);
    const newYear = new Date(2025, 0, 1, 12, 0).getTime();
    const lastWeek = new Date(2024, 11, 30, 12, 0).toISOString();
    assert.equal(format.moment(lastWeek, newYear), 'Mon 12:00');
  });
  it('passes on what is no time instead of inventing one', () => {
    assert.equal(format.moment('soon', nowMs), 'soon');
    assert.equal(format.day('soon', nowMs), 'soon');
    assert.equal(countSecondsUntil('soon', nowMs), 0);
  });
  it('counts whole seconds down to one, then none', () => {
    assert.equal(countSecondsUntil(new Date(nowMs + 9_001).toISOString(), nowMs), 10);
    assert.equal(countSecondsUntil(new Date(nowMs + 1).toISOString(), nowMs), 1);
    assert.equal(countSecondsUntil(new Date(nowMs - 5_000).toISOString(), nowMs), 0);
  });
  it('measures ages in one unit', () => {
    assert.deepEqual(measureAge(59_999), { unit: 'now', count: 0 });
    assert.deepEqual(measureAge(47 * 3_600_000), { unit: 'hours', count: 47 });
    assert.deepEqual(measureAge(48 * 3_600_000), { unit: 'days', count: 2 });
  });
  it('counts by the plural rules of the language', () => {
    assert.equal(format.plural(1, { one: '# row', other: '# rows' }), '1 row');
    assert.equal(format.plural(1204, { one: '# row', other: '# rows' }), '1,204 rows');
    const polish = createFormatter('pl');
    const forms = { one: '# plik', few: '# pliki', many: '# plików', other: '# pliku' };
    assert.deepEqual(
      [1, 3, 7].map((n) => polish.plural(n, forms)),
      ['1 plik', '3 pliki', '7 plików'],
    );
  });
});
