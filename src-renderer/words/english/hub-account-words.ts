// Owns: English words of a SigningHub account: its login, its connection test where it differs, its removal.
import { count } from './plural.ts';
import type { TestStep } from '../../../src-shared/contract/routes.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';

export const hubStepTitles = { key: 'Login', list: 'Reading the packages' };

export const hubHelp = {
  key: 'Whether the service lets the integration and its user in.',
  list: 'Whether the list of packages can be read.',
};

export const hubPassed = {
  list: (facts: TestStep['facts']) =>
    typeof facts['count'] === 'number'
      ? count(facts['count'], 'package', 'packages')
      : 'can be read',
};

/** What to do about a failed step, where it differs from the other kind of account. */
export const hubRemedies: Partial<Record<ErrorCode, string>> = {
  ADDRESS_INVALID:
    'Give the full address with its path, if it has one, such as https://sign.example.com/api, without name or password in it.',
  ANSWER_NOT_JSON:
    'A sign-in page of the network may be in between: open any site in a browser first. Or the address lacks its path: an installation of your own often answers below one, such as /api.',
  ANSWER_UNEXPECTED:
    'Check the path of the address: an installation of your own often answers below one, such as /api.',
  UNAUTHORIZED:
    'Check all of the login: client id and client secret of one integration, then the user and the password, or the user on whose behalf it acts. The service does not say which of them is wrong.',
  FORBIDDEN:
    'The login is known but may not be used for this: the account is disabled, or the role of its user has no right to integrations. Ask an administrator of SigningHub.',
  NOT_FOUND:
    'The service answers, but not at this path. An installation of your own often answers below one, such as /api.',
};

export const hubRemoval = {
  text: 'Its packages disappear from this desk, with arrangements that are not in the queue yet, and its login is taken out of the keychain. Nothing changes at SigningHub.',
  work: ['plan', 'plans'],
} as const;

export const hubWords = {
  clientId: 'Client id',
  clientIdHelp: 'The application name of the integration, as an administrator registered it.',
  clientSecret: 'Client secret',
  way: 'Log in',
  ways: {
    password: 'With user and password',
    'client-credentials': 'On behalf of a user',
  },
  username: 'User name',
  password: 'Password',
  scope: 'User to act for',
  scopeHelp: 'E-mail address. The integration must be allowed to act for this user.',
  scopeIfAny: 'Act for another user (optional)',
  scopeIfAnyHelp: 'E-mail address. Empty: the desk acts as the user above.',
  problems: {
    clientId: 'Give the client id.',
    clientSecret: 'Paste the client secret.',
    username: 'Give the user name.',
    password: 'Give the password.',
    scope: 'Give the e-mail address of the user to act for.',
  },
};
