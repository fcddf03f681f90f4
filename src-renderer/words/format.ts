// Owns: numbers, ages and times as people read them, through Intl. Pure: the present moment comes in.
// Must not: hold sentences; those are in the catalogue.

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Forms of a word by Intl.PluralRules category; `other` is always there. `#` stands for the number. */
type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

type AgeUnit = 'now' | 'minutes' | 'hours' | 'days';
export interface Age {
  readonly unit: AgeUnit;
  readonly count: number;
}

/** Splits a span into the one unit a list shows: minutes below 1 h, hours below 48 h, else days. */
export function measureAge(spanMs: number): Age {
  if (spanMs < MINUTE_MS) return { unit: 'now', count: 0 };
  if (spanMs < HOUR_MS) return { unit: 'minutes', count: Math.floor(spanMs / MINUTE_MS) };
  if (spanMs < 2 * DAY_MS) return { unit: 'hours', count: Math.floor(spanMs / HOUR_MS) };
  return { unit: 'days', count: Math.floor(spanMs / DAY_MS) };
}

/** Whole seconds until a moment, never below 0, rounded up so that "1 s" is the last thing said. */
export function countSecondsUntil(iso: string, nowMs: number): number {
  const leftMs = Date.parse(iso) - nowMs;
  return Number.isFinite(leftMs) ? Math.max(0, Math.ceil(leftMs / SECOND_MS)) : 0;
}

export interface Formatter {
  /** "1,204" */
  number(value: number): string;
  plural(count: number, forms: PluralForms): string;
  /**
   * "09:12" (or "9:12 AM", as the locale has it) today, "Tue 09:12" within the last week, "14 Nov, 09:12" otherwise,
   * with the year when it is not this one.
   */
  moment(iso: string, nowMs: number): string;
  /** "14 Nov", with the year when it is not this one. */
  day(iso: string, nowMs: number): string;
  /** "Saturday 14 November 2026 at 09:12:44": for tooltips. */
  exact(iso: string): string;
  /** "English (United States)" for "en-US"; the tag itself when it is not a language. */
  language(tag: string): string;
  list(parts: readonly string[]): string;
}

/** Makes the formatter of one locale. */
export function createFormatter(locale: string): Formatter {
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const time = { hour: chooseHour(locale), minute: '2-digit' } as const;
  const exacts = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  return {
    number: (value) => numbers.format(value),
    plural: (count, forms) =>
      (forms[plurals.select(count)] ?? forms.other).replace('#', numbers.format(count)),
    moment: (iso, nowMs) => formatMoment(locale, time, iso, nowMs),
    day: (iso, nowMs) => formatDay(locale, iso, nowMs),
    exact: (iso) => (isMoment(iso) ? exacts.format(new Date(iso)) : iso),
    language: (tag) => nameLanguage(locale, tag),
    list: (parts) => lists.format(parts),
  };
}

function isMoment(iso: string): boolean {
  return Number.isFinite(Date.parse(iso));
}

function formatMoment(
  locale: string,
  time: Intl.DateTimeFormatOptions,
  iso: string,
  nowMs: number,
): string {
  if (!isMoment(iso)) return iso;
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date(nowMs).toDateString();
  if (isToday) return writeUnbroken(locale, time, date);
  const isNear = Math.abs(nowMs - date.getTime()) < 6 * DAY_MS;
  const day = isNear
    ? ({ weekday: 'short' } as const)
    : ({ day: 'numeric', month: 'short', ...chooseYear(date, nowMs) } as const);
  return writeUnbroken(locale, { ...day, ...time }, date);
}

/** "04:39", but "4:39 AM": halves of the day are written without a leading zero. */
function chooseHour(locale: string): 'numeric' | '2-digit' {
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return hour12 === true ? 'numeric' : '2-digit';
}

const NO_BREAK_SPACE = '\u00a0';

/** A line never ends between a time and the half of the day it is in. */
function writeUnbroken(locale: string, options: Intl.DateTimeFormatOptions, date: Date): string {
  const parts = new Intl.DateTimeFormat(locale, options).formatToParts(date);
  return parts
    .map(({ value }, index) =>
      parts[index + 1]?.type === 'dayPeriod' ? value.replace(/\s/gu, NO_BREAK_SPACE) : value,
    )
    .join('');
}

/** A day without a year is read as one of this year. */
function chooseYear(date: Date, nowMs: number): { readonly year?: 'numeric' } {
  return date.getFullYear() === new Date(nowMs).getFullYear() ? {} : { year: 'numeric' };
}

function formatDay(locale: string, iso: string, nowMs: number): string {
  if (!isMoment(iso)) return iso;
  const date = new Date(iso);
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...chooseYear(date, nowMs),
  }).format(date);
}

function nameLanguage(locale: string, tag: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
