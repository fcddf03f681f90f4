// Owns the messages between the sandbox and a parent process: Node's fork or Electron's utility
// process, told apart here and nowhere else.
import { z } from 'zod';
import { decideAsColleague } from './control/act-as-colleague.ts';
import { makeRequest, requestSchema } from './control/make-request.ts';
import { formatReviewUrl } from './cm-sign/answers.ts';
import type { Sandbox } from './sandbox.ts';

type Post = (message: unknown) => void;

/** The part of Electron's `process.parentPort` used here. */
type ParentPort = Readonly<{
  on: (event: 'message', listener: (event: Readonly<{ data: unknown }>) => void) => unknown;
  postMessage: Post;
}>;

/** A two-way line to the parent process. */
export type ParentLine = Readonly<{
  post: Post;
  listen: (hear: (message: unknown) => void) => void;
}>;

/** The line to the parent process; undefined when started by hand. */
export function findParentLine(): ParentLine | undefined {
  const { parentPort } = process as typeof process & { parentPort?: ParentPort };
  if (parentPort) {
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process port, not a window
      post: (message) => parentPort.postMessage(message),
      listen: (hear) => void parentPort.on('message', (event) => hear(event.data)),
    };
  }
  if (!process.send) return undefined;
  return {
    post: (message) => void process.send?.(message),
    listen: (hear) => void process.on('message', hear),
  };
}

const id = z.union([z.string(), z.number()]).optional();
const requestId = z.string().optional();
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('practice.network'), id, online: z.boolean() }),
  z.object({
    kind: z.literal('practice.act'),
    id,
    act: z.enum(['new-request', 'colleague-approves', 'colleague-declines']),
    requestId,
  }),
  z.object({ kind: z.literal('stop'), id }),
]);

type Message = z.infer<typeof messageSchema>;

const PRACTICE_DECLINE = 'Please ask the director of your company to sign.';

async function obey(sandbox: Sandbox, message: Message): Promise<void> {
  if (message.kind === 'stop') return;
  if (message.kind === 'practice.network') return await sandbox.setOnline(message.online);
  if (message.act === 'new-request') {
    makeRequest(sandbox.service, requestSchema.parse({}), formatReviewUrl);
  } else if (message.act === 'colleague-approves') {
    decideAsColleague(sandbox.service, { requestId: message.requestId, state: 'approved' });
  } else {
    decideAsColleague(sandbox.service, {
      requestId: message.requestId,
      state: 'declined',
      declineReason: PRACTICE_DECLINE,
    });
  }
}

/** Announces the sandbox to the parent and does what it asks. `onStop` ends the program. */
export function servePractice(line: ParentLine, sandbox: Sandbox, onStop: () => void): void {
  async function hear(raw: unknown): Promise<void> {
    const parsed = messageSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    let error: string | undefined;
    try {
      await obey(sandbox, message);
    } catch (problem) {
      error = problem instanceof Error ? problem.message : String(problem);
    }
    if (message.id !== undefined) {
      line.post({
        kind: 'practice.done',
        id: message.id,
        ok: error === undefined,
        ...(error === undefined ? {} : { error }),
      });
    }
    if (message.kind === 'stop') onStop();
  }
  line.listen((raw) => void hear(raw));
  const { baseUrl, controlUrl, kid, secret, signingHub } = sandbox;
  line.post({ kind: 'practice.ready', baseUrl, controlUrl, kid, secret, signingHub });
}
