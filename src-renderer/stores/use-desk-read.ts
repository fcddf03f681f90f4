// Owns: reading something from the engine for one component, and reading it again when its version changes.
// Must not: keep what it read after the component is gone; shared snapshots are the stores'.
import { useEffect, useState } from 'react';
import { callDesk } from '../bridge.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';
import type { RouteInput, RouteName, RouteOutput } from '../../src-shared/contract/routes.ts';

export interface DeskRead<T> {
  /** The last good answer; null before the first. */
  readonly value: T | null;
  /** Of the last read; a failed one keeps the value before it. */
  readonly error: DeskError | null;
  readonly readAgain: () => void;
}

/** Reads `route` when mounted, and again when `input` (compared by its text) or `version` changes. */
export function useDeskRead<R extends RouteName>(
  route: R,
  input: RouteInput<R>,
  version: unknown,
): DeskRead<RouteOutput<R>> {
  const [value, setValue] = useState<RouteOutput<R> | null>(null);
  const [error, setError] = useState<DeskError | null>(null);
  const [round, setRound] = useState(0);
  const inputText = JSON.stringify(input);
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the text was made from this very input
      const result = await callDesk(route, JSON.parse(inputText) as RouteInput<R>);
      if (!isCurrent) return;
      if (result.ok) setValue(result.value);
      setError(result.ok ? null : result.error);
    };
    void read();
    return () => {
      isCurrent = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- version and round are there to read again
  }, [route, inputText, version, round]);
  return { value, error, readAgain: () => setRound((before) => before + 1) };
}
