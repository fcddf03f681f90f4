// Owns: one request and its answer: deadline, limits, streaming, evidence. Must not: retry, follow, or parse meaning.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { classifyStatus, classifyTransportError, readServerMessage } from './http-failure.ts';
import { parseHttpDate, parseRetryAfter } from './retry-after.ts';
import { announceRequest } from './sending-evidence.ts';
import type { Dispatcher } from 'undici';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { Clock, ExchangeFacts, RemoteFailure } from '../ports.ts';
import type { SendingEvidence } from './sending-evidence.ts';

export interface ExchangeOptions {
  readonly clock: Clock;
  /** Total time, connecting and body included: it also ends an answer that drips one byte at a time. */
  readonly deadlineMs: number;
  /** Largest answer body in bytes. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes a sound answer's body piece by piece, valid during the call; a CodedError from it ends the exchange. */
  readonly onData?: ((chunk: Uint8Array) => void | Promise<void>) | undefined;
  /** Takes the message out of an error body; it must let neither secrets nor personal data through. */
  readonly readMessage?: ((body: Uint8Array) => string | null) | undefined;
  /** Name (lower case) of an answer's header to hand on. */
  readonly keepHeader?: string | undefined;
}

/** How an exchange ended. `failure` is null only for a 2xx whose body arrived whole and looks like JSON. */
export interface ExchangeResult extends ExchangeFacts {
  readonly failure: RemoteFailure | null;
  /** Body of a 2xx answer unless it went to `onData`. */
  readonly body: Buffer | null;
  /** Whether the request's headers were handed to a socket; false is proof that the server saw nothing. */
  readonly wasHandedOver: boolean;
  /** Value of `keepHeader`; null when there was none. */
  readonly keptHeader: string | null;
}

// An error body is read only for its message.
const MAX_ERROR_BODY_BYTES = 16 * 1024;

