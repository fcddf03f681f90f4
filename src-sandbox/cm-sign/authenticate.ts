// Owns the check of a caller's token (specification 1.1): who calls, or why not. Must not answer.
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { Assumptions } from './assumptions.ts';
import type { ApiClient } from './model.ts';

export type Authentication =
  | Readonly<{ ok: true; client: ApiClient }>
  /** `why` is for the sandbox's own log: the caller must not learn it (A3). */
  | Readonly<{ ok: false; why: string }>;

export type AuthenticateOptions = Readonly<{
  clients: ReadonlyMap<string, ApiClient>;
  assumptions: Assumptions;
  nowMs: () => number;
}>;

function explain(error: unknown): string {
  return error instanceof Error ? error.message : 'the token could not be read';
}

async function verify(
  token: string,
  client: ApiClient,
  options: AuthenticateOptions,
): Promise<string | undefined> {
  const leewayS = options.assumptions.get('A2');
  const nowMs = options.nowMs();
  const { payload } = await jwtVerify(token, new TextEncoder().encode(client.secret), {
    algorithms: ['HS256'],
    clockTolerance: leewayS,
    currentDate: new Date(nowMs),
    requiredClaims: ['iat', 'nbf', 'exp'],
  });
  const { iat = 0, exp = 0 } = payload;
  if (iat > nowMs / 1000 + leewayS) return 'iat lies in the future';
  const lifeS = exp - iat;
  if (lifeS > options.assumptions.get('A1')) return `a token may not live ${lifeS} seconds`;
  return undefined;
}

/** Checks an `Authorization` header. Never throws. */
export async function authenticate(
  header: string | undefined,
  options: AuthenticateOptions,
): Promise<Authentication> {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return { ok: false, why: 'no bearer token' };
  try {
    const { kid } = decodeProtectedHeader(token);
    const client = typeof kid === 'string' ? options.clients.get(kid) : undefined;
    if (!client || client.disabled) return { ok: false, why: 'unknown or disabled key' };
    const why = await verify(token, client, options);
    return why === undefined ? { ok: true, client } : { ok: false, why };
  } catch (error) {
    return { ok: false, why: explain(error) };
  }
}
