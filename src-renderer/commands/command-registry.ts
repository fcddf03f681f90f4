// Owns: which command has a handler right now. The last one mounted answers; unmounting gives it back.
// Must not: know any feature.
import { create } from 'zustand';
import type { CommandId } from './command-list.ts';

export interface CommandHandler {
  readonly run: () => void;
  readonly isEnabled: boolean;
}

interface CommandRegistry {
  readonly handlers: Readonly<Partial<Record<CommandId, readonly CommandHandler[]>>>;
}

export const useCommandRegistry = create<CommandRegistry>(() => ({ handlers: {} }));

/** Puts a handler on top of a command's pile; returns a function that takes it away. */
export function addCommandHandler(id: CommandId, handler: CommandHandler): () => void {
  useCommandRegistry.setState(({ handlers }) => ({
    handlers: { ...handlers, [id]: [...(handlers[id] ?? []), handler] },
  }));
  return () => {
    useCommandRegistry.setState(({ handlers }) => ({
      handlers: { ...handlers, [id]: (handlers[id] ?? []).filter((one) => one !== handler) },
    }));
  };
}

/** Runs a command if something answers it now; tells whether it did. */
export function runCommand(id: CommandId): boolean {
  const handler = useCommandRegistry.getState().handlers[id]?.at(-1);
  if (handler === undefined || !handler.isEnabled) return false;
  handler.run();
  return true;
}
