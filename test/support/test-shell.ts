// Owns: the shell's side of an engine under test: records events, opens no browser, runs the practice service with the
// shell's own host. Must not: hold expectations.
import { join } from 'node:path';
import { createNodeChildAdapter } from '../../src-main/shell/child-process.ts';
import { createPracticeHost } from '../../src-main/shell/practice-host.ts';
import { SANDBOX_PROGRAM } from './sandbox-process.ts';
import { createTempFolder } from './temp-folder.ts';
import type { AskHost } from '../../src-main/engine/ports.ts';
import type { EventName } from '../../src-shared/contract/events.ts';
import type { HostRequestName, HostRequests } from '../../src-shared/contract/protocol.ts';

export interface RecordedEvent {
  readonly name: EventName;
  readonly payload: unknown;
}

export interface TestShell {
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly events: RecordedEvent[];
  readonly openedUrls: HostRequests['host.openUrl']['input'][];
  readonly askHost: AskHost;
  close(): Promise<void>;
}

/** A given data folder is kept at the end; one made here is removed. */
export function createTestShell(options: { readonly dataFolder?: string }): TestShell {
  const [folder, removeFolder] = createTempFolder('engine');
  const practice = createPracticeHost({
    adapter: createNodeChildAdapter({ nodePath: process.execPath, env: process.env }),
    entryPath: SANDBOX_PROGRAM,
    log: () => {},
  });
  const openedUrls: HostRequests['host.openUrl']['input'][] = [];
  const answers: { [N in HostRequestName]: (input: HostRequests[N]['input']) => unknown } = {
    'host.openUrl': (input) => {
      openedUrls.push(input);
      return { ok: true, value: null };
    },
    'host.startPractice': (input) => practice.start(input),
    'host.stopPractice': async () => {
      await practice.stop();
      return { ok: true, value: null };
    },
    'host.setPracticeNetwork': ({ online }) => practice.setNetwork(online),
    'host.actInPractice': (input) => practice.act(input),
  };
  return {
    dataFolder: options.dataFolder ?? join(folder, 'data'),
    logFolder: join(folder, 'logs'),
    events: [],
    openedUrls,
    askHost: async (name, input) =>
      (await (answers[name] as (input: unknown) => unknown)(input)) as never,
    close: async () => {
      await practice.stop();
      removeFolder();
    },
  };
}
