// Owns: what a person types to connect an account: presets, tidying of pasted text, what is still missing. Pure.
// Must not: judge the address as the engine does; it only catches what can never work.
import { words } from '../../words/words.ts';

export type EnvironmentPreset = 'production' | 'sandbox' | 'other';

/** Base addresses of the service (spec §1.2); `other` is typed. */
export const PRESET_ADDRESSES: Readonly<Record<Exclude<EnvironmentPreset, 'other'>, string>> = {
  production: 'https://api.cm.com/sign/v1',
  sandbox: 'https://api.cm.com/sign-sandbox/v1',
};

export interface AccountDraft {
  readonly label: string;
  readonly preset: EnvironmentPreset;
  /** Only looked at when the preset is `other`. */
  readonly otherUrl: string;
  readonly keyId: string;
  readonly secret: string;
}

/** What the routes take. */
export interface AccountInput {
  readonly label: string;
  readonly baseUrl: string;
  readonly keyId: string;
  readonly secret: string;
}

export type DraftProblems = Readonly<Partial<Record<keyof AccountInput, string>>>;

const MAX_LABEL_LENGTH = 80;

export function createAccountDraft(): AccountDraft {
  return {
    label: words.accounts.connect.labelDefault,
    preset: 'production',
    otherUrl: '',
    keyId: '',
    secret: '',
  };
}

/**
 * Takes away what pasting brings along: blanks and line ends around, zero-width characters anywhere, and one
 * pair of quotes around the whole. Inside, nothing is touched: a secret counts exactly as it stands.
 */
export function tidyPasted(text: string): string {
  const bare = text.replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
  const quoted = /^(["'])(.*)\1$/s.exec(bare);
  return (quoted?.[2] ?? bare).trim();
}

/** The draft as it will be sent. */
export function readAccountInput(draft: AccountDraft): AccountInput {
  const typed = tidyPasted(draft.otherUrl).replace(/\/+$/, '');
  return {
    label: draft.label.trim(),
    baseUrl: draft.preset === 'other' ? typed : PRESET_ADDRESSES[draft.preset],
    keyId: tidyPasted(draft.keyId),
    secret: tidyPasted(draft.secret),
  };
}

/** What keeps the input from being tested or saved; empty when nothing does. */
export function findDraftProblems(input: AccountInput): DraftProblems {
  const says = words.accounts.connect.problems;
  const problems: { -readonly [K in keyof AccountInput]?: string } = {};
  if (input.label === '') problems.label = says.label;
  else if (input.label.length > MAX_LABEL_LENGTH) problems.label = says.labelTooLong;
  if (input.baseUrl === '') problems.baseUrl = says.baseUrl;
  else if (!URL.canParse(input.baseUrl)) problems.baseUrl = says.baseUrlNotAddress;
  if (input.keyId === '') problems.keyId = says.keyId;
  if (input.secret === '') problems.secret = says.secret;
  return problems;
}
