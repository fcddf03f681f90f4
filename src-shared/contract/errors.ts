// Owns: every error code that may cross a process, and the plain shape errors travel in.
// Must not: hold words for people; those live in the renderer's catalogue, keyed by these codes.

/** What a caller may do about an error: try at once, wait for a change (network, key, time), or change the input. */
export type RetryAdvice = 'now' | 'later' | 'never';

/** Every coded error of the app. The value says when trying again makes sense. */
export const ERROR_CODES = {
  INTERNAL: 'later',
  ENGINE_GONE: 'now',
  ENGINE_FAILING: 'later',
  PROTOCOL_MISMATCH: 'never',
  BAD_INPUT: 'never',
  UNKNOWN_ROUTE: 'never',
  TOO_LARGE: 'never',
  TOO_MANY_CALLS: 'later',
  NOT_ALLOWED: 'never',
  NOT_FOUND: 'never',
  NOT_READY: 'later',
  ABORTED: 'now',

  KEYCHAIN_ABSENT: 'later',
  KEYCHAIN_LOCKED: 'later',
  KEYCHAIN_SLOW: 'later',
  KEY_UNAVAILABLE: 'later',
  DATABASE_FROM_FUTURE: 'never',
  DATABASE_DAMAGED: 'never',
  DATABASE_IN_USE: 'later',
  DISK_FULL: 'later',
  DATA_FOLDER_READ_ONLY: 'later',
  DISK_FAILING: 'later',
  FILE_NOT_WRITTEN: 'later',

  ADDRESS_INVALID: 'never',
  ADDRESS_NOT_HTTPS: 'never',
  NAME_NOT_FOUND: 'later',
  CONNECTION_REFUSED: 'later',
  CONNECTION_BROKEN: 'later',
  CONNECT_TIMEOUT: 'later',
  TLS_REFUSED: 'later',
  ANSWER_TIMEOUT: 'later',
  ANSWER_TOO_LARGE: 'later',
  ANSWER_NOT_JSON: 'later',
  ANSWER_TRUNCATED: 'later',
  ANSWER_UNEXPECTED: 'later',
  UNEXPECTED_REDIRECT: 'later',
  UNAUTHORIZED: 'later',
  FORBIDDEN: 'later',
  RATE_LIMITED: 'later',
  SERVER_ERROR: 'later',
  CLOCK_OFF: 'later',

  ACCOUNT_EXISTS: 'never',
  ACCOUNT_HAS_UNSENT: 'later',
  DECISION_WAITING: 'never',
  DECISION_SENT: 'never',
  REQUEST_CHANGED: 'never',
  REQUEST_NOT_PENDING: 'never',
  REASON_EMPTY: 'never',
  REASON_TOO_LONG: 'never',
  MESSAGE_TOO_LONG: 'never',
} as const satisfies Record<string, RetryAdvice>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** An error as it crosses processes: plain JSON. `detail` never holds secrets, personal data or review urls. */
export interface DeskError {
  readonly code: ErrorCode;
  /** One technical English sentence for logs and developers; the page shows its own words for the code. */
  readonly message: string;
  /** Facts the page may weave into its words, such as `{ limit: 1000 }` or `{ status: 503 }`. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  readonly retry: RetryAdvice;
}

/** The envelope of every answer to a call. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: DeskError };

/** Builds a coded error. `retry` comes from the table. */
export function createDeskError(
  code: ErrorCode,
  message: string,
  detail?: DeskError['detail'],
): DeskError {
  return { code, message, ...(detail === undefined ? {} : { detail }), retry: ERROR_CODES[code] };
}

/** Thrown inside one process to carry a coded error up to the router; it never crosses a process itself. */
export class CodedError extends Error {
  readonly error: DeskError;
  constructor(code: ErrorCode, message: string, detail?: DeskError['detail']) {
    super(message);
    this.name = 'CodedError';
    this.error = createDeskError(code, message, detail);
  }
}
