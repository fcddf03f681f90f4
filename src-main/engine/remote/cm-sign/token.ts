// Owns: minting the short-lived tokens CM.com Sign asks for (spec §1). Must not: keep or log the secret elsewhere.
import { SignJWT } from 'jose';
import type { Clock } from '../../ports.ts';
import type { ClockSkew } from '../clock-skew.ts';

export interface CmSignKey {
  readonly keyId: string;
  readonly secret: string;
}

/** Signs one token. Times are UNIX seconds; the secret counts as UTF-8 text, not as base64 (spec §1.3). */
export async function signToken(
  key: CmSignKey,
  times: { readonly iat: number; readonly nbf: number; readonly exp: number },
): Promise<string> {
  const { iat, nbf, exp } = times;
  return await new SignJWT({ iat, nbf, exp })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.keyId })
    .sign(new TextEncoder().encode(key.secret));
}

export interface TokenSource {
  /** A token with at least RENEW_BEFORE_SECONDS to live on the server's clock. */
  getToken(): Promise<string>;
  /** Forgets the token in hand, e.g. after a 401. */
  drop(): void;
}

// The vendor's own sample lives 60 s (A1); a stolen token is soon worthless.
const LIFE_SECONDS = 60;
// Not valid yet on a server a little behind would be refused where no leeway is given (A2).
const BACKDATE_SECONDS = 10;
// A token may wait for a connection before it is read by the server: connect timeout plus a margin.
const RENEW_BEFORE_SECONDS = 20;

/** Mints tokens on demand, on the server's clock as far as it is known, and keeps each while it is fresh. */
export function createTokenSource(key: CmSignKey, clock: Clock, skew: ClockSkew): TokenSource {
  let current: { token: string; renewAtMonoMs: number; shiftMs: number } | null = null;
  return {
    async getToken() {
      const shiftMs = skew.readShiftMs();
      // The age runs on the monotonic clock: a jump of the wall clock neither stretches nor ends a token's life.
      if (
        current !== null &&
        clock.monoMs() < current.renewAtMonoMs &&
        current.shiftMs === shiftMs
      ) {
        return current.token;
      }
      const renewAtMonoMs = clock.monoMs() + (LIFE_SECONDS - RENEW_BEFORE_SECONDS) * 1000;
      const iat = Math.floor((clock.wallMs() + shiftMs) / 1000);
      const token = await signToken(key, {
        iat,
        nbf: iat - BACKDATE_SECONDS,
        exp: iat + LIFE_SECONDS,
      });
      current = { token, renewAtMonoMs, shiftMs };
      return token;
    },
    drop() {
      current = null;
    },
  };
}
