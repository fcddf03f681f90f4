// Owns: what a row of the keychain matrix stands on: a desk with decisions not sent, its key in a real keyring, copied
// for each row; and the private display its prompt is shown on. Must not: hold expectations.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEngineProcess, startService } from './engine-desk.ts';
import { startKeyringBus } from './keyring-bus.ts';
import { createTempFolder } from './temp-folder.ts';
import { MASTER_KEY_ITEM } from '../../src-main/engine/store/key.ts';
import { parseRequestKey } from '../../src-shared/domain/reassign-request.ts';
import type { Readable } from 'node:stream';
import type { KeyringBus } from './keyring-bus.ts';
import type { RunningSandbox } from './sandbox-process.ts';

export const PASSWORD = 'the right one';
/** As startEngineProcess names it to the engine. */
export const KEYRING_SERVICE = 'signing-desk-test';

export interface KeychainRig {
  readonly service: RunningSandbox;
  readonly masterKey: string;
  /** One decision a row: the request and its item in the queue. */
  readonly decided: readonly { readonly requestId: string; readonly opId: string }[];
  /** A copy of the desk's data and of its keyrings. */
  copy(): KeychainCopy;
  close(): Promise<void>;
}

export interface KeychainCopy {
  readonly dataFolder: string;
  readonly keyringFolder: string;
  /** A folder for keyrings with nothing in it. */
  readonly otherFolder: string;
  /** The copy of keytar that an engine with `hookedEnv` loads; a test may spoil it. */
  readonly nativePath: string;
  readonly hookedEnv: NodeJS.ProcessEnv;
  remove(): void;
}

/** Connects a desk to a service, decides one request for each row while sending is paused, and stops it. */
export async function startKeychainRig(rowCount: number): Promise<KeychainRig> {
  const [folder, remove] = createTempFolder('keychain');
  const service = await startService(rowCount * 3);
  const bus = await startKeyringBus(join(folder, 'keyrings'));
  try {
    await bus.startDaemon(PASSWORD);
    const decided = await fillDesk(bus, service, join(folder, 'data'), rowCount);
    return {
      service,
      masterKey: String(await bus.readItem(KEYRING_SERVICE, MASTER_KEY_ITEM)),
      decided,
      copy: () => copyDesk(folder),
      close: async () => {
        await service.stop();
        remove();
      },
    };
  } finally {
    await bus.stop();
  }
}

async function fillDesk(
  bus: KeyringBus,
  service: RunningSandbox,
  dataFolder: string,
  count: number,
): Promise<KeychainRig['decided']> {
  const desk = await startEngineProcess({ dataFolder, env: bus.env });
  try {
    await desk.connect(service);
    await desk.untilStatus(
      ({ accounts: [account] }) =>
        typeof account?.sync.completedAt === 'string' && account.sync.state === 'idle',
    );
    await desk.ask('queue.setPaused', { isPaused: true });
    const query = { view: 'pending', search: '', sort: 'oldest', after: null, limit: 200 } as const;
    const rows = (await desk.ask('inbox.page', query)).rows.slice(0, count);
    const items = rows.map(({ key, seenHash }) => ({
      key,
      seenHash,
      decision: { kind: 'approve', message: 'Please sign' } as const,
    }));
    const results = await desk.ask('reassignRequest.decideMany', { items });
    return results.map(({ key, result }) => {
      if (!result.ok) throw new Error(`not decided: ${result.error.code}`);
      return { requestId: parseRequestKey(key)?.requestId ?? '', opId: result.value.opId };
    });
  } finally {
    await desk.close();
  }
}

function copyDesk(template: string): KeychainCopy {
  const [folder, remove] = createTempFolder('keychain-row');
  const dataFolder = join(folder, 'data');
  const keyringFolder = join(folder, 'keyrings');
  cpSync(join(template, 'data'), dataFolder, { recursive: true });
  mkdirSync(keyringFolder, { mode: 0o700 });
  cpSync(join(template, 'keyrings', 'data'), join(keyringFolder, 'data'), { recursive: true });
  const keytar = dirname(createRequire(import.meta.url).resolve('keytar/package.json'));
  const library = join(folder, 'library');
  for (const part of ['lib', 'package.json', 'build']) {
    cpSync(join(keytar, part), join(library, part), { recursive: true });
  }
  const hook = join(folder, 'hook.mjs');
  const url = JSON.stringify(pathToFileURL(join(library, 'lib', 'keytar.js')).href);
  writeFileSync(
    hook,
    `import { registerHooks } from 'node:module';
     registerHooks({ resolve: (name, context, next) =>
       name === 'keytar' ? { url: ${url}, format: 'commonjs', shortCircuit: true } : next(name, context) });`,
  );
  return {
    dataFolder,
    keyringFolder,
    otherFolder: join(folder, 'other'),
    nativePath: join(library, 'build', 'Release', 'keytar.node'),
    hookedEnv: { NODE_OPTIONS: `--import=${pathToFileURL(hook).href}` },
    remove,
  };
}

/** Every file of a folder with its bytes. */
export function readFiles(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .map((path) => [path, readFileSync(path, 'base64')]),
  );
}

/** A display of its own, for the keyring's prompt. */
export async function startDisplay(): Promise<{ readonly name: string; stop(): Promise<void> }> {
  const args = ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdio[3] as Readable)) {
    return {
      name: `:${line}`,
      stop: async () => {
        child.kill();
        await ended;
      },
    };
  }
  throw new Error('Xvfb did not start');
}
