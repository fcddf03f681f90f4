// Owns: the end of an engine inside the test's process: from then on it hears no answer, sends nothing and is not woken,
// as if its process were killed; what it sent stays on its way. Must not: touch its files.
import type { Clock } from '../../src-main/engine/ports.ts';

export interface MortalLife {
  readonly clock: Clock;
  isAlive(): boolean;
  /** The same client while alive; afterwards it never answers, and nothing is asked. */
  bind<T extends object>(client: T): T;
  end(): void;
}

export function createMortalLife(clock: Clock): MortalLife {
  let isAlive = true;
  const hear = async (answer: Promise<unknown>): Promise<unknown> => {
    try {
      const value = await answer;
      return isAlive ? value : await never();
    } catch (error) {
      if (!isAlive) return await never();
      throw error;
    }
  };
  return {
    clock: {
      wallMs: () => clock.wallMs(),
      monoMs: () => clock.monoMs(),
      schedule: (delayMs, run) =>
        clock.schedule(delayMs, () => {
          if (isAlive) run();
        }),
    },
    isAlive: () => isAlive,
    bind: (client) =>
      new Proxy(client, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return (...args: unknown[]): unknown => {
            if (!isAlive) return never();
            const answer: unknown = Reflect.apply(member, target, args);
            return answer instanceof Promise ? hear(answer) : answer;
          };
        },
      }),
    end: () => {
      isAlive = false;
    },
  };
}

function never(): Promise<never> {
  return new Promise(() => {});
}
