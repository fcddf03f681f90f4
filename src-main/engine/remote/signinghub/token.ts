// Owns: the tokens of one SigningHub account: asking, renewing early and once, forgetting after a refusal (spec §2).
// Must not: log or keep a secret elsewhere, or take an answer of `/authenticate` for one about a package.
import { ACCOUNT_DISABLED_MESSAGE } from './messages.ts';
import { parseTokenAnswer } from './answers.ts';
import { concludeRead, pickFacts } from '../outcome.ts';
import type { TokenGrant } from './answers.ts';
import type { Clock, ExchangeFacts, RemoteFailure } from '../../ports.ts';
import type { ExchangeResult } from '../exchange.ts';

/** What a keychain item of such an account holds. An empty `username` = by the integration's own right. */
export interface SigningHubKey {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
  /** E-mail address of the user on whose behalf calls run; null = the one who logs in. */
  readonly scope: string | null;
}

export type TokenAnswer =
  | { readonly token: string }
  | { readonly token: null; readonly failure: RemoteFailure; readonly facts: ExchangeFacts };

export interface TokenSource {
  /** A token that lives a while longer; many who ask at once share one request. */
  getToken(): Promise<TokenAnswer>;
  /** Forgets this token after a 401, unless it has been renewed meanwhile. */
  drop(token: string): void;
}

export interface TokenSourceOptions {
  readonly key: SigningHubKey;
  readonly clock: Clock;
  /** POSTs a form to `/authenticate`. */
  readonly post: (form: URLSearchParams) => Promise<ExchangeResult>;
}

interface Held {
  readonly grant: TokenGrant;
  renewAtMonoMs: number;
  readonly endMonoMs: number;
}

// Renewed in the last tenth of its life, but never later than two minutes before its end: longer than any call.
const RENEWAL_SHARE = 0.1;
const LEAST_MARGIN_MS = 120_000;
// While the old token still works, a failed renewal is not repeated with every call.
const RENEWAL_PAUSE_MS = 30_000;

/** Makes the source; nothing is asked before the first call. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  return new Source(options);
}

class Source implements TokenSource {
  readonly #options: TokenSourceOptions;
  #held: Held | null = null;
  #refreshToken: string | null = null;
  #asking: Promise<TokenAnswer> | null = null;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  getToken(): Promise<TokenAnswer> {
    const held = this.#held;
    if (held !== null && this.#options.clock.monoMs() < held.renewAtMonoMs) {
      return Promise.resolve({ token: held.grant.accessToken });
    }
    this.#asking ??= this.#renew().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  drop(token: string): void {
    if (this.#held?.grant.accessToken === token) this.#held = null;
  }

  async #renew(): Promise<TokenAnswer> {
    const { clock } = this.#options;
    const refreshed = await this.#refresh();
    if (refreshed !== null && refreshed.token !== null) return refreshed;
    const held = this.#held;
    // Unreachable for the moment, while the old token still has some life.
    if (refreshed !== null && held !== null && clock.monoMs() < held.endMonoMs) {
      held.renewAtMonoMs = clock.monoMs() + RENEWAL_PAUSE_MS;
      return { token: held.grant.accessToken };
    }
    return refreshed ?? (await this.#ask(this.#writeLogin()));
  }

  /** null = no refresh token, or the service refused it: log in again. */
  async #refresh(): Promise<TokenAnswer | null> {
    const refreshToken = this.#refreshToken;
    if (refreshToken === null) return null;
    // Single use: whatever becomes of this request, it is spent.
    this.#refreshToken = null;
    const answer = await this.#ask({ grant_type: 'refresh_token', refresh_token: refreshToken });
    if (answer.token !== null) return answer;
    return answer.failure.code === 'UNAUTHORIZED' ? null : answer;
  }

  #writeLogin(): Readonly<Record<string, string>> {
    const { username, password, scope } = this.#options.key;
    const onBehalf = scope === null ? {} : { scope };
    return username === ''
      ? { grant_type: 'client_credentials', ...onBehalf }
      : { grant_type: 'password', username, password, ...onBehalf };
  }

  async #ask(fields: Readonly<Record<string, string>>): Promise<TokenAnswer> {
    const { key, clock, post } = this.#options;
    const { clientId, clientSecret } = key;
    const form = { ...fields, client_id: clientId, client_secret: clientSecret };
    const result = await post(new URLSearchParams(form));
    const outcome = concludeRead(result, () => parseTokenAnswer(result.body ?? new Uint8Array()));
    if (outcome.kind === 'failed') {
      return { token: null, failure: judgeRefusal(outcome.failure), facts: pickFacts(outcome) };
    }
    const grant = outcome.value;
    // Counted from when it was asked for, so that a slow answer only makes the life shorter.
    const endMonoMs = outcome.beganMonoMs + grant.lifeMs;
    const marginMs = Math.max(grant.lifeMs * RENEWAL_SHARE, LEAST_MARGIN_MS);
    // A life shorter than the margin is used to half; else every call would log in.
    const renewAtMonoMs = Math.max(endMonoMs - marginMs, clock.monoMs() + grant.lifeMs / 2);
    this.#held = { grant, renewAtMonoMs, endMonoMs };
    this.#refreshToken = grant.refreshToken;
    return { token: grant.accessToken };
  }
}

/**
 * Refusals of `/authenticate` come as 400, 401 or 403 (A-06, spec §2); only a disabled account is told apart. Any
 * other status is no word of the service about this account, and never one about a package.
 */
function judgeRefusal(failure: RemoteFailure): RemoteFailure {
  if (failure.code === 'ANSWER_NOT_JSON') return failure;
  if (failure.status === 403 && failure.serverMessage === ACCOUNT_DISABLED_MESSAGE) return failure;
  if (failure.status === 400 || failure.status === 401 || failure.status === 403) {
    return { ...failure, code: 'UNAUTHORIZED' };
  }
  return failure.code === 'NOT_FOUND' ? { ...failure, code: 'ANSWER_UNEXPECTED' } : failure;
}
