// Owns the switches of the SigningHub side: everything the public material leaves open (specification
// section 12, same numbers), as one typed table. Must hold no behaviour.
import { createSwitches, defineAmount, defineChoice, type Switches } from '../switches.ts';

/**
 * Every switch: question, allowed values and default. Absent, because what they concern is not served:
 * A-12 and A-13 (history, report), A-22 (fields), A-24, A-25 and A-27 (permissions, opening), A-53 (webhooks).
 * A-01 (language) and A-02 (locking) have no published alternative.
 */
export const ASSUMPTIONS = {
  'A-03': defineChoice('unknown JSON members', ['ignored', 'refused'], 'ignored'),
  'A-04': defineChoice('status for broken JSON', ['400', '500'], '400'),
  'A-05': defineChoice('refresh token after use', ['unusable', 'usable'], 'unusable'),
  'A-06': defineChoice('status for wrong credentials', ['400', '401'], '400'),
  'A-07': defineChoice('name of a package made without one', ['Untitled', 'Undefined'], 'Untitled'),
  'A-08': defineChoice(
    'mode of a package made without one',
    ['ONLY_OTHERS', 'ME_AND_OTHERS', 'ONLY_ME'],
    'ONLY_OTHERS',
  ),
  'A-09': defineChoice('which acts wait for finish', ['sign', 'all', 'none'], 'sign'),
  'A-10': defineChoice('the /enterprise alias', ['on', 'off'], 'on'),
  'A-11': defineChoice('type or mode change after share', ['refused', 'allowed'], 'refused'),
  'A-14': defineChoice('user_name missing', ['filled', 'refused'], 'filled'),
  'A-15': defineChoice('add with one bad item', ['none', 'up-to-it'], 'none'),
  'A-16': defineChoice('same e-mail twice', ['allowed', 'refused'], 'allowed'),
  'A-17': defineChoice(
    'role and delivery_method in a v4 update',
    ['optional', 'required'],
    'optional',
  ),
  'A-18': defineChoice('update group to an unknown group', ['refused', 'allowed'], 'refused'),
  'A-19': defineChoice('placeholder add after share', ['refused', 'allowed'], 'refused'),
  'A-20': defineChoice('what reorder does', ['move', 'swap'], 'move'),
  'A-21': defineChoice(
    'bad path order / bad body order in reorder',
    ['404/400', '400/400', '404/404', '404/clamped'],
    '404/400',
  ),
  'A-23': defineChoice(
    'signing_order after reorder',
    ['by-type', 'with-recipient', 'with-position', 'renumber'],
    'by-type',
  ),
  'A-26': defineChoice('signing_order in SERIAL after delete', ['closed', 'kept'], 'closed'),
  'A-28': defineChoice('complete before share', ['403', 'completed'], '403'),
  'A-29': defineChoice('a free number in SERIAL', ['normalised', 'kept', 'refused'], 'normalised'),
  'A-30': defineChoice('no number in CUSTOM', ['refused', 'appended'], 'refused'),
  'A-30.empty': defineChoice('no number in an empty CUSTOM', ['starts', 'refused'], 'starts'),
  'A-31': defineChoice('a number other than 1 in PARALLEL', ['ignored', 'convert'], 'ignored'),
  'A-32': defineChoice('items of one add', ['sequence', 'batch'], 'sequence'),
  'A-33': defineChoice(
    'update of SERIAL with an occupied number',
    ['convert', 'ignored', 'refused'],
    'convert',
  ),
  'A-34': defineChoice(
    'CUSTOM with one recipient per step, in list order',
    ['stays', 'returns'],
    'stays',
  ),
  'A-35': defineChoice('gaps between steps of CUSTOM', ['kept', 'closed'], 'kept'),
  'A-36': defineChoice('signing_order after an explicit type', ['renumber', 'kept'], 'renumber'),
  'A-37': defineChoice('adding while ONLY_ME', ['refused', 'widens'], 'refused'),
  'A-38': defineChoice('owner entry after a mode change', ['edited', 'kept'], 'edited'),
  'A-39': defineChoice(
    'reorder and delete after share',
    ['draft-state', 'not-allowed', 'allowed'],
    'draft-state',
  ),
  'A-40': defineChoice('update after the end', ['not-allowed', 'draft-state'], 'not-allowed'),
  'A-41': defineChoice(
    'role or number in an update after share',
    ['refused', 'ignored', 'allowed'],
    'refused',
  ),
  'A-42': defineChoice('share with an open placeholder', ['waits', 'refused'], 'waits'),
  'A-43': defineChoice('process_status of a sent copy', ['PROCESSED', 'UN_PROCESSED'], 'PROCESSED'),
  'A-44': defineChoice(
    'workflow_status while running',
    ['SHARED', 'IN_PROGRESS', 'INPROGRESS'],
    'SHARED',
  ),
  'A-45': defineChoice(
    'process_status of an open turn',
    ['IN_PROGRESS', 'UN_PROCESSED'],
    'IN_PROGRESS',
  ),
  'A-46': defineChoice('acts before a recall', ['dropped', 'kept'], 'dropped'),
  'A-47': defineChoice('all declined, going on', ['COMPLETED', 'DECLINED'], 'COMPLETED'),
  'A-48': defineChoice('share needs', ['recipient', 'signer'], 'recipient'),
  'A-49': defineChoice('which refusal comes first', ['state', 'input'], 'state'),
  'A-50': defineChoice('the two 401 texts', ['split', 'denied', 'required'], 'split'),
  'A-51': defineChoice('unknown e-mail addresses', ['guests', 'refused'], 'guests'),
  'A-52': defineChoice('XML roles for groups and updates', ['all', 'documented'], 'all'),
  'A-54': defineChoice('document_type of native Word', ['DOCX', 'WORD'], 'DOCX'),
  'contacts.paging': defineChoice(
    'order of the two numbers in the path of contacts and groups',
    ['records/page', 'page/records'],
    'records/page',
  ),
  'empty.v4': defineChoice('a v4 success with nothing to say', ['nothing', 'object'], 'nothing'),
  'list.order': defineChoice('newest first by', ['modified', 'created'], 'modified'),
  'locked.fill': defineChoice(
    'update user on a placeholder of a locked draft',
    ['refused', 'allowed'],
    'refused',
  ),
  'token.lifeS': defineAmount('life of an access token in seconds', 1, 31_536_000, 86_399),
} as const;

export type Assumptions = Switches<typeof ASSUMPTIONS>;

export function createAssumptions(): Assumptions {
  return createSwitches(ASSUMPTIONS);
}
