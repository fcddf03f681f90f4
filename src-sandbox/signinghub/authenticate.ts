// Owns who gets a token (specification 2) and what a bearer token stands for (6.5, A-50). Must not answer.
import { MESSAGES } from './messages.ts';
import type { HubUser, Session } from './model.ts';
import type { HubService } from './hub-service.ts';

type Form = Readonly<Record<string, string>>;

/** A token was given, or the error body of `/authenticate`. */
export type Grant =
  | Readonly<{ ok: true; session: Session }>
  | Readonly<{ ok: false; status: number; error: string; description: string }>;

function deny(status: number, error: string, description: string): Grant {
  return { ok: false, status, error, description };
}

function openSession(
  service: HubService,
  login: string,
  scope: string | null,
  replaces?: string,
): Grant {
  const outcome = service.perform(
    { type: 'session.open', login, scope, ...(replaces === undefined ? {} : { replaces }) },
    { cause: 'api', actor: login },
  );
  const session = outcome.ok ? service.state.sessions.get(String(outcome.id)) : undefined;
  return session
    ? { ok: true, session }
    : deny(400, 'invalid_grant', 'The refresh token is not valid.');
}

function findAdmin(service: HubService): HubUser | undefined {
  for (const user of service.state.users.values()) if (user.isAdmin) return user;
  return undefined;
}

/** Opens a session for a user, unless the account is disabled. */
function admit(service: HubService, user: HubUser, scope: string | null, replaces?: string): Grant {
  if (user.isDisabled) return deny(403, 'account_disabled', MESSAGES.accountDisabled);
  return openSession(service, user.email, scope, replaces);
}

/** Answers a form posted to `/authenticate`. */
export function grantToken(service: HubService, form: Form): Grant {
  const { state } = service;
  const wrong = Number(state.assumptions.get('A-06'));
  const { clientId, clientSecret } = state.client;
  if (form['client_id'] !== clientId || form['client_secret'] !== clientSecret) {
    return deny(wrong, 'invalid_client', 'The client is not known.');
  }
  const scope = form['scope']?.trim() || null;
  if (form['grant_type'] === 'client_credentials') {
    const admin = findAdmin(service);
    if (!admin) return deny(wrong, 'invalid_client', 'The enterprise has no administrator.');
    return admit(service, admin, scope);
  }
  if (form['grant_type'] === 'password') {
    const user = state.users.get(form['username'] ?? '');
    if (!user || user.password !== form['password']) {
      return deny(wrong, 'invalid_grant', 'The user name or password is wrong.');
    }
    return admit(service, user, scope);
  }
  if (form['grant_type'] !== 'refresh_token') {
    return deny(wrong, 'unsupported_grant_type', 'The grant type is not supported.');
  }
  const token = form['refresh_token'] ?? '';
  const old = state.findByRefreshToken(token);
  const user = old && state.users.get(old.login);
  if (!old || !user || old.isRefreshUsed || old.isRevoked) {
    return deny(wrong, 'invalid_grant', 'The refresh token is not valid.');
  }
  return admit(service, user, old.scope, token);
}

/** Switches a token to another user (`POST /v4/authenticate/scope`). */
export function grantScope(service: HubService, login: string, scope: string): Grant {
  return openSession(service, login, scope);
}

/** Who a call runs as, or why it does not run. */
export type Admission =
  | Readonly<{ ok: true; email: string; session: Session }>
  | Readonly<{ ok: false; status: 401 | 403; message: string }>;

/** Checks an `Authorization` header. */
export function admitCaller(service: HubService, header: string | undefined): Admission {
  const { state, clock } = service;
  const reading = state.assumptions.get('A-50');
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  const missing =
    reading === 'denied' ? MESSAGES.authorizationDenied : MESSAGES.authenticationRequired;
  if (token === undefined) return { ok: false, status: 401, message: missing };
  const bad =
    reading === 'required' ? MESSAGES.authenticationRequired : MESSAGES.authorizationDenied;
  const session = state.sessions.get(token);
  const login = session && state.users.get(session.login);
  const isDead = !session || session.isRevoked || session.expiresAt <= clock.nowMs();
  if (isDead || !login) return { ok: false, status: 401, message: bad };
  const isUnfit = session.scope !== null && !(login.isAdmin && login.mayIntegrate);
  if (isUnfit) return { ok: false, status: 401, message: bad };
  const email = session.scope ?? session.login;
  const isDisabled = login.isDisabled || state.users.get(email)?.isDisabled === true;
  if (isDisabled) return { ok: false, status: 403, message: MESSAGES.accountDisabled };
  return { ok: true, email, session };
}
