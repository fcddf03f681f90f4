// Owns: English words of onboarding, accounts, the connection test and the practice desk's helpers.
import { count, writeNumber } from './plural.ts';
import {
  hubHelp,
  hubPassed,
  hubRemedies,
  hubRemoval,
  hubStepTitles,
  hubWords,
} from './hub-account-words.ts';
import type { AccountStatus } from '../../../src-shared/contract/desk-status.ts';
import type { TestStep } from '../../../src-shared/contract/routes.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';

type StepName = TestStep['name'];
type AccountKind = AccountStatus['kind'];

const kinds: Record<AccountKind, string> = { 'cm-sign': 'CM.com Sign', signinghub: 'SigningHub' };

const stepTitles: Record<StepName, string> = {
  address: 'Address',
  tls: 'Secure connection',
  clock: 'Clock',
  key: 'Key',
  list: 'Reading the requests',
};

const stepHelp: Record<StepName, string> = {
  address: 'Whether the address is sound and its name is known.',
  tls: 'Whether the service proves who it is.',
  clock: "Whether this computer's clock agrees with the service's.",
  key: 'Whether the service takes the key.',
  list: 'Whether the list of hand-overs can be read.',
};

/** What to do about a failed step, where the general sentence would be too general. */
const remedies: Partial<Record<ErrorCode, string>> = {
  ADDRESS_INVALID:
    'Give the full address up to the version, such as https://api.cm.com/sign/v1, without name or password in it.',
  ADDRESS_NOT_HTTPS:
    'Start the address with https://. Only this computer itself may be reached without.',
  NAME_NOT_FOUND: 'Look for a typing mistake in the address, and whether this computer is online.',
  CONNECTION_REFUSED:
    'Nothing answers at this address and port. Check both; if they are right, the service may be down for now.',
  CONNECTION_BROKEN: 'Try again. If it goes on, ask whether a firewall or proxy is in between.',
  CONNECT_TIMEOUT:
    'Check the address; if it is right, ask whether a firewall or proxy is in between.',
  TLS_REFUSED:
    'Check the address. If it is right, something between you and the service shows another certificate: ask your IT people. The desk does not go on without a trusted one.',
  ANSWER_TIMEOUT: 'Try again in a minute; the service is slow at the moment.',
  ANSWER_NOT_JSON:
    'A sign-in page of the network may be in between: open any site in a browser first. Or the address lacks its path, such as /sign/v1.',
  ANSWER_UNEXPECTED: 'Check that the address ends with the path of the service, such as /sign/v1.',
  UNEXPECTED_REDIRECT:
    'Use the address it points to, if you trust it; the desk does not follow by itself.',
  UNAUTHORIZED:
    'Copy key id and secret again, both from the same key. The secret is used exactly as it stands, so no character may be missing.',
  FORBIDDEN: 'The key is known but may not read hand-overs. Ask for a key with rights to Sign.',
  RATE_LIMITED: 'Wait a minute, then test again.',
  SERVER_ERROR: 'The trouble is on the side of the service. Try again later; saving now is safe.',
  CLOCK_OFF: "Set this computer's clock to network time, then test again.",
  NOT_FOUND:
    'The service answers, but not at this path. Check the end of the address, such as /sign/v1.',
};

const passed: Record<StepName, (facts: TestStep['facts']) => string> = {
  address: () => 'found',
  tls: (facts) =>
    facts['scheme'] === 'http' ? 'not needed: the service runs on this computer' : 'trusted',
  clock: (facts) =>
    typeof facts['skewMs'] === 'number'
      ? `off by ${writeNumber(Math.abs(Math.round(facts['skewMs'] / 1000)))} s`
      : 'agrees',
  key: () => 'accepted',
  list: (facts) =>
    typeof facts['count'] === 'number'
      ? count(facts['count'], 'request', 'requests')
      : 'can be read',
};

const practice = {
  title: 'Practice desk',
  text: 'Made-up people and documents, in a service that runs on this computer. Every step is real: reading, deciding, going offline, a colleague who is faster. No mail leaves this computer.',
  newRequest: 'A new request arrives',
  colleagueFor: 'A colleague is faster with',
  choice: (from: string, to: string, decision: Decision['kind'] | null) => {
    const names = `${from} → ${to}`;
    if (decision === null) return names;
    return `${names} (you ${decision === 'approve' ? 'approved' : 'declined'} it, not sent yet)`;
  },
  approves: 'A colleague approves',
  declines: 'A colleague declines',
  done: {
    'new-request': 'A new request is on its way to the inbox.',
    'colleague-approves': 'A colleague has approved it at the practice service.',
    'colleague-declines': 'A colleague has declined it at the practice service.',
  },
  helpers: 'Let something happen',
  helpersText: 'The desk learns of it at its next look at the service, as it would of a real one.',
  leave: 'Leave the practice desk',
  leaveText:
    'Your real accounts, if any, are untouched. What you did here stays for the next practice.',
};

