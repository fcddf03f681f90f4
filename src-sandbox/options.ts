// Owns the command line: flags to options, or a sentence saying what is wrong. Must not start
// anything.
import { parseArgs } from 'node:util';
import { createAssumptions } from './cm-sign/assumptions.ts';
import {
  ASSUMPTIONS as HUB_ASSUMPTIONS,
  createAssumptions as createHubAssumptions,
} from './signinghub/assumptions.ts';

export type SandboxOptions = Readonly<{
  /** 0 means any free port. */
  port: number;
  controlPort: number;
  /** Port of the SigningHub side. */
  signingHubPort: number;
  /** How many SigningHub packages to begin with. */
  packages: number;
  requests: number;
  seed: number;
  /** The moment the sample is made for and the clock starts at; absent means now. */
  nowMs?: number | undefined;
  dataFolder?: string | undefined;
  assumptions: readonly (readonly [id: string, value: string])[];
  /** Told about failures of the sandbox itself. */
  onError: (error: unknown) => void;
}>;

export type ParsedOptions =
  | Readonly<{ ok: true; options: Omit<SandboxOptions, 'onError'> }>
  | Readonly<{ ok: false; message: string }>;

export const USAGE = `Usage: sandbox [--port N] [--control-port N] [--requests N] [--seed N]
               [--signinghub-port N] [--packages N] [--now ISO]
               [--data FOLDER] [--assume ID=VALUE ...]

  --port N          port of the service; 0 takes any free one (default 0)
  --control-port N  port of the control surface; 0 takes any free one (default 0)
  --signinghub-port N  port of the SigningHub side; 0 takes any free one (default 0)
  --packages N      how many SigningHub packages to begin with, 0 to 100000 (default 60)
  --requests N      how many reassign requests to begin with, 0 to 1000000 (default 500)
  --seed N          which sample world, 0 to 4294967295 (default 1)
  --now ISO         the moment to live at, e.g. 2024-06-03T09:00:00Z (default: now)
  --data FOLDER     keep changes in this folder across restarts
  --assume ID=VALUE set an assumption, e.g. A19=409, or A-23=renumber of the
                    SigningHub side; may be repeated`;

const FLAGS = {
  port: { type: 'string', default: '0' },
  'control-port': { type: 'string', default: '0' },
  'signinghub-port': { type: 'string', default: '0' },
  packages: { type: 'string', default: '60' },
  requests: { type: 'string', default: '500' },
  seed: { type: 'string', default: '1' },
  now: { type: 'string' },
  data: { type: 'string' },
  assume: { type: 'string', multiple: true, default: [] as string[] },
} as const;

class OptionError extends Error {
  override name = 'OptionError';
}

function readNumber(flag: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value > max) {
    throw new OptionError(`--${flag} takes a whole number from 0 to ${max}, not "${text}"`);
  }
  return value;
}

function readMoment(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw new OptionError(`--now takes an ISO 8601 moment, not "${text}"`);
  return value;
}

/** The SigningHub side's ids are told apart by their spelling: `A-23`, not `A23`. */
export function isHubAssumption(id: string): boolean {
  return Object.hasOwn(HUB_ASSUMPTIONS, id) || id.startsWith('A-');
}

function readAssumption(text: string): readonly [string, string] {
  const [, id, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (id === undefined || value === undefined) {
    throw new OptionError(`--assume takes ID=VALUE, not "${text}"`);
  }
  const switches = isHubAssumption(id) ? createHubAssumptions() : createAssumptions();
  const problem = switches.set(id, value);
  if (problem !== undefined) throw new OptionError(`--assume: ${problem}`);
  return [id, value];
}

/** Reads flags (without node and script). */
export function parseOptions(args: readonly string[]): ParsedOptions {
  try {
    const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true });
    return {
      ok: true,
      options: {
        port: readNumber('port', values.port, 65_535),
        controlPort: readNumber('control-port', values['control-port'], 65_535),
        signingHubPort: readNumber('signinghub-port', values['signinghub-port'], 65_535),
        packages: readNumber('packages', values.packages, 100_000),
        requests: readNumber('requests', values.requests, 1_000_000),
        seed: readNumber('seed', values.seed, 0xffff_ffff),
        nowMs: readMoment(values.now),
        dataFolder: values.data,
        assumptions: values.assume.map(readAssumption),
      },
    };
  } catch (error) {
    // parseArgs throws TypeErrors whose message names the flag.
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
