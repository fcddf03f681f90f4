// Owns: what a person types to log in to SigningHub: the integration, and who acts. Pure.
// Must not: tidy a password: it counts exactly as typed.
import { tidyPasted } from './tidy-pasted.ts';
import { words } from '../../words/words.ts';

/** By a user's own name and password, or by the integration's own right on behalf of a user (spec §2). */
export const LOGIN_WAYS = ['password', 'client-credentials'] as const;
export type LoginWay = (typeof LOGIN_WAYS)[number];

export interface HubKeyDraft {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly way: LoginWay;
  /** Only looked at when the way is `password`. */
  readonly username: string;
  readonly password: string;
  readonly scope: string;
}

/** What the routes take; an empty user name = by the integration's own right. */
export interface HubKeyInput {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
  readonly scope: string | null;
}

export type HubKeyProblems = Readonly<Partial<Record<keyof HubKeyInput, string>>>;

export function createHubKeyDraft(): HubKeyDraft {
  return {
    clientId: '',
    clientSecret: '',
    way: 'password',
    username: '',
    password: '',
    scope: '',
  };
}

/** The key as it will be sent. */
export function readHubKey(draft: HubKeyDraft): HubKeyInput {
  const byPassword = draft.way === 'password';
  const scope = tidyPasted(draft.scope);
  return {
    clientId: tidyPasted(draft.clientId),
    clientSecret: tidyPasted(draft.clientSecret),
    username: byPassword ? tidyPasted(draft.username) : '',
    password: byPassword ? draft.password : '',
    scope: scope === '' ? null : scope,
  };
}

/** What keeps the key from being used; empty when nothing does. */
export function findHubKeyProblems(key: HubKeyInput, way: LoginWay): HubKeyProblems {
  const says = words.accounts.hub.problems;
  const problems: { -readonly [K in keyof HubKeyInput]?: string } = {};
  if (key.clientId === '') problems.clientId = says.clientId;
  if (key.clientSecret === '') problems.clientSecret = says.clientSecret;
  if (way === 'client-credentials' && key.scope === null) problems.scope = says.scope;
  if (way === 'password' && key.username === '') problems.username = says.username;
  if (way === 'password' && key.password === '') problems.password = says.password;
  return problems;
}