const connect = {
  title: 'Connect an account',
  text: 'Hand-overs come from CM.com Sign, packages and their signing order from SigningHub. Both can stand side by side. What you log in with is kept in this computer’s keychain, never in a file.',
  kind: 'Kind of account',
  needs: {
    'cm-sign': 'You need the key id and the secret of an API key with rights to Sign.',
    signinghub:
      'You need the client id and secret of an integration, and a user: with a password, or one on whose behalf the integration may act.',
  } satisfies Record<AccountKind, string>,
  addressExamples: {
    'cm-sign': 'https://…/sign/v1',
    signinghub: 'https://…/api',
  } satisfies Record<AccountKind, string>,
  label: 'Name on this desk',
  labelHelp: 'For you to tell accounts apart.',
  environment: 'Service',
  presets: {
    production: 'Production',
    sandbox: 'Sandbox',
    cloud: 'Cloud',
    other: 'Other address',
  },
  baseUrl: 'Base address',
  keyId: 'Key id',
  secret: 'Secret',
  showSecret: (field: string) => `Show: ${field}`,
  hideSecret: (field: string) => `Hide: ${field}`,
  test: 'Test connection',
  testing: 'Testing',
  testAgain: 'Test again',
  save: 'Save account',
  saveAnyway: 'Save anyway',
  saveAnywayText: {
    'cm-sign':
      'You can save without a passed test. Until the service answers, the desk shows no requests of this account.',
    signinghub:
      'You can save without a passed test. Until the service answers, the desk shows no packages of this account.',
  } satisfies Record<AccountKind, string>,
  saveHint: 'Save opens once the test has passed.',
  saved: 'The account is saved.',
  problems: {
    label: 'Give it a name.',
    labelTooLong: 'At most 80 characters.',
    baseUrl: 'Give the address of the service.',
    baseUrlNotAddress: 'This is not a full address. It starts with https://',
    keyId: 'Paste the key id.',
    secret: 'Paste the secret.',
  },
};

const test = {
  title: 'Connection test',
  steps: { 'cm-sign': stepTitles, signinghub: { ...stepTitles, ...hubStepTitles } },
  help: { 'cm-sign': stepHelp, signinghub: { ...stepHelp, ...hubHelp } },
  passed: { 'cm-sign': passed, signinghub: { ...passed, ...hubPassed } },
  states: {
    waiting: 'not yet',
    running: 'testing',
    passed: 'passed',
    failed: 'failed',
    skipped: 'left out',
  },
  allPassed: 'The connection works.',
  stopped: (step: string) => `The test stopped at “${step}”.`,
  spoken: (step: string, state: string) => `${step}: ${state}`,
};

const list = {
  title: 'Accounts',
  text: 'Where hand-overs and packages are read from, and decisions and plans are sent to.',
  none: 'No account is connected.',
  add: 'Add an account',
  lastRead: (when: string) => `read ${when}`,
  neverRead: 'not read yet',
  since: (state: string, when: string) => `${state} since ${when}`,
  more: (label: string) => `More for ${label}`,
  test: 'Test',
  rename: 'Rename…',
  replaceKey: {
    'cm-sign': 'Replace the key…',
    signinghub: 'Replace the login…',
  } satisfies Record<AccountKind, string>,
  remove: 'Remove…',
};

const rename = { title: 'Rename the account', label: 'Name', save: 'Rename' };

const replaceKey = {
  'cm-sign': {
    title: 'Replace the key',
    text: (label: string) =>
      `The new key takes the place of the old one for ${label}. Decisions that wait for it go on by themselves.`,
    done: 'The key is replaced.',
  },
  signinghub: {
    title: 'Replace the login',
    text: (label: string) =>
      `The new login takes the place of the old one for ${label}. Plans that wait for it go on by themselves.`,
    done: 'The login is replaced.',
  },
  save: 'Replace',
};

const remove = {
  title: (label: string) => `Remove ${label}?`,
  text: {
    'cm-sign':
      'Its requests disappear from this desk and its key is taken out of the keychain. Nothing changes at CM.com Sign.',
    signinghub: hubRemoval.text,
  } satisfies Record<AccountKind, string>,
  confirm: 'Remove',
  refused: (n: number | null, kind: AccountKind) => {
    const [one, many] = kind === 'signinghub' ? hubRemoval.work : ['decision', 'decisions'];
    return n === null
      ? `Some of its ${many} have not been sent yet. The account stays until they are sent or taken back.`
      : `${count(n, `${one} has`, `${many} have`)} not been sent yet. The account stays until ${n === 1 ? 'it is' : 'they are'} sent or taken back.`;
  },
  toQueue: 'Show the queue',
  done: (label: string) => `Removed: ${label}.`,
};

export const accountWords = {
  welcome: 'Welcome to Signing Desk',
  welcomeText:
    'See who wants to hand a signature over, judge it, and decide, also while you are offline.',
  openPractice: 'Open the practice desk',
  openingPractice: 'Opening the practice desk',
  openingPracticeText: 'Made-up requests are being prepared and read.',
  practice,
  kinds,
  connect,
  hub: hubWords,
  test,
  remedies: { 'cm-sign': remedies, signinghub: { ...remedies, ...hubRemedies } },
  list,
  rename,
  replaceKey,
  remove,
};
