// Owns: how a start can be told where its data lies and which keychain entry is its own.
// Must not: import electron; command line and environment are given to it.
import { isAbsolute, join, resolve } from 'node:path';

export interface ShellOptions {
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly keychainService: string;
  /** Address of the dev server while developing; null otherwise. */
  readonly devServerUrl: string | null;
}

const DEFAULT_SERVICE = 'Signing Desk';

function readSwitch(argv: readonly string[], name: string): string | null {
  const prefix = `--${name}=`;
  const found = argv.find((arg) => arg.startsWith(prefix));
  return found === undefined ? null : found.slice(prefix.length);
}

/** `--data-folder=` before SIGNING_DESK_DATA before the system's folder; only a development start has a dev server. */
export function readShellOptions(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  defaults: { readonly userData: string; readonly isPackaged: boolean },
): ShellOptions {
  const chosen = readSwitch(argv, 'data-folder') ?? env['SIGNING_DESK_DATA'] ?? '';
  const dataFolder =
    chosen === '' ? defaults.userData : isAbsolute(chosen) ? chosen : resolve(chosen);
  const service = readSwitch(argv, 'keychain-service') ?? '';
  const devServerUrl = env['ELECTRON_RENDERER_URL'] ?? '';
  const isLoopback = /^http:\/\/(?:127\.0\.0\.1|localhost):\d+\/?$/.test(devServerUrl);
  return {
    dataFolder,
    logFolder: join(dataFolder, 'logs'),
    keychainService: /^[\w .-]{1,80}$/.test(service) ? service : DEFAULT_SERVICE,
    devServerUrl: isLoopback && !defaults.isPackaged ? new URL(devServerUrl).origin : null,
  };
}
