// Owns: a small TCP proxy on loopback that lets whole requests through, or does to one exchange what bad networks do,
// down to the byte. Must not: change what it lets through, or know a service.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

/** What happens to one exchange. */
export type Treatment =
  /** The service gets the first bytes of the request, then both sides lose the connection. */
  | { readonly kind: 'cut-request'; readonly atByte: number; readonly how: CutHow }
  /** The service gets all of it and answers; the client gets the first bytes of that. */
  | { readonly kind: 'cut-answer'; readonly atByte: number; readonly how: CutHow }
  /** The answer comes a few bytes at a time. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** The request goes out one byte at a time, and so does the answer. */
  | { readonly kind: 'slice' }
  /** The connection stays open and nothing ever comes back. */
  | { readonly kind: 'silence'; readonly isForwarded: boolean }
  /** The proxy itself answers; the service sees nothing. */
  | { readonly kind: 'answer'; readonly raw: Buffer }
  /** The service does it, and the proxy answers in its place. */
  | { readonly kind: 'replace-answer'; readonly raw: Buffer };
type CutHow = 'close' | 'reset';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** Of the service's answer, as far as it has come. */
  readonly answerBytes: number;
}

export interface FaultProxy {
  readonly port: number;
  /** Requests that arrived here whole, in order. */
  readonly requests: readonly SeenRequest[];
  /** Ends every connection and listens again on the port, with other certificates or none. */
  listenAgain(tls: TlsOptions | null): Promise<void>;
  /** Ends every connection and stops listening. */
  stop(): Promise<void>;
}

export interface FaultProxyOptions {
  readonly targetPort: number;
  /** Asked once for each request; null = let it through. */
  readonly treat: (request: SeenRequest) => Treatment | null;
  readonly tls?: TlsOptions;
}

/** Starts it on a free port. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const requests: SeenRequest[] = [];
  let server: Server | null = null;
  let port = 0;
  const listen = async (tls: TlsOptions | null): Promise<void> => {
    const accept = (socket: Socket): void => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      new Conversation(socket, options, requests).start();
    };
    server = tls === null ? createServer(accept) : createTlsServer(tls, accept);
    // A handshake that fails is what some tests are about.
    server.on('tlsClientError', () => {});
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  };
  const stop = async (): Promise<void> => {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = once(closing, 'close');
    closing.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  await listen(options.tls ?? null);
  return {
    port,
    requests,
    listenAgain: async (tls) => {
      await stop();
      await listen(tls);
    },
    stop,
  };
}

const DRIP_BYTE_MS = 1;

/** One connection of the client, and the one to the service that belongs to it. */
class Conversation {
  readonly #client: Socket;
  readonly #target: Socket;
  readonly #options: FaultProxyOptions;
  readonly #requests: SeenRequest[];
  #request: { -readonly [K in keyof SeenRequest]: SeenRequest[K] } | null = null;
  #asked = Buffer.alloc(0);
  #treatment: Treatment | null = null;
  #isCut = false;

  constructor(client: Socket, options: FaultProxyOptions, requests: SeenRequest[]) {
    this.#client = client;
    this.#options = options;
    this.#requests = requests;
    this.#target = connect(options.targetPort, '127.0.0.1');
  }

  start(): void {
    const client = this.#client;
    for (const socket of [client, this.#target]) {
      socket.setNoDelay(true);
      // A broken side shows in its close.
      socket.on('error', () => {});
    }
    client.on('data', (chunk: Buffer) => this.#takeRequestBytes(chunk));
    this.#target.on('data', (chunk: Buffer) => this.#takeAnswerBytes(chunk));
    client.on('close', () => this.#target.destroy());
    this.#target.on('close', () => {
      if (this.#treatment?.kind !== 'silence') client.end();
    });
  }

  #takeRequestBytes(chunk: Buffer): void {
    this.#asked = Buffer.concat([this.#asked, chunk]);
    const headEnd = this.#asked.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = this.#asked.subarray(0, headEnd).toString('latin1');
    const bodyBytes = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const sizeBytes = headEnd + 4 + bodyBytes;
    if (this.#asked.length < sizeBytes) return;
    const whole = this.#asked.subarray(0, sizeBytes);
    this.#asked = this.#asked.subarray(sizeBytes);
    const [method = '', path = ''] = head.split(' ', 2);
    const request = { method, path, sizeBytes, answerBytes: 0 };
    this.#request = request;
    this.#requests.push(request);
    this.#treatment = this.#options.treat(request);
    this.#forward(whole, this.#treatment);
  }

  #forward(request: Buffer, treatment: Treatment | null): void {
    if (treatment?.kind === 'cut-request') {
      this.#target.write(request.subarray(0, treatment.atByte), () => this.#cut(treatment.how));
    } else if (treatment?.kind === 'answer') this.#client.end(treatment.raw);
    else if (treatment?.kind === 'slice')
      void this.#writeSlowly(this.#target, request, 1, DRIP_BYTE_MS);
    else if (treatment?.kind !== 'silence' || treatment.isForwarded) this.#target.write(request);
  }

  #takeAnswerBytes(chunk: Buffer): void {
    const treatment = this.#treatment;
    // Nobody asked: the service gives up a connection in words.
    if (this.#request === null) return;
    this.#request.answerBytes += chunk.length;
    switch (treatment?.kind) {
      case undefined:
        this.#client.write(chunk);
        return;
      case 'cut-answer':
        return this.#cutAnswer(chunk, this.#request.answerBytes, treatment);
      case 'drip':
        return void this.#writeSlowly(this.#client, chunk, treatment.bytes, treatment.everyMs);
      case 'slice':
        return void this.#writeSlowly(this.#client, chunk, 1, DRIP_BYTE_MS);
      case 'replace-answer':
        return void this.#client.end(treatment.raw);
      case 'silence':
      case 'answer':
      case 'cut-request':
        return undefined;
    }
  }

  /** An answer that is shorter goes through whole, and the connection lives on. */
  #cutAnswer(
    chunk: Buffer,
    answerBytes: number,
    { atByte, how }: Extract<Treatment, { kind: 'cut-answer' }>,
  ): void {
    const before = answerBytes - chunk.length;
    if (this.#isCut) return;
    if (answerBytes < atByte) {
      this.#client.write(chunk);
      return;
    }
    this.#isCut = true;
    const rest = chunk.subarray(0, atByte - before);
    if (rest.length === 0) this.#cut(how);
    else this.#client.write(rest, () => this.#cut(how));
  }

  #cut(how: CutHow): void {
    for (const socket of [this.#client, this.#target]) {
      if (how === 'reset' && !('encrypted' in socket)) socket.resetAndDestroy();
      else socket.destroySoon();
    }
  }

  async #writeSlowly(to: Socket, data: Buffer, bytes: number, everyMs: number): Promise<void> {
    for (let at = 0; at < data.length && !to.destroyed; at += bytes) {
      to.write(data.subarray(at, at + bytes));
      await new Promise((resolve) => {
        setTimeout(resolve, everyMs);
      });
    }
  }
}
