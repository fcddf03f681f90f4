// Owns the running SigningHub side: takes deeds, applies, journals and ledgers them. HTTP and control
// surface both go through it; it knows neither.
import type { Clock } from '../clock.ts';
import type { CommandJournal } from '../command-journal.ts';
import type { Ledger, Origin } from '../ledger.ts';
import { applyCommand } from './apply.ts';
import type { Command, Deed, Outcome } from './command.ts';
import type { HubState } from './state.ts';

const SERVICE = 'signinghub';

export type HubService = Readonly<{
  state: HubState;
  clock: Clock;
  /** Applies, stores and records a deed; a refusal leaves no trace. */
  perform: (deed: Deed, origin: Origin) => Outcome;
}>;

export type HubServiceOptions = Readonly<{
  state: HubState;
  clock: Clock;
  ledger: Ledger;
  journal: CommandJournal<Command>;
}>;

export function createHubService(options: HubServiceOptions): HubService {
  const { state, clock, ledger, journal } = options;

  function carryOut(command: Command): Outcome {
    const outcome = applyCommand(state, command);
    if (!outcome.ok) return outcome;
    for (const effect of outcome.effects) ledger.write(SERVICE, command.at, command.origin, effect);
    return outcome;
  }

  for (const command of journal.commands) carryOut(command);

  return {
    state,
    clock,
    perform: (deed, origin) => {
      const command: Command = { ...deed, at: clock.nowMs(), origin };
      const outcome = carryOut(command);
      if (outcome.ok) journal.append(command);
      return outcome;
    },
  };
}
