// Owns: how long the desk waits for a keychain that does not answer, and that one question stays under way.
// Must not: know a keychain (keychain.ts) or what an item is.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { Clock, Keychain } from '../ports.ts';

// Healthy ones answer in about 10 ms; one that first starts its service takes a second or two.
const PATIENCE_MS = 4_000;

interface Question {
  readonly answer: Promise<string | null>;
  /** Somebody was told that it takes long. */
  isLate: boolean;
}

/**
 * A keychain whose `read` rejects with KEYCHAIN_SLOW after four seconds without an answer: it hangs, or it has asked
 * the person for a password. The question stays under way and who asks for the item again joins it, so that nobody
 * is prompted twice. When the answer comes, `onLateAnswer` runs; who asks meanwhile gets it.
 * Writes are not bounded: a person may be typing the password of their keyring.
 */
export function createPatientKeychain(options: {
  readonly keychain: Keychain;
  readonly clock: Clock;
  /** Never rejects; once it is done, the answer is forgotten. */
  readonly onLateAnswer: () => Promise<void>;
}): Keychain {
  const { keychain, clock, onLateAnswer } = options;
  const questions = new Map<string, Question>();
  const ask = (item: string): Question => {
    const question: Question = { answer: keychain.read(item), isLate: false };
    questions.set(item, question);
    const forget = (): boolean => questions.delete(item);
    const hear = (): void => {
      if (question.isLate) void onLateAnswer().finally(forget);
      else forget();
    };
    question.answer.then(hear, hear);
    return question;
  };
  return {
    ...keychain,
    read: (item) => {
      const question = questions.get(item) ?? ask(item);
      return new Promise((resolve, reject) => {
        const cancel = clock.schedule(PATIENCE_MS, () => {
          question.isLate = true;
          reject(new CodedError('KEYCHAIN_SLOW', 'The keychain has not answered yet'));
        });
        question.answer.finally(cancel).then(resolve, reject);
      });
    },
  };
}
