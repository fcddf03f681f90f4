// Owns the append-only record of effects (mails, invites, webhook deliveries, state changes): the
// oracle of fault tests. Knows no service; must never be written by reads.

/** Who brought an effect about. */
type Cause = 'api' | 'colleague' | 'invitee' | 'clock' | 'control';

/** What a command knows about its origin; API writes carry the request that made them. */
export type Origin = Readonly<{
  cause: Cause;
  /** E-mail address of the person acting, where known. */
  actor?: string | undefined;
  /** Position of the HTTP request in the order of arrival at the service (from 1). */
  arrival?: number | undefined;
  /** The caller's own number for the request: its `x-request-number` or `x-request-id` header. */
  clientRequest?: string | undefined;
}>;

/** One effect before it is numbered. */
export type Effect = Readonly<{
  kind: 'mail' | 'invite' | 'state' | 'webhook' | 'change';
  requestId?: string | undefined;
  dossierId?: string | undefined;
  inviteeId?: string | undefined;
  packageId?: number | undefined;
  /** Kind-specific facts, e.g. `{to, template, message}` of a mail, `{entity, from, to}` of a state. */
  detail: Readonly<Record<string, unknown>>;
}>;

/** A numbered effect: `wall` is real time, `at` sandbox time, both ISO 8601. */
export type LedgerEntry = Readonly<{ seq: number; wall: string; at: string; service: string }> &
  Origin &
  Effect;

type LedgerFilter = Readonly<{
  requestId?: string | undefined;
  dossierId?: string | undefined;
  packageId?: number | undefined;
  /** One service only: `cm-sign` or `signinghub`. */
  service?: string | undefined;
  kind?: string | undefined;
  cause?: string | undefined;
  /** Only entries with a higher sequence number. */
  since?: number | undefined;
}>;

export type Ledger = Readonly<{
  write: (service: string, atMs: number, origin: Origin, effect: Effect) => LedgerEntry;
  read: (filter: LedgerFilter) => readonly LedgerEntry[];
  /** Forgets all entries; sequence numbers go on rising. */
  reset: () => void;
}>;

export function createLedger(): Ledger {
  let entries: LedgerEntry[] = [];
  let seq = 0;
  return {
    write: (service, atMs, origin, effect) => {
      seq += 1;
      const stamp = { seq, wall: new Date().toISOString(), at: new Date(atMs).toISOString() };
      const entry = { ...stamp, service, ...origin, ...effect };
      entries.push(entry);
      return entry;
    },
    read: (filter) =>
      entries.filter(
        (entry) =>
          (filter.requestId === undefined || entry.requestId === filter.requestId) &&
          (filter.dossierId === undefined || entry.dossierId === filter.dossierId) &&
          (filter.packageId === undefined || entry.packageId === filter.packageId) &&
          (filter.service === undefined || entry.service === filter.service) &&
          (filter.kind === undefined || entry.kind === filter.kind) &&
          (filter.cause === undefined || entry.cause === filter.cause) &&
          (filter.since === undefined || entry.seq > filter.since),
      ),
    reset: () => {
      entries = [];
    },
  };
}
