// Owns: short forms of the sandbox's fault rules for reassign requests. Must not: talk to a sandbox.

export type FaultRule = Readonly<Record<string, unknown>>;

/** Meets the next `times` decisions. */
export function onWrite(fault: FaultRule, times = 1): FaultRule {
  return { match: { method: 'PUT', pattern: 'reassignrequests/', times }, fault };
}

/** Meets the next `times` reads of single requests. */
export function onRead(fault: FaultRule, times = 1): FaultRule {
  return { match: { method: 'GET', pattern: 'reassignrequests/', times }, fault };
}
