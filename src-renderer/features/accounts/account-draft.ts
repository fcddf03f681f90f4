// Owns: what a person types to connect an account of either kind, and what is still missing. Pure.
// Must not: judge the address as the engine does; it only catches what can never work.
import { PRESET_ADDRESSES, PRESETS_OF_KIND } from './account-kind.ts';
import { createHubKeyDraft, findHubKeyProblems, readHubKey } from './hub-key-draft.ts';
import { tidyPasted } from './tidy-pasted.ts';
import { words } from '../../words/words.ts';
import type { AccountKind, EnvironmentPreset } from './account-kind.ts';
import type { HubKeyDraft, HubKeyInput } from './hub-key-draft.ts';

export interface AccountDraft {
  readonly kind: AccountKind;
  readonly label: string;
  readonly preset: EnvironmentPreset;
  /** Only looked at when the preset is `other`. */
  readonly otherUrl: string;
  /** Only looked at for CM.com Sign. */
  readonly keyId: string;
  readonly secret: string;
  /** Only looked at for SigningHub. */
  readonly hub: HubKeyDraft;
}

interface CmSignKeyInput {
  readonly keyId: string;
  readonly secret: string;
}

/** What the routes take, by kind. */
export type AccountInput = { readonly label: string; readonly baseUrl: string } & (
  | { readonly kind: 'cm-sign'; readonly key: CmSignKeyInput }
  | { readonly kind: 'signinghub'; readonly key: HubKeyInput }
);

export type DraftProblems = Readonly<
  Partial<Record<'label' | 'baseUrl' | keyof CmSignKeyInput | keyof HubKeyInput, string>>
>;

const MAX_LABEL_LENGTH = 80;

export function createAccountDraft(kind: AccountKind = 'cm-sign'): AccountDraft {
  return {
    kind,
    label: words.accounts.kinds[kind],
    preset: PRESETS_OF_KIND[kind][0],
    otherUrl: '',
    keyId: '',
    secret: '',
    hub: createHubKeyDraft(),
  };
}

/** The same draft for another kind: its own addresses, and its own name unless the person gave one. */
export function changeKind(draft: AccountDraft, kind: AccountKind): AccountDraft {
  if (draft.kind === kind) return draft;
  const isNamed = draft.label.trim() !== words.accounts.kinds[draft.kind];
  const { label, preset, otherUrl } = createAccountDraft(kind);
  return { ...draft, kind, preset, otherUrl, label: isNamed ? draft.label : label };
}

/** The draft as it will be sent. */
export function readAccountInput(draft: AccountDraft): AccountInput {
  const typed = tidyPasted(draft.otherUrl).replace(/\/+$/, '');
  const base = {
    label: draft.label.trim(),
    baseUrl: draft.preset === 'other' ? typed : PRESET_ADDRESSES[draft.preset],
  };
  if (draft.kind === 'signinghub') return { ...base, kind: draft.kind, key: readHubKey(draft.hub) };
  const key = { keyId: tidyPasted(draft.keyId), secret: tidyPasted(draft.secret) };
  return { ...base, kind: draft.kind, key };
}

/** What keeps the draft from being tested or saved; empty when nothing does. */
export function findDraftProblems(draft: AccountDraft): DraftProblems {
  const says = words.accounts.connect.problems;
  const input = readAccountInput(draft);
  const problems: { label?: string; baseUrl?: string } = {};
  if (input.label === '') problems.label = says.label;
  else if (input.label.length > MAX_LABEL_LENGTH) problems.label = says.labelTooLong;
  if (input.baseUrl === '') problems.baseUrl = says.baseUrl;
  else if (!URL.canParse(input.baseUrl)) problems.baseUrl = says.baseUrlNotAddress;
  return input.kind === 'signinghub'
    ? { ...problems, ...findHubKeyProblems(input.key, draft.hub.way) }
    : { ...problems, ...findCmSignProblems(input.key) };
}

function findCmSignProblems(key: CmSignKeyInput): DraftProblems {
  const says = words.accounts.connect.problems;
  return {
    ...(key.keyId === '' ? { keyId: says.keyId } : {}),
    ...(key.secret === '' ? { secret: says.secret } : {}),
  };
}
