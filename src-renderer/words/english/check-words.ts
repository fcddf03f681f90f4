// Owns: English words of the hand-over checks: a short chip for the list, a sentence for the detail.
import { nameMethod } from './method-words.ts';
import { count, writeNumber } from './plural.ts';
import type { CheckCode, CheckSeverity } from '../../../src-shared/domain/hand-over-checks.ts';

type Facts = Readonly<Record<string, string | number>>;
interface CheckText {
  readonly chip: string;
  readonly sentence: (facts: Facts, newName: string) => string;
}

/** A fact as text, or a stand-in when the finding came without it. */
function read(facts: Facts, name: string, standIn: string): string {
  const fact = facts[name];
  if (fact === undefined || fact === '') return standIn;
  return typeof fact === 'number' ? writeNumber(fact) : fact;
}

const severities: Record<CheckSeverity, string> = { stop: 'Stop', warn: 'Check', fine: 'Fine' };

const codes: Record<CheckCode, CheckText> = {
  PHONE_MISSING: {
    chip: 'No phone number',
    sentence: (facts, newName) =>
      `The dossier asks for identification by ${nameMethod(facts.method)}, and no phone number was given for ${newName}. They could not identify themselves.`,
  },
  EMAIL_MISSING: {
    chip: 'No mail address',
    sentence: (_, newName) =>
      `No mail address was given for ${newName}, so the invite could not be delivered.`,
  },
  EMAIL_MALFORMED: {
    chip: 'Mail address malformed',
    sentence: (_, newName) =>
      `The mail address given for ${newName} is not a valid one, so the invite would not arrive.`,
  },
  DOMAIN_NEW: {
    chip: 'Other company domain',
    sentence: (facts, newName) =>
      `${newName} has an address at ${read(facts, 'domain', 'another domain')}; the original invitee's is at ${read(facts, 'known', 'a different one')}.`,
  },
  DOMAIN_LOOKALIKE: {
    chip: 'Look-alike domain',
    sentence: (facts) =>
      `The domain ${read(facts, 'domain', 'of the new address')} looks almost like ${read(facts, 'known', 'a known one')} but is a different one. Make sure who asked.`,
  },
  DOMAIN_SAME: {
    chip: 'Same company domain',
    sentence: (facts, newName) =>
      `${newName} has an address at the same domain as before${facts.domain === undefined ? '' : ` (${facts.domain})`}.`,
  },
  ALREADY_INVITEE: {
    chip: 'Already an invitee',
    sentence: (_, newName) => `${newName} is already an invitee of this dossier.`,
  },
  NOT_YET_INVITEE: {
    chip: 'Not yet an invitee',
    sentence: (_, newName) => `${newName} is not yet an invitee of this dossier.`,
  },
  SAME_PERSON: {
    chip: 'Same person',
    sentence: (_, newName) =>
      `${newName} is the same person as the original invitee; handing over would change nothing.`,
  },
  REPEATED_HAND_OVER: {
    chip: 'Handed over before',
    sentence: (facts) =>
      typeof facts.count === 'number'
        ? `Handing this signature over was asked for before, ${count(facts.count, 'time', 'times')}. Look at the related requests below.`
        : 'Handing this signature over was asked for before. Look at the related requests below.',
  },
  EXPIRES_SOON: {
    chip: 'Expires soon',
    sentence: (facts) =>
      typeof facts.hoursLeft === 'number'
        ? `The dossier expires in ${count(facts.hoursLeft, 'hour', 'hours')}; the new person has little time to sign.`
        : 'The dossier expires soon; the new person has little time to sign.',
  },
  DOSSIER_CLOSED: {
    chip: 'Dossier closed',
    sentence: (facts) =>
      `The dossier is ${read(facts, 'state', 'closed')}; nobody can sign it any more.`,
  },
  DOSSIER_UNKNOWN: {
    chip: 'Dossier not read yet',
    sentence: () =>
      'The dossier has not been read yet, so its deadline and other invitees are not known here.',
  },
  MESSAGE_TOO_LONG: {
    chip: 'Message too long',
    sentence: () => "The invitee's own message is longer than 1000 characters.",
  },
  REASON_EMPTY: {
    chip: 'No reason given',
    sentence: () => 'The request came without a reason.',
  },
  NAME_EMPTY: {
    chip: 'No name',
    sentence: () => 'No name was given for the new person.',
  },
};

export const checkWords = { severities, codes };
