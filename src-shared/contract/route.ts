// Owns: what a route is, and the inputs several of them share. Must not: name a route.
import { z } from 'zod';

export interface Route<I extends z.ZodType, O> {
  /** The engine answers nearly all; the shell only what needs Electron. */
  readonly home: 'engine' | 'shell';
  readonly input: I;
  /** Type only; there is no value. */
  readonly output?: O;
}

/** `route<Output>()(home, input)`: the output is given, the input's type is found. */
export function route<O>() {
  return <I extends z.ZodType>(home: Route<I, O>['home'], input: I): Route<I, O> => ({
    home,
    input,
  });
}

export const nothing = z.null();
export const opId = z.uuid();
export const accountId = z.string().regex(/^[\w-]{1,40}$/);
export const accountLabel = z.string().trim().min(1).max(80);
export const baseUrl = z.string().trim().min(1).max(500);
