// Owns: what went wrong in an exchange, in the app's own codes. Must not: pass on body text, urls or secrets.
import { ADDRESS_REFUSED } from './base-address.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';

/** How far an exchange had come when it broke. */
export interface BreakPoint {
  /** The status line has arrived. */
  readonly hasStatus: boolean;
}

const TRANSPORT_CODES: Readonly<Record<string, ErrorCode>> = {
  [ADDRESS_REFUSED]: 'ADDRESS_INVALID',
  ENOTFOUND: 'NAME_NOT_FOUND',
  EAI_AGAIN: 'NAME_NOT_FOUND',
  EAI_FAIL: 'NAME_NOT_FOUND',
  EAI_NODATA: 'NAME_NOT_FOUND',
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ETIMEDOUT: 'CONNECT_TIMEOUT',
  UND_ERR_CONNECT_TIMEOUT: 'CONNECT_TIMEOUT',
  UND_ERR_HEADERS_TIMEOUT: 'ANSWER_TIMEOUT',
  UND_ERR_BODY_TIMEOUT: 'ANSWER_TIMEOUT',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'ANSWER_TOO_LARGE',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'ANSWER_TRUNCATED',
  UND_ERR_HEADERS_OVERFLOW: 'ANSWER_TOO_LARGE',
  UND_ERR_DESTROYED: 'ABORTED',
  UND_ERR_CLOSED: 'ABORTED',
};
const TLS_CODE =
  /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|CRL_)/;

/** Finds the code for an error of undici, a socket, TLS or the resolver. */
export function classifyTransportError(error: unknown, at: BreakPoint): ErrorCode {
  const code = findErrorCode(error);
  const known = TRANSPORT_CODES[code];
  if (known !== undefined) return known;
  if (TLS_CODE.test(code)) return 'TLS_REFUSED';
  // undici's parser gives most of its refusals no code.
  const isParser =
    code.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError');
  if (isParser && !at.hasStatus) return 'ANSWER_UNEXPECTED';
  return at.hasStatus ? 'ANSWER_TRUNCATED' : 'CONNECTION_BROKEN';
}

/** Finds the code for a status; null for 2xx. */
export function classifyStatus(status: number): ErrorCode | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'UNEXPECTED_REDIRECT';
  if (status >= 500) return 'SERVER_ERROR';
  return STATUS_CODES[status] ?? 'ANSWER_UNEXPECTED';
}

const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  410: 'NOT_FOUND',
  429: 'RATE_LIMITED',
};

const MAX_SERVER_MESSAGE_LENGTH = 200;

/**
 * Takes the `message` out of an error body (spec §9.1) and removes whatever may be personal or secret: urls,
 * mail addresses, ids, long numbers and tokens. null when there is none.
 */
export function readServerMessage(body: Uint8Array): string | null {
  let message: unknown;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    message =
      typeof parsed === 'object' && parsed !== null && 'message' in parsed && parsed.message;
  } catch {
    return null; // An error answer that is no JSON says nothing beyond its status.
  }
  if (typeof message !== 'string') return null;
  const cleaned = message
    .slice(0, 2000)
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replaceAll(/\S*(:\/\/|www\.|@)\S*/g, '…')
    .replaceAll(/["'`“”‘’«»][^"'`“”‘’«»]*["'`“”‘’«»]/g, '…')
    .replaceAll(/\+?\d[\d\s()/.-]{5,}\d/g, '…')
    .replaceAll(/[\w+/=.-]{20,}/g, '…')
    .trim()
    .slice(0, MAX_SERVER_MESSAGE_LENGTH);
  return cleaned === '' ? null : cleaned;
}

// With several addresses tried, Node answers an AggregateError whose parts carry the codes.
function findErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && error.code !== 'UND_ERR_SOCKET') {
    return error.code;
  }
  if (error instanceof AggregateError) {
    for (const part of error.errors) {
      const code = findErrorCode(part);
      if (code !== '') return code;
    }
  }
  return error.cause === undefined ? '' : findErrorCode(error.cause);
}
