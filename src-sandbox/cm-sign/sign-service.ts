// Owns the running CM.com Sign side: takes deeds, applies, journals and ledgers them, and hands events
// to webhooks. HTTP and control surface both go through it; it knows neither.
import type { Clock } from '../clock.ts';
import type { CommandJournal } from '../command-journal.ts';
import type { Ledger, Origin } from '../ledger.ts';
import { applyCommand } from './apply.ts';
import type { Command, Deed, Outcome, SignEvent } from './command.ts';
import type { Dossier } from './model.ts';
import type { FoundRequest, SignState } from './state.ts';

export const SERVICE = 'cm-sign';

/** Above the numbers the state gives out while applying. */
const RESERVED_NUMBERS = 0xd000_0010;

export type SignService = Readonly<{
  state: SignState;
  clock: Clock;
  ledger: Ledger;
  /** Applies, stores and records a deed; a refusal leaves no trace. */
  perform: (deed: Deed, origin: Origin) => Outcome;
  /** As in the state, but a dossier whose time is over expires first. */
  findDossier: (id: string, staleMs?: number) => Dossier | undefined;
  findRequest: (id: string, staleMs?: number) => FoundRequest | undefined;
  /** A number for ids chosen outside of apply; unused until the next deed, also after a replay. */
  reserveNumber: () => number;
  /** Expires every changed or new dossier whose time is over; the others expire when next touched. */
  expireDue: () => void;
}>;

export type SignServiceOptions = Readonly<{
  state: SignState;
  clock: Clock;
  ledger: Ledger;
  journal: CommandJournal<Command>;
  /** Called with the events of each live deed, not of replayed ones. */
  onEvents: (account: string, events: readonly SignEvent[], origin: Origin) => void;
}>;

export function createSignService(options: SignServiceOptions): SignService {
  const { state, clock, ledger, journal } = options;

  function carryOut(command: Command): Outcome {
    const outcome = applyCommand(state, command);
    if (!outcome.ok) return outcome;
    if (command.type === 'clock.set') clock.setOffsetMs(command.offsetMs);
    for (const effect of outcome.effects) ledger.write(SERVICE, command.at, command.origin, effect);
    return outcome;
  }

  let carriedOut = journal.commands.length;
  for (const command of journal.commands) carryOut(command);

  function perform(deed: Deed, origin: Origin): Outcome {
    const command: Command = { ...deed, at: clock.nowMs(), origin };
    const outcome = carryOut(command);
    if (!outcome.ok) return outcome;
    journal.append(command);
    carriedOut += 1;
    if (outcome.account !== undefined && outcome.events.length > 0) {
      options.onEvents(outcome.account, outcome.events, origin);
    }
    return outcome;
  }

  function expire(dossier: Dossier): boolean {
    const isOver = dossier.state === 'pending' && dossier.expiresAt <= clock.nowMs();
    if (!isOver || dossier.isDeleted) return false;
    perform({ type: 'dossier.close', dossierId: dossier.id, how: 'expired' }, { cause: 'clock' });
    return true;
  }

  function findDossier(id: string, staleMs = 0): Dossier | undefined {
    const dossier = state.findDossier(id);
    if (dossier && expire(dossier)) return state.findDossier(id, staleMs);
    return staleMs > 0 ? state.findDossier(id, staleMs) : dossier;
  }

  function findRequest(id: string, staleMs = 0): FoundRequest | undefined {
    const found = state.findRequest(id);
    if (found && expire(found.dossier)) return state.findRequest(id, staleMs);
    return staleMs > 0 ? state.findRequest(id, staleMs) : found;
  }

  return {
    state,
    clock,
    ledger,
    perform,
    findDossier,
    findRequest,
    reserveNumber: () => RESERVED_NUMBERS + carriedOut,
    expireDue: () => {
      for (const dossier of state.changedDossiers()) expire(dossier);
    },
  };
}
