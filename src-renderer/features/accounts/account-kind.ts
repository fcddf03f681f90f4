// Owns: the two kinds of account in the order they are offered, and the base addresses of each. Pure.
import type { AccountStatus } from '../../../src-shared/contract/desk-status.ts';

export type AccountKind = AccountStatus['kind'];

export const ACCOUNT_KINDS = ['cm-sign', 'signinghub'] as const satisfies readonly AccountKind[];

/** Base addresses of the services (CM.com Sign §1.2, SigningHub §1); `other` is typed. */
export const PRESET_ADDRESSES = {
  production: 'https://api.cm.com/sign/v1',
  sandbox: 'https://api.cm.com/sign-sandbox/v1',
  cloud: 'https://api.signinghub.com',
} as const;

export type EnvironmentPreset = keyof typeof PRESET_ADDRESSES | 'other';

/** What can be chosen as the service of a kind; the first is the usual one. */
export const PRESETS_OF_KIND: Readonly<
  Record<AccountKind, readonly [EnvironmentPreset, ...EnvironmentPreset[]]>
> = {
  'cm-sign': ['production', 'sandbox', 'other'],
  signinghub: ['cloud', 'other'],
};
