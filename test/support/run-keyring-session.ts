// Owns: private D-Bus sessions with a real gnome-keyring, in each state a person's may be in.
// Must not: touch the session the tests run in.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE_MS } from './patience.ts';

/**
 * unlocked: the daemon runs and is open · locked: it runs over the same keyrings, but nobody unlocked it ·
 * no-service: a bus, but no daemon and nothing that could start one · no-bus: not even a bus.
 */
export type KeyringState = 'unlocked' | 'locked' | 'no-service' | 'no-bus';

export interface KeyringHome {
  /** Runs a module's text under plain Node in a session of that state; answers the JSON it printed last. */
  run(state: KeyringState, moduleText: string): Promise<unknown>;
  remove(): void;
}

/** A home for keyrings that outlives its sessions, so that an item stored in one is there in the next. */
export function createKeyringHome(): KeyringHome {
  const folder = mkdtempSync(join(tmpdir(), 'signing-desk-keyring-'));
  for (const name of ['data', 'cache', 'run']) mkdirSync(join(folder, name), { mode: 0o700 });
  const bareConfig = join(folder, 'bare-session.conf');
  writeFileSync(
    bareConfig,
    `<busconfig><type>session</type><listen>unix:tmpdir=${folder}/run</listen>
     <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
  };
  return {
    run: async (state, moduleText) => {
      const script = join(folder, 'module.mjs');
      writeFileSync(script, moduleText);
      const child = spawn('bash', ['-c', createCommand(state, script, bareConfig)], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      // The group holds the bus and the daemon; both end with the session, and at the limit for certain.
      const limit = setTimeout(() => killGroup(child.pid), PATIENCE_MS);
      const [out, errors] = [collect(child.stdout), collect(child.stderr)];
      await once(child, 'close');
      clearTimeout(limit);
      killGroup(child.pid);
      const line = (await out).trim().split('\n').at(-1) ?? '';
      try {
        return JSON.parse(line);
      } catch {
        throw new Error(`the session printed no JSON: ${line}\n${await errors}`);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function createCommand(state: KeyringState, script: string, bareConfig: string): string {
  const node = `'${process.execPath}' '${script}'`;
  switch (state) {
    case 'no-bus':
      return node;
    case 'no-service':
      return `dbus-run-session --config-file='${bareConfig}' -- ${node}`;
    case 'unlocked':
      return `dbus-run-session -- bash -c "printf 'pass\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null; ${node}"`;
    case 'locked':
      return `dbus-run-session -- bash -c "gnome-keyring-daemon --start --components=secrets >/dev/null; ${node}"`;
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}
