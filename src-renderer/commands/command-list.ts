// Owns: every command of the page: id, group, default keys, where its keys work. The words are the catalogue's.
// Must not: run anything; features give commands their handlers (use-command.ts).

/**
 * Where a command's keys work. `list`: only while the list has the focus. `page`: everywhere but in text fields.
 * `always`: in text fields as well. A lone character acts only in the list, whatever the scope (WCAG 2.1.4).
 */
type CommandScope = 'list' | 'page' | 'always';
export type CommandGroup = 'go' | 'list' | 'decide' | 'desk';

export interface CommandEntry {
  readonly group: CommandGroup;
  readonly scope: CommandScope;
  /** Chords as in key-chord.ts; the first is shown beside the title. */
  readonly keys: readonly string[];
}

const COMMANDS = {
  'palette.open': { group: 'desk', scope: 'always', keys: ['Mod+K'] },
  'help.keys': { group: 'desk', scope: 'always', keys: ['?', 'F1'] },
  'pane.next': { group: 'go', scope: 'always', keys: ['F6'] },
  'pane.previous': { group: 'go', scope: 'always', keys: ['Shift+F6'] },
  'go.inbox': { group: 'go', scope: 'list', keys: ['G I'] },
  'go.queue': { group: 'go', scope: 'list', keys: ['G Q'] },
  'go.workflows': { group: 'go', scope: 'list', keys: ['G W'] },
  'go.settings': { group: 'go', scope: 'always', keys: ['G S', 'Mod+,'] },
  'view.pending': { group: 'go', scope: 'always', keys: ['Mod+1'] },
  'view.mine': { group: 'go', scope: 'always', keys: ['Mod+2'] },
  'view.team': { group: 'go', scope: 'always', keys: ['Mod+3'] },
  'view.over24h': { group: 'go', scope: 'always', keys: ['Mod+4'] },
  'view.expiring': { group: 'go', scope: 'always', keys: ['Mod+5'] },
  'view.missing': { group: 'go', scope: 'always', keys: ['Mod+6'] },
  'view.queued': { group: 'go', scope: 'always', keys: ['Mod+7'] },
  'view.snoozed': { group: 'go', scope: 'always', keys: ['Mod+8'] },
  'view.approved': { group: 'go', scope: 'always', keys: ['Mod+9'] },
  'view.declined': { group: 'go', scope: 'always', keys: [] },

  'search.focus': { group: 'list', scope: 'always', keys: ['/', 'Mod+F'] },
  'list.next': { group: 'list', scope: 'list', keys: ['J'] },
  'list.previous': { group: 'list', scope: 'list', keys: ['K'] },
  'list.open': { group: 'list', scope: 'list', keys: ['Enter'] },
  'list.select': { group: 'list', scope: 'list', keys: ['X'] },
  'list.extendDown': { group: 'list', scope: 'list', keys: ['Shift+J'] },
  'list.extendUp': { group: 'list', scope: 'list', keys: ['Shift+K'] },
  'list.selectAll': { group: 'list', scope: 'list', keys: ['Mod+A'] },
  'list.clearSelection': { group: 'list', scope: 'list', keys: ['Escape'] },
  'list.reload': { group: 'list', scope: 'list', keys: ['R'] },
  'list.save': { group: 'list', scope: 'list', keys: [] },

  'decision.approve': { group: 'decide', scope: 'list', keys: ['A'] },
  'decision.decline': { group: 'decide', scope: 'list', keys: ['D'] },
  'decision.snooze': { group: 'decide', scope: 'list', keys: ['H'] },
  'decision.undo': { group: 'decide', scope: 'page', keys: ['Mod+Z'] },
  'builder.redo': { group: 'decide', scope: 'page', keys: ['Mod+Shift+Z'] },
  'builder.preview': { group: 'decide', scope: 'always', keys: ['Mod+S'] },
  'request.openInSign': { group: 'decide', scope: 'list', keys: ['O'] },
  'request.refresh': { group: 'decide', scope: 'list', keys: [] },

  'sync.now': { group: 'desk', scope: 'always', keys: ['F5'] },
  'queue.cancelEntry': { group: 'list', scope: 'list', keys: ['Delete'] },
  'queue.tryEntry': { group: 'list', scope: 'list', keys: ['T'] },
  'queue.sendNow': { group: 'desk', scope: 'list', keys: [] },
  'queue.pause': { group: 'desk', scope: 'list', keys: [] },
  'theme.system': { group: 'desk', scope: 'list', keys: [] },
  'theme.light': { group: 'desk', scope: 'list', keys: [] },
  'theme.dark': { group: 'desk', scope: 'list', keys: [] },
} as const satisfies Record<string, CommandEntry>;

export type CommandId = keyof typeof COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];

/** Tells whether a text (from the menu, from stored settings) names a command. */
export function isCommandId(text: string): text is CommandId {
  return Object.hasOwn(COMMANDS, text);
}

/** The entry of a command, widened so that every command reads alike. */
export function readCommand(id: CommandId): CommandEntry {
  return COMMANDS[id];
}
