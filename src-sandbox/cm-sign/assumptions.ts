// Owns the switches for everything the public material leaves open (specification section 12), as
// one typed table. Must hold no behaviour: routes and rules ask for a value and act on it.
import {
  createSwitches,
  defineAmount,
  defineChoice,
  UNLIMITED,
  type Switches,
} from '../switches.ts';

/**
 * Every switch: question, allowed values and default. A5 (audit download), A7 (create dossier) and
 * A13 (invite body) are absent because the endpoints they concern are not served.
 */
export const ASSUMPTIONS = {
  A1: defineAmount('longest token life in seconds', 1, UNLIMITED, UNLIMITED),
  A2: defineAmount('leeway on nbf, iat and exp in seconds', 0, 86_400, 60),
  A3: defineChoice('status for a bad or missing token', ['401', '403'], '401'),
  A4: defineChoice('is GET /dossiers served', ['off', 'on'], 'off'),
  A6: defineChoice('accepted locales', ['xx-XX', 'any'], 'xx-XX'),
  A8: defineChoice('team and reassignable in a dossier', ['echo', 'omit'], 'echo'),
  A9: defineChoice(
    'original invitee while pending',
    ['reassigned-read-only', 'reassigned', 'unchanged'],
    'reassigned-read-only',
  ),
  A10: defineChoice('accepted authenticationMethods', ['any', 'none'], 'any'),
  A11: defineChoice('stateComment of a declining invitee', ['comment', 'null'], 'comment'),
  A12: defineChoice('forbidden change of a pending dossier', ['refuse', 'ignore'], 'refuse'),
  A14: defineChoice(
    'list order and content',
    ['newest', 'oldest', 'newest-pending', 'shuffled'],
    'newest',
  ),
  A15: defineChoice('answer to a decision', ['200', '200-empty', '204'], '200'),
  A16: defineChoice(
    'while pending: old invites and further requests',
    ['blocked', 'open'],
    'blocked',
  ),
  A17: defineChoice('position of the new invitee', ['copied', 'last', 'null'], 'copied'),
  A18: defineChoice(
    'foreign request / own but not permitted',
    ['404/403', '404/404', '403/403'],
    '404/403',
  ),
  A19: defineChoice(
    'request no longer decidable',
    ['400', '403', '404', '409', '422', 'overwrite'],
    '400',
  ),
  A20: defineChoice('status for invalid input', ['400', '422'], '400'),
  A21: defineChoice('surplus fields', ['ignore', 'refuse'], 'ignore'),
  A22: defineChoice('answer to deleting a webhook', ['200', '204'], '200'),
  A23: defineAmount('webhook tries before giving up', 1, 20, 5),
  'A23.pauseMs': defineAmount(
    'first pause between webhook tries, doubled each time',
    0,
    3_600_000,
    1000,
  ),
  'A23.timeoutMs': defineAmount('time for one webhook try', 1, 600_000, 10_000),
  'A23.eventId': defineChoice('event id on a retry', ['same', 'fresh'], 'same'),
  A24: defineChoice('other event payloads', ['objects', 'bare'], 'objects'),
  A25: defineChoice('field errors in error bodies', ['on', 'off'], 'on'),
  A26: defineChoice('request id header', ['none', 'x-request-id'], 'none'),
  A27: defineChoice('order of Pending Tasks', ['newest', 'oldest'], 'newest'),
  A28: defineAmount('longest decline reason', 1, UNLIMITED, 1000),
  'A28.unit': defineChoice('what counts as a character', ['code-points', 'utf-16'], 'code-points'),
  A29: defineChoice('message before a decision', ['typed', 'null'], 'typed'),
  'webhook.loopback': defineChoice('http://127.0.0.1 as webhook target', ['off', 'on'], 'off'),
} as const;

export type Assumptions = Switches<typeof ASSUMPTIONS>;

export function createAssumptions(): Assumptions {
  return createSwitches(ASSUMPTIONS);
}
