// Owns the file that makes the sandbox's state outlive a restart: a header and one JSON command per
// line. Knows nothing of what a command means.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SampleWorld } from './sample-data.ts';

const VERSION = 1;

export type CommandJournal<C> = Readonly<{
  /** The world the commands apply to: the stored one, if the folder has been used before. */
  world: SampleWorld;
  /** The commands stored so far, in order. */
  commands: readonly C[];
  append: (command: C) => void;
  close: () => void;
}>;

/** The folder belongs to another world, or its file cannot be read; the message says which. */
class JournalError extends Error {
  override name = 'JournalError';
}

/** Remembers nothing beyond the process. */
export function createMemoryJournal<C>(world: SampleWorld): CommandJournal<C> {
  return { world, commands: [], append: () => undefined, close: () => undefined };
}

function parseLine(line: string, number: number, path: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new JournalError(`${path}: line ${number} is not JSON`);
  }
}

type Header = Readonly<{ kind: string; version: number } & SampleWorld>;

/** Which file of the folder, and which flag says how many records its world has. */
export type JournalFile = Readonly<{ name: string; countFlag: string }>;

const COMMANDS: JournalFile = { name: 'commands.jsonl', countFlag: 'requests' };

function checkHeader(
  value: unknown,
  wanted: SampleWorld,
  path: string,
  countFlag: string,
): SampleWorld {
  const { kind, version, seed, count, now } = value as Partial<Header>;
  if (
    kind !== 'sandbox' ||
    version !== VERSION ||
    seed === undefined ||
    count === undefined ||
    now === undefined
  ) {
    throw new JournalError(`${path} was not written by this version of the sandbox`);
  }
  if (seed !== wanted.seed || count !== wanted.count) {
    throw new JournalError(
      `${path} was made with --seed ${seed} --${countFlag} ${count}; start with these, or use another folder`,
    );
  }
  return { seed, count, now };
}

/** Opens or makes a journal file in a folder. Throws {@link JournalError}. */
export function openCommandJournal<C>(
  folder: string,
  wanted: SampleWorld,
  { name, countFlag }: JournalFile = COMMANDS,
): CommandJournal<C> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  // A process killed while writing leaves a last line without its end: that command was not answered.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const lines = whole.split('\n').filter((line) => line !== '');
  const values = lines.map((line, i) => parseLine(line, i + 1, path));
  const world = values.length > 0 ? checkHeader(values[0], wanted, path, countFlag) : wanted;
  const file = openSync(path, 'a', 0o600);
  const write = (value: unknown): void => {
    writeSync(file, `${JSON.stringify(value)}\n`);
  };
  if (values.length === 0) write({ kind: 'sandbox', version: VERSION, ...world });
  return { world, commands: values.slice(1) as C[], append: write, close: () => closeSync(file) };
}
