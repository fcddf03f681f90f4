// Owns: the events the page may listen to, by name. Past tense; they say what changed, never whole tables.
import type { DeskStatus } from './desk-status.ts';
import type { Settings } from './settings.ts';
import type { RequestKey } from '../domain/reassign-request.ts';
import type { PackageKey } from '../domain/workflow/package-key.ts';
import type { TestStep } from './connection-test.ts';

export interface DeskEvents {
  /** The whole status, small; coalesced to at most one each 100 ms. */
  'status.changed': DeskStatus;
  /** Rows whose mirror or overlay changed; `keys` is null when too many to list (over 500): read the page again. */
  'inbox.changed': { readonly keys: readonly RequestKey[] | null };
  /** Packages whose mirror, draft or overlay changed; null = too many to list: read the page again. */
  'package.changed': { readonly keys: readonly PackageKey[] | null };
  'outbox.changed': { readonly opIds: readonly string[] };
  /** New pending requests since the last sync, for one bundled notification. */
  'inbox.arrived': { readonly count: number; readonly firstKey: RequestKey };
  'settings.changed': Settings;
  'account.tested': { readonly testId: string; readonly step: TestStep };
  /** From the shell: a deep link or a notification asks to show a view. It never acts. */
  'view.requested': {
    readonly view: 'inbox' | 'queue' | 'settings';
    readonly requestId: string | null;
  };
  /** From the shell: a menu item or its accelerator; ids of the renderer's command registry. */
  'command.requested': { readonly commandId: string };
  /** From the shell: the desk is closing; save what is typed, then say `shell.readyToClose`. */
  'desk.closing': null;
  /** From the shell: the engine process died (gone) or answers again (back). After `back` read everything anew. */
  'engine.gone': { readonly willRestart: boolean };
  'engine.back': { readonly restarts: number };
}
export type EventName = keyof DeskEvents;
export type EventPayload<E extends EventName> = DeskEvents[E];

/** Names the preload lets through; the type makes sure none is forgotten. */
export const EVENT_NAMES = [
  'status.changed',
  'inbox.changed',
  'package.changed',
  'outbox.changed',
  'inbox.arrived',
  'settings.changed',
  'account.tested',
  'view.requested',
  'command.requested',
  'desk.closing',
  'engine.gone',
  'engine.back',
] as const satisfies readonly EventName[];