/** The state of one exchange; undici drives it, the deadline and the caller's signal may end it at any moment. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly result: Promise<ExchangeResult>;
  readonly #options: ExchangeOptions;
  readonly #beganMonoMs: number;
  readonly #evidence: SendingEvidence = { wasHandedOver: false };
  readonly #chunks: Buffer[] = [];
  readonly #cleanUp: (() => void)[] = [];
  #resolve: (result: ExchangeResult) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #controller: Dispatcher.DispatchController | null = null;
  #isOver = false;
  #status: number | null = null;
  #serverDateMs: number | null = null;
  #retryAfterMs: number | null = null;
  #keptHeader: string | null = null;
  #receivedBytes = 0;
  #hasSeenText = false;
  #isFeeding = false;
  #hasEnded = false;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#beganMonoMs = options.clock.monoMs();
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#cleanUp.push(options.clock.schedule(options.deadlineMs, () => this.#meetDeadline()));
    this.#followSignal(options.signal);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection: stopping here keeps the promise that nothing was sent.
    if (this.#isOver) controller.abort(new Error('given up'));
    else announceRequest(this.#evidence);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (this.#isOver || status < 200) return;
    this.#status = status;
    this.#serverDateMs = parseHttpDate(readHeader(headers, 'date'));
    this.#retryAfterMs = parseRetryAfter(
      readHeader(headers, 'retry-after'),
      this.#serverDateMs,
      this.#options.clock.wallMs(),
    );
    const { keepHeader } = this.#options;
    if (keepHeader !== undefined) this.#keptHeader = readHeader(headers, keepHeader);
    const refusal = classifyStatus(status);
    if (refusal === 'UNEXPECTED_REDIRECT') return this.#fail(refusal);
    if (refusal !== null) return;
    const encoding = readHeader(headers, 'content-encoding');
    // Nothing compressed was asked for; unpacking what a stranger packed is how small answers become huge.
    if (encoding !== null && encoding !== 'identity') return this.#fail('ANSWER_UNEXPECTED');
    if (/\bx?html\b/i.test(readHeader(headers, 'content-type') ?? ''))
      this.#fail('ANSWER_NOT_JSON');
    const length = Number(readHeader(headers, 'content-length') ?? 0);
    if (length > this.#options.maxBytes) this.#fail('ANSWER_TOO_LARGE');
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver || this.#status === null) return;
    this.#receivedBytes += chunk.length;
    if (classifyStatus(this.#status) !== null) {
      if (this.#receivedBytes <= MAX_ERROR_BODY_BYTES) this.#chunks.push(chunk);
      else this.#finish(null);
      return;
    }
    if (this.#receivedBytes > this.#options.maxBytes) return this.#fail('ANSWER_TOO_LARGE');
    if (!this.#hasSeenText && !this.#looksLikeJson(chunk)) return this.#fail('ANSWER_NOT_JSON');
    if (this.#options.onData === undefined) this.#chunks.push(chunk);
    else this.#feed(controller, chunk, this.#options.onData);
  }

  onResponseEnd(): void {
    this.#hasEnded = true;
    if (!this.#isFeeding) this.#finish(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#isOver) return;
    // A refusal whose own body broke off is still that refusal.
    if (this.#status !== null && classifyStatus(this.#status) !== null) return this.#finish(null);
    this.#fail(classifyTransportError(error, { hasStatus: this.#status !== null }));
  }

  /** Ends the exchange because of an error outside it, such as a dispatcher that is closed. */
  break(error: unknown): void {
    this.#fail(classifyTransportError(error, { hasStatus: false }));
  }

  #feed(
    controller: Dispatcher.DispatchController,
    chunk: Buffer,
    onData: NonNullable<ExchangeOptions['onData']>,
  ): void {
    try {
      const pending = onData(chunk);
      if (pending === undefined) return;
      this.#isFeeding = true;
      controller.pause();
      void this.#resumeAfter(pending, controller);
    } catch (error) {
      this.#failInSink(error);
    }
  }

  async #resumeAfter(
    pending: Promise<void>,
    controller: Dispatcher.DispatchController,
  ): Promise<void> {
    try {
      await pending;
    } catch (error) {
      return this.#failInSink(error);
    }
    this.#isFeeding = false;
    if (this.#isOver) return;
    if (this.#hasEnded) this.#finish(null);
    else controller.resume();
  }

  #failInSink(error: unknown): void {
    if (error instanceof CodedError) return this.#fail(error.error.code);
    if (this.#end()) this.#reject(error);
  }

  #meetDeadline(): void {
    // A refusal whose body never ends is still that refusal.
    if (this.#status !== null && classifyStatus(this.#status) !== null) return this.#finish(null);
    this.#fail(this.#controller === null ? 'CONNECT_TIMEOUT' : 'ANSWER_TIMEOUT');
  }

  #followSignal(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const stop = (): void => this.#fail('ABORTED');
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    this.#cleanUp.push(() => signal.removeEventListener('abort', stop));
  }

  #looksLikeJson(chunk: Buffer): boolean {
    for (const byte of chunk) {
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
      this.#hasSeenText = true;
      // `<` begins every web page a captive portal or proxy may answer with; JSON never begins with it.
      return byte !== 0x3c;
    }
    return true;
  }

  #fail(code: ErrorCode): void {
    this.#finish(code);
  }

  #finish(code: ErrorCode | null): void {
    if (!this.#end()) return;
    const { clock, readMessage = readServerMessage } = this.#options;
    const status = this.#status;
    const body = Buffer.concat(this.#chunks);
    const refusal = code ?? this.#findRefusal(body);
    const isAnsweredError = code === null && refusal !== null;
    this.#resolve({
      beganMonoMs: this.#beganMonoMs,
      tookMs: clock.monoMs() - this.#beganMonoMs,
      status,
      serverDateMs: this.#serverDateMs,
      wasHandedOver: this.#evidence.wasHandedOver,
      keptHeader: this.#keptHeader,
      body: refusal === null && this.#options.onData === undefined ? body : null,
      failure:
        refusal === null
          ? null
          : {
              code: refusal,
              status,
              retryAfterMs: this.#retryAfterMs,
              serverMessage: isAnsweredError ? readMessage(body) : null,
            },
    });
  }

  #findRefusal(body: Buffer): ErrorCode | null {
    if (this.#status === null) return 'CONNECTION_BROKEN';
    const refusal = classifyStatus(this.#status);
    // A web page saying "not found" is a proxy's or a wrong address's word, not the service's about a request.
    const isAboutResource = refusal === 'NOT_FOUND' || refusal === 'FORBIDDEN';
    return isAboutResource && body.toString('latin1').trimStart().startsWith('<')
      ? 'ANSWER_NOT_JSON'
      : refusal;
  }

  /** Stops timers and the socket; false when the exchange was over already. */
  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    for (const undo of this.#cleanUp) undo();
    if (!this.#hasEnded) this.#controller?.abort(new Error('given up'));
    return true;
  }
}

function readHeader(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  name: string,
): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
