// Owns: what the engine may ask of the shell, checked again here and then done.
// Must not: trust the engine's word where the shell can look itself (addresses, folders).
import { isAbsolute, relative } from 'node:path';
import { createDeskError } from '../../src-shared/contract/errors.ts';
import { judgeExternalUrl } from './external-links.ts';
import type { Result } from '../../src-shared/contract/errors.ts';
import type { HostRequestName, HostRequests } from '../../src-shared/contract/protocol.ts';
import type { PracticeHost } from './practice-host.ts';

export interface HostRequestOptions {
  readonly practice: PracticeHost;
  readonly dataFolder: string;
  /** Shows the host and asks the person; the first time for each host. */
  confirmHost(host: string): Promise<boolean>;
  openExternal(url: string): Promise<void>;
}

type Handlers = {
  readonly [N in HostRequestName]: (input: unknown) => Promise<Result<HostRequests[N]['output']>>;
};
type Act = HostRequests['host.actInPractice']['input'];
type Start = HostRequests['host.startPractice']['input'];

const ACTS: readonly Act['act'][] = ['new-request', 'colleague-approves', 'colleague-declines'];
const MAX_PRACTICE_REQUESTS = 1_000_000;

/** Builds the function that answers `host.ask` by name. */
export function createHostRequests(
  options: HostRequestOptions,
): (name: string, input: unknown) => Promise<Result<unknown>> {
  const handlers: Handlers = {
    'host.openUrl': (input) => openUrl(input, options),
    'host.startPractice': async (input) => {
      const start = readStart(input, options.dataFolder);
      return start === null ? refuseInput('host.startPractice') : options.practice.start(start);
    },
    'host.stopPractice': async () => {
      await options.practice.stop();
      return { ok: true, value: null };
    },
    'host.setPracticeNetwork': async (input) => {
      const { online } = readObject(input);
      if (typeof online !== 'boolean') return refuseInput('host.setPracticeNetwork');
      return options.practice.setNetwork(online);
    },
    'host.actInPractice': async (input) => {
      const act = readAct(input);
      return act === null ? refuseInput('host.actInPractice') : options.practice.act(act);
    },
  };
  return async (name, input) =>
    Object.hasOwn(handlers, name)
      ? handlers[name as HostRequestName](input)
      : { ok: false, error: createDeskError('UNKNOWN_ROUTE', 'The shell has no such service') };
}

async function openUrl(input: unknown, options: HostRequestOptions): Promise<Result<null>> {
  const { url, allowedHosts } = readObject(input);
  const hosts = Array.isArray(allowedHosts)
    ? allowedHosts.filter((host): host is string => typeof host === 'string')
    : [];
  const judgement = judgeExternalUrl(url, hosts);
  if (!judgement.isAllowed) {
    return { ok: false, error: createDeskError('NOT_ALLOWED', `Not opened: ${judgement.reason}`) };
  }
  if (!(await options.confirmHost(judgement.host))) {
    return { ok: false, error: createDeskError('ABORTED', 'The person did not want it opened') };
  }
  await options.openExternal(judgement.url);
  return { ok: true, value: null };
}

function readObject(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null ? { ...input } : {};
}

function readStart(input: unknown, ownFolder: string): Start | null {
  const { dataFolder, requests, seed } = readObject(input);
  if (typeof dataFolder !== 'string' || !isInside(ownFolder, dataFolder)) return null;
  if (typeof requests !== 'number' || !Number.isInteger(requests) || requests < 0) return null;
  if (requests > MAX_PRACTICE_REQUESTS || typeof seed !== 'number' || !Number.isInteger(seed)) {
    return null;
  }
  return { dataFolder, requests, seed };
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return isAbsolute(path) && !isAbsolute(way) && !/^\.\.(?:[/\\]|$)/.test(way);
}

function readAct(input: unknown): Act | null {
  const { act, requestId } = readObject(input);
  const known = ACTS.find((name) => name === act);
  if (known === undefined) return null;
  if (requestId === undefined) return { act: known };
  return typeof requestId === 'string' && requestId.length <= 100
    ? { act: known, requestId }
    : null;
}

function refuseInput(name: HostRequestName): Result<never> {
  return {
    ok: false,
    error: createDeskError('BAD_INPUT', `The input of ${name} is not as agreed`),
  };
}
