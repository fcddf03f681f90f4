// Owns: the way a component answers a command while it is on screen.
import { useEffect, useEffectEvent } from 'react';
import { addCommandHandler } from './command-registry.ts';
import type { CommandId } from './command-list.ts';

/** Gives a command its handler while the component is mounted. A disabled one is hidden from the palette. */
export function useCommand(id: CommandId, run: () => void, isEnabled = true): void {
  const runNow = useEffectEvent(run);
  useEffect(() => addCommandHandler(id, { run: () => runNow(), isEnabled }), [id, isEnabled]);
}
