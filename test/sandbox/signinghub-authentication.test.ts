// Tests how a client of the SigningHub side gets tokens, renews them and loses them.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { callHub, makeHubToken } from '../support/sandbox-process.ts';
import { readShort, startHubDesk, type HubDesk } from './signinghub-tools.ts';

type Tokens = {
  access_token: string;
  token_type: string;
  expires_in: number;
  refresh_token: string;
};
type Answer = Readonly<{ status: number; json: unknown }>;

describe('authentication at the SigningHub side', () => {
  let desk: HubDesk;
  before(async () => {
    desk = await startHubDesk();
  });
  after(() => desk.sandbox.stop());
  afterEach(() => desk.reset());

  async function ask(form: Readonly<Record<string, string>>, path = ''): Promise<Answer> {
    const { baseUrl, clientId, clientSecret, username, password } = desk.sandbox.signingHub;
    const answer = await fetch(`${baseUrl}${path}/authenticate`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'password',
        username,
        password,
        ...form,
      }),
    });
    return { status: answer.status, json: await answer.json() };
  }
  const error = ({ status, json }: Answer): string =>
    `${status} ${(json as { error: string }).error}`;
  const see = async (token: string): Promise<string> =>
    readShort(await callHub(desk.sandbox, token, 'GET', '/v3/packages/ALL/1/1'));

  it('answers the password grant with the four documented members, also under a path', async () => {
    for (const path of ['', '/api']) {
      const { status, json } = await ask({}, path);
      assert.equal(status, 200);
      const tokens = json as Tokens;
      assert.deepEqual(Object.keys(tokens), [
        'access_token',
        'token_type',
        'expires_in',
        'refresh_token',
      ]);
      assert.deepEqual([tokens.token_type, tokens.expires_in], ['bearer', 86_399]);
      assert.equal(await see(tokens.access_token), '200');
    }
  });

  it('renews once for each refresh token, with new tokens each time', async () => {
    const first = (await ask({})).json as Tokens;
    const form = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    const second = (await ask(form)).json as Tokens;
    assert.notEqual(second.access_token, first.access_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.equal(error(await ask(form)), '400 invalid_grant');
    assert.equal(await see(second.access_token), '200');
    assert.equal(await see(first.access_token), '200');
  });

  it('gives a token for client credentials, acting as the administrator or in scope', async () => {
    const users = await desk.control<{ email: string }[]>('GET', '/users');
    const other = users[4]?.email ?? '';
    const plain = (await ask({ grant_type: 'client_credentials' })).json as Tokens;
    const { id } = await desk.build();
    const mine = await callHub(
      desk.sandbox,
      plain.access_token,
      'GET',
      `/v3/packages/${id}/workflow`,
    );
    assert.equal(readShort(mine), '200');
    const form = { grant_type: 'client_credentials', scope: other };
    const scoped = (await ask(form)).json as Tokens;
    const made = await callHub(desk.sandbox, scoped.access_token, 'POST', '/v3/packages', {});
    const { package_id } = made.json as { package_id: number };
    const pack = await desk.control<{ owner: string }>('GET', `/packages/${package_id}`);
    assert.equal(pack.owner, other);
    const switched = await callHub(
      desk.sandbox,
      plain.access_token,
      'POST',
      '/v4/authenticate/scope',
      {
        user_email: other,
      },
    );
    const token = (switched.json as Tokens).access_token;
    const theirs = await callHub(desk.sandbox, token, 'GET', `/v3/packages/${package_id}/workflow`);
    assert.equal(readShort(theirs), '200');
  });

  it('denies calls in scope when the login has no integration rights', async () => {
    const users = await desk.control<{ email: string; password: string }[]>('GET', '/users');
    const [first, second] = users;
    const token = await makeHubToken(desk.sandbox, {
      username: second?.email ?? '',
      password: second?.password ?? '',
      scope: first?.email ?? '',
    });
    assert.equal(await see(token), '401 Request authorization denied');
  });

  it('says what was wrong with the form', async () => {
    assert.equal(error(await ask({ client_secret: 'x' })), '400 invalid_client');
    assert.equal(error(await ask({ client_id: 'x' })), '400 invalid_client');
    assert.equal(error(await ask({ username: 'nobody@example.test' })), '400 invalid_grant');
    assert.equal(error(await ask({ password: '' })), '400 invalid_grant');
    assert.equal(error(await ask({ grant_type: 'magic' })), '400 unsupported_grant_type');
    const form = { grant_type: 'refresh_token', refresh_token: 'unknown' };
    assert.equal(error(await ask(form)), '400 invalid_grant');
  });

  it('refuses a disabled account, at the door and with a token it already has', async () => {
    const users = await desk.control<{ email: string; password: string }[]>('GET', '/users');
    const { email = '', password = '' } = users[6] ?? {};
    const token = await makeHubToken(desk.sandbox, { username: email, password });
    await desk.control('PUT', `/users/${email}`, { isDisabled: true });
    const { status, json } = await ask({ username: email, password });
    assert.deepEqual(
      [status, json],
      [403, { error: 'account_disabled', error_description: 'Account is disabled' }],
    );
    assert.equal(await see(token), '403 Account is disabled');
  });

  it('denies a token that was revoked while in use, together with its refresh token', async () => {
    const { access_token, refresh_token } = (await ask({})).json as Tokens;
    await desk.control('POST', '/sessions/revoke', { accessToken: access_token });
    assert.equal(await see(access_token), '401 Request authorization denied');
    const form = { grant_type: 'refresh_token', refresh_token };
    assert.equal(error(await ask(form)), '400 invalid_grant');
  });

  it('answers /about without a token', async () => {
    const answer = await fetch(`${desk.sandbox.signingHub.baseUrl}/v3/about`);
    assert.equal(answer.status, 200);
    assert.ok('version' in ((await answer.json()) as object));
  });
});
