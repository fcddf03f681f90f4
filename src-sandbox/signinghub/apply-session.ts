// Owns how tokens come about and end (specification 2, A-05). Who may have one is authenticate.ts's work.
import { refuse } from './change.ts';
import type { Command, Outcome } from './command.ts';
import type { Session } from './model.ts';
import type { HubState } from './state.ts';

type SessionCommand = Extract<Command, { type: 'session.open' | 'session.revoke' }>;

export function applySession(state: HubState, command: SessionCommand): Outcome {
  if (command.type === 'session.revoke') {
    const { accessToken } = command;
    for (const [token, session] of state.sessions) {
      if (accessToken !== null && accessToken !== token) continue;
      state.sessions.set(token, { ...session, isRevoked: true });
    }
    return { ok: true, id: accessToken ?? 'all', effects: [] };
  }
  const { login, scope, replaces } = command;
  if (replaces !== undefined) {
    const old = state.findByRefreshToken(replaces);
    if (!old) return refuse(400, 'invalid_grant');
    if (state.assumptions.get('A-05') === 'unusable') {
      state.sessions.set(old.accessToken, { ...old, isRefreshUsed: true });
    }
  }
  const session: Session = {
    accessToken: state.newToken(),
    refreshToken: state.newToken(),
    login,
    scope,
    expiresAt: command.at + state.assumptions.get('token.lifeS') * 1000,
    isRevoked: false,
    isRefreshUsed: false,
  };
  state.sessions.set(session.accessToken, session);
  return { ok: true, id: session.accessToken, effects: [] };
}
