// Tests the sandbox as a program: flags, what it prints, and the messages of a parent process.
import assert from 'node:assert/strict';
import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { PATIENCE_MS } from '../support/patience.ts';
import {
  callControl,
  callService,
  SANDBOX_PROGRAM,
  type RunningSandbox,
} from '../support/sandbox-process.ts';

type Run = { code: number | null; stdout: string; stderr: string };

function run(flags: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [SANDBOX_PROGRAM, ...flags],
      { timeout: PATIENCE_MS },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

describe('command line', () => {
  const bad: readonly (readonly [readonly string[], RegExp])[] = [
    [['--port', '70000'], /--port takes a whole number from 0 to 65535, not "70000"/],
    [['--port', '-1'], /--port/],
    [['--requests', '1000001'], /--requests takes a whole number from 0 to 1000000/],
    [['--requests', '1e3'], /--requests/],
    [['--seed', 'x'], /--seed/],
    [['--now', 'yesterday'], /--now takes an ISO 8601 moment/],
    [['--assume', 'A19'], /--assume takes ID=VALUE/],
    [['--assume', 'A19=418'], /A19 takes 400/],
    [['--assume', 'B1=x'], /no assumption B1/],
    [['--colour', 'red'], /--colour/],
    [['stray'], /stray/],
  ];
  for (const [flags, expected] of bad) {
    it(`refuses ${flags.join(' ')} with exit code 2`, async () => {
      const { code, stdout, stderr } = await run(flags);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, expected);
      assert.match(stderr, /Usage: sandbox/);
    });
  }

  it('shows its usage', async () => {
    const { code, stdout } = await run(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /--assume ID=VALUE/);
  });

  it('says so when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await run(['--port', String(port), '--requests', '0']);
    server.close();
    assert.equal(code, 2);
    assert.match(stderr, /cannot start: .*EADDRINUSE/);
  });
});

type Ready = Pick<RunningSandbox, 'baseUrl' | 'controlUrl' | 'kid' | 'secret' | 'signingHub'> & {
  kind: string;
};
type Message = { kind: string; id?: number; ok?: boolean; error?: string };

describe('child process', () => {
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
  });

  async function start(): Promise<Ready & { stdout: string[] }> {
    const started = fork(SANDBOX_PROGRAM, ['--requests', '10', '--seed', '6'], {
      execPath: process.execPath,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    child = started;
    const stdout: string[] = [];
    started.stdout?.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    const [ready] = (await once(started, 'message', {
      signal: AbortSignal.timeout(PATIENCE_MS),
    })) as [Ready];
    return { ...ready, stdout };
  }

  async function command(message: object): Promise<Message> {
    const id = 7;
    child?.send({ id, ...message });
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const [answer] = (await once(child as ChildProcess, 'message', { signal })) as [Message];
    assert.deepEqual([answer.kind, answer.id], ['practice.done', id]);
    return answer;
  }

  it('announces itself by message and on stdout with the same addresses', async () => {
    const { stdout, kind, ...ready } = await start();
    assert.equal(kind, 'practice.ready');
    assert.deepEqual(Object.keys(ready), ['baseUrl', 'controlUrl', 'kid', 'secret', 'signingHub']);
    assert.equal((await callService(ready, 'GET', '/reassignrequests')).status, 200);
    const line = stdout
      .join('')
      .split('\n')
      .find((one) => one.startsWith('{'));
    assert.deepEqual(JSON.parse(line ?? ''), { ready: true, ...ready });
  });

  it('goes offline and comes back on the same port', async () => {
    const ready = await start();
    assert.equal((await command({ kind: 'practice.network', online: false })).ok, true);
    await assert.rejects(callService(ready, 'GET', '/reassignrequests'));
    assert.equal((await command({ kind: 'practice.network', online: true })).ok, true);
    assert.equal((await callService(ready, 'GET', '/reassignrequests')).status, 200);
  });

  it('makes a new request and lets a colleague decide it, also while offline', async () => {
    const ready = await start();
    type Request = { id: string; state: string };
    const list = async (): Promise<Request[]> =>
      (await callService(ready, 'GET', '/reassignrequests')).json as Request[];
    await command({ kind: 'practice.act', act: 'new-request' });
    const [newest, ...others] = await list();
    assert.equal(others.length, 10);
    await command({ kind: 'practice.network', online: false });
    await command({ kind: 'practice.act', act: 'colleague-declines', requestId: newest?.id });
    await command({ kind: 'practice.act', act: 'colleague-approves' });
    await command({ kind: 'practice.network', online: true });
    const after = await list();
    const pending = others.find((one) => one.state === 'pending');
    assert.equal(after[0]?.state, 'declined');
    assert.equal(after.find((one) => one.id === pending?.id)?.state, 'approved');
    const again = await command({
      kind: 'practice.act',
      act: 'colleague-approves',
      requestId: newest?.id,
    });
    assert.deepEqual(
      [again.ok, again.error],
      [false, 'The reassign request has already been declined.'],
    );
  });

  it('ignores messages it does not know and stops when told', async () => {
    const ready = await start();
    child?.send({ kind: 'practice.act', act: 'dance' });
    child?.send('nonsense');
    await callControl(ready, 'GET', '/hits');
    const exited = once(child as ChildProcess, 'exit', {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    child?.send({ kind: 'stop' });
    assert.deepEqual(await exited, [0, null]);
  });

  it('ends when its parent goes away', async () => {
    await start();
    const exited = once(child as ChildProcess, 'exit', {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    child?.disconnect();
    assert.deepEqual(await exited, [0, null]);
  });
});
