// Owns: the engine's log file: what may stand in it, and how large it grows.
// Must not: take free text. A fact goes through only if its name is listed here and its value has the listed form.
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { EngineLog, LogFacts } from './ports.ts';

/** Facts that are counts, sizes and durations. Larger values are dropped: ten digits could be a phone number. */
const NUMBER_FACTS = [
  'attempt',
  'bytes',
  'count',
  'crashes',
  'delayMs',
  'done',
  'dropped',
  'epoch',
  'failed',
  'line',
  'newestKnown',
  'pending',
  'pid',
  'protocol',
  'skewMs',
  'skipped',
  'status',
  'step',
  'tookMs',
  'total',
  'unreadable',
  'version',
] as const;
const MAX_NUMBER = 100_000_000;

/** Facts that are machine words: letters with dots, dashes and underscores between them, never digits or @. */
const WORD_FACTS = [
  'act',
  'cause',
  'code',
  'errorName',
  'from',
  'kind',
  'phase',
  'profile',
  'route',
  'state',
  'step',
  'to',
  'what',
  'why',
] as const;
const WORD = /^[A-Za-z]+(?:[._-][A-Za-z]+)*$/;
const MAX_WORD_LENGTH = 40;

/** Forms of the few facts that need digits. */
const FORMED_FACTS: Readonly<Record<string, RegExp>> = {
  errorId: /^e[0-9a-f]{8}$/,
  frames: /^[a-z-]+\.(?:ts|js|mjs|cjs):\d{1,5}(?: [a-z-]+\.(?:ts|js|mjs|cjs):\d{1,5}){0,7}$/,
  appVersion: /^\d{1,3}\.\d{1,3}\.\d{1,3}$/,
};

const NUMBER_NAMES: ReadonlySet<string> = new Set(NUMBER_FACTS);
const WORD_NAMES: ReadonlySet<string> = new Set(WORD_FACTS);

/** Keeps what may be logged; `dropped` counts the rest, so that a forgotten name is noticed without its value. */
export function selectFacts(facts: LogFacts): LogFacts {
  const kept: Record<string, string | number | boolean | null> = {};
  let dropped = 0;
  for (const [name, value] of Object.entries(facts)) {
    if (isAllowed(name, value)) kept[name] = value;
    else dropped += 1;
  }
  return dropped === 0 ? kept : { ...kept, dropped };
}

/** What may be said of an unforeseen error: its class and where it arose; never its message. */
export function describeError(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const stack = error.stack ?? '';
  // The message stands before the frames and may hold anything.
  const start = error.message === '' ? 0 : stack.indexOf(error.message) + error.message.length;
  const places = stack
    .slice(start)
    .split('\n')
    .flatMap((line) => {
      const found = /([a-z-]+\.(?:ts|js|mjs|cjs)):(\d{1,5}):\d+\)?$/.exec(line);
      return found === null ? [] : [`${found[1]}:${found[2]}`];
    });
  return { errorName: error.name, frames: places.slice(0, 8).join(' ') };
}

function isAllowed(name: string, value: string | number | boolean | null): boolean {
  const isListed = NUMBER_NAMES.has(name) || WORD_NAMES.has(name) || name in FORMED_FACTS;
  if (value === null || typeof value === 'boolean') return isListed;
  if (typeof value === 'number') {
    return NUMBER_NAMES.has(name) && Number.isFinite(value) && Math.abs(value) < MAX_NUMBER;
  }
  const form = Object.hasOwn(FORMED_FACTS, name) ? FORMED_FACTS[name] : undefined;
  if (form !== undefined) return form.test(value);
  return WORD_NAMES.has(name) && isWord(value);
}

function isWord(value: string): boolean {
  return value.length <= MAX_WORD_LENGTH && WORD.test(value);
}

/** A log over any stream. */
export function createLog(stream: DestinationStream): EngineLog {
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, facts: LogFacts = {}): void => {
      logger[level]({ event: isWord(event) ? event : 'unnamed', ...selectFacts(facts) });
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

// Two megabytes are about 15,000 lines; three old files reach back some weeks of ordinary days.
const MAX_FILE_BYTES = 2 * 1024 * 1024;
const OLD_FILES = 3;

/**
 * A log in `folder/engine.log`, written synchronously so that the last words before a crash are there. A full file
 * moves to `engine.1.log`, and so on. A folder that cannot be written never stops the engine: lines are lost then.
 */
export function createFileLog(folder: string, maxBytes = MAX_FILE_BYTES): EngineLog {
  const path = join(folder, 'engine.log');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const destination = pino.destination({ dest: path, sync: true, mode: 0o600 });
    // A full disk must not end the engine over its log.
    destination.on('error', () => {});
    let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return createLog({
      write: (line) => {
        size += Buffer.byteLength(line);
        if (size > maxBytes) {
          rotate(folder);
          destination.reopen(path);
          size = Buffer.byteLength(line);
        }
        destination.write(line);
      },
    });
  } catch {
    return createLog({ write: () => {} });
  }
}

function rotate(folder: string): void {
  for (let number = OLD_FILES - 1; number >= 0; number -= 1) {
    const from = join(folder, number === 0 ? 'engine.log' : `engine.${number}.log`);
    try {
      renameSync(from, join(folder, `engine.${number + 1}.log`));
    } catch {
      // Not there yet.
    }
  }
}
