// Tests who is let in: every rule about tokens, and the switches that change it.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import {
  callControl,
  callService,
  makeSandboxToken,
  startSandboxInProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';

type Claims = Readonly<Record<string, number | undefined>>;

describe('authentication', () => {
  let sandbox: RunningSandbox;
  const nowS = (): number => Math.floor(Date.now() / 1000);

  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '3', '--seed', '5']);
  });
  after(() => sandbox.stop());
  afterEach(() => callControl(sandbox, 'PUT', '/assumptions', { A1: 'none', A2: '60', A3: '401' }));

  async function ask(
    authorization: string | undefined,
    base = sandbox.baseUrl,
  ): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${base}/reassignrequests`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    return { status: answer.status, text: await answer.text() };
  }

  async function sign(
    claims: Claims,
    header: Readonly<{ alg?: string; kid?: string }> = {},
    secret = sandbox.secret,
  ): Promise<string> {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: sandbox.kid, ...header })
      .sign(new TextEncoder().encode(secret));
    return `Bearer ${token}`;
  }

  const live = (offsetS = 0, lifeS = 60): Claims => ({
    iat: nowS() + offsetS,
    nbf: nowS() + offsetS,
    exp: nowS() + offsetS + lifeS,
  });

  it('lets a fresh token in at both base paths', async () => {
    assert.equal((await ask(await sign(live()))).status, 200);
    assert.equal(
      (await ask(await sign(live()), sandbox.baseUrl.replace('/sign/', '/sign-sandbox/'))).status,
      200,
    );
  });

  it('issues a secret of at least 32 bytes', () => {
    assert.ok(Buffer.byteLength(sandbox.secret) >= 32);
  });

  it('refuses every bad token with one and the same answer', async () => {
    const token = await sign(live());
    const bad = [
      undefined,
      '',
      'Basic abc',
      'Bearer',
      'Bearer nonsense',
      `${token}x`,
      await sign(live(), { kid: '00000000-0000-4000-8000-000000000000' }),
      await sign(live(), {}, 'another secret that is long enough to sign'),
      await sign(live(), { alg: 'HS512' }),
      await sign(live(-3600)),
      await sign(live(600)),
      await sign({ ...live(), iat: undefined }),
      await sign({ ...live(), nbf: undefined }),
      await sign({ ...live(), exp: undefined }),
      `Bearer ${Buffer.from(`{"alg":"none","kid":"${sandbox.kid}"}`).toString('base64url')}.${Buffer.from(JSON.stringify(live())).toString('base64url')}.`,
    ];
    for (const one of bad) {
      const answer = await ask(one);
      assert.equal(answer.status, 401, `for ${one}`);
      assert.equal(answer.text, '{"status":401,"message":"The token is missing or not valid."}');
    }
  });

  it('applies the leeway to nbf and exp (A2)', async () => {
    assert.equal((await ask(await sign(live(30)))).status, 200);
    assert.equal((await ask(await sign(live(-100, 60)))).status, 200);
    await callControl(sandbox, 'PUT', '/assumptions', { A2: '0' });
    assert.equal((await ask(await sign(live(30)))).status, 401);
    assert.equal((await ask(await sign(live(-100, 60)))).status, 401);
  });

  it('refuses a token issued in the future although it may be used already', async () => {
    assert.equal(
      (await ask(await sign({ ...live(), iat: nowS() + 300, exp: nowS() + 600 }))).status,
      401,
    );
  });

  it('limits the life of a token only when told to (A1)', async () => {
    assert.equal((await ask(await sign(live(0, 30 * 86_400)))).status, 200);
    await callControl(sandbox, 'PUT', '/assumptions', { A1: '900' });
    assert.equal((await ask(await sign(live(0, 901)))).status, 401);
    assert.equal((await ask(await sign(live(0, 900)))).status, 200);
  });

  it('answers 403 instead when A3 says so', async () => {
    await callControl(sandbox, 'PUT', '/assumptions', { A3: '403' });
    assert.equal((await ask(undefined)).status, 403);
  });

  it('refuses a disabled key', async () => {
    const made = await callService(sandbox, 'POST', '/clients', { name: 'Second key' });
    const { kid, key } = made.json as { kid: string; key: string };
    const second = { ...sandbox, kid, secret: key };
    assert.equal((await callService(second, 'GET', '/clients')).status, 200);
    await callService(sandbox, 'PUT', `/clients/${kid}`, { name: 'Second key', disabled: true });
    assert.equal((await callService(second, 'GET', '/clients')).status, 401);
  });

  it('follows the clock of the sandbox', async () => {
    const token = await makeSandboxToken(sandbox);
    await callControl(sandbox, 'PUT', '/clock', { offsetMs: 3_600_000 });
    assert.equal((await ask(`Bearer ${token}`)).status, 401);
    const later = await makeSandboxToken(sandbox, { nowS: nowS() + 3600 });
    assert.equal((await ask(`Bearer ${later}`)).status, 200);
    await callControl(sandbox, 'PUT', '/clock', { offsetMs: 0 });
  });
});
