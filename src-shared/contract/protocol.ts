// Owns: the messages between the shell and its children (engine, practice desk): plain JSON, structured-clone safe.
// Must not: know routes' inputs; it carries them as unknown and the engine's router checks them.
import type { DeskError, Result } from './errors.ts';

/** Raised when a message changes shape; the shell refuses an engine that says another number. */
export const PROTOCOL_VERSION = 1;

/** Largest call input or answer that may cross a process, in bytes of JSON. A page of 500 rows is about 300 kB. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** What the shell tells the engine once, before anything else. Nothing secret is in it. */
export interface EngineStart {
  readonly kind: 'start';
  readonly protocol: number;
  /** Folder that holds the `desk/` and `practice/` profiles. Made with mode 0700 when missing. */
  readonly dataFolder: string;
  /** Folder for logs (redacted, rotated). */
  readonly logFolder: string;
  readonly appVersion: string;
  /** Keychain service name; tests use their own so that no two runs share a key. */
  readonly keychainService: string;
}

export type ShellToEngine =
  | EngineStart
  | { readonly kind: 'call'; readonly id: number; readonly route: string; readonly input: unknown }
  /** The engine finishes the write it is in (bounded), closes its files and exits 0. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'host.answer'; readonly id: number; readonly result: Result<unknown> }
  /** The machine woke up or the window got focus: look at the service again now. */
  | { readonly kind: 'nudge'; readonly why: 'resume' | 'focus' }
  | { readonly kind: 'ping'; readonly id: number };

/** Things only the shell can do; the engine asks, the shell checks again and does. */
export interface HostRequests {
  /** Opens a page in the person's browser. The shell refuses anything but https on the allow-list. */
  'host.openUrl': {
    readonly input: { readonly url: string; readonly allowedHosts: readonly string[] };
    readonly output: null;
  };
  /** Starts the practice desk (the sandbox as a child process) and returns its address and key. */
  'host.startPractice': {
    readonly input: {
      readonly dataFolder: string;
      readonly requests: number;
      readonly seed: number;
    };
    readonly output: PracticeInfo;
  };
  'host.stopPractice': { readonly input: null; readonly output: null };
  /** Really closes or opens the practice service's port. */
  'host.setPracticeNetwork': {
    readonly input: { readonly online: boolean };
    readonly output: null;
  };
  'host.actInPractice': {
    readonly input: {
      readonly act: 'new-request' | 'colleague-approves' | 'colleague-declines';
      readonly requestId?: string;
    };
    readonly output: null;
  };
}
export type HostRequestName = keyof HostRequests;

export interface PracticeInfo {
  readonly baseUrl: string;
  readonly kid: string;
  readonly secret: string;
  /** The practice service's SigningHub side, where it has one. */
  readonly signingHub?: {
    readonly baseUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly username: string;
    readonly password: string;
  };
}

export type EngineToShell =
  | { readonly kind: 'hello'; readonly protocol: number; readonly pid: number }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown }
  | {
      readonly kind: 'host.ask';
      readonly id: number;
      readonly name: HostRequestName;
      readonly input: unknown;
    }
  | { readonly kind: 'pong'; readonly id: number }
  /** The engine could not start at all (bad start message, wrong protocol); it exits right after. */
  | { readonly kind: 'failed'; readonly error: DeskError };
