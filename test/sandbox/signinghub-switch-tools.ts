// Owns what the cases of the SigningHub switches share: the shape of a case, short calls, expected texts.
import { readShort, type HubDesk } from './signinghub-tools.ts';

/** What is done under each value of a switch, and what is seen then. */
export type Case = Readonly<{
  see: (desk: HubDesk) => Promise<unknown>;
  expected: Readonly<Record<string, unknown>>;
}>;

export const INVALID = '400 Model state validation failed.';
export const NOT_DRAFT = '403 Document is no longer in draft state';
export const NOT_ALLOWED = '403 You are not allowed to perform the requested operation';
export const NO_GROUP = '404 Group or contact not found';
export const NO_ORDER = '404 No user found at given order';
export const XML_ROLE = '400 Recipient role is not supported for an XML type document';

export async function add(desk: HubDesk, packageId: number, ...items: object[]): Promise<string> {
  return readShort(await desk.callIn(packageId, 'POST', '/workflow/users', items));
}

/** The list after a call on a package made of `type` and recipients. */
export async function listAfter(
  desk: HubDesk,
  type: string,
  recipients: readonly string[],
  method: string,
  path: string,
  body?: unknown,
): Promise<readonly string[]> {
  const { id } = await desk.build({ type, recipients });
  const answer = readShort(await desk.callIn(id, method, path, body));
  return answer === '200' ? await desk.list(id) : [answer];
}

export const reorder = (type: string, recipients: readonly string[]) => (desk: HubDesk) =>
  listAfter(desk, type, recipients, 'PUT', '/workflow/3/reorder', { order: 1 });

export async function readStatuses(desk: HubDesk, packageId: number): Promise<string> {
  const users = (await desk.callIn(packageId, 'GET', '/workflow/users')).json as {
    process_status: string;
  }[];
  return users.map((one) => one.process_status).join(' ');
}

export async function readStage(desk: HubDesk, packageId: number): Promise<string> {
  const { workflow } = (await desk.callIn(packageId, 'GET', '/workflow')).json as {
    workflow: { workflow_status: string };
  };
  return workflow.workflow_status;
}

export const act = (desk: HubDesk, packageId: number, as: string, what: string): Promise<unknown> =>
  desk.control('POST', '/recipient/act', { packageId, as: `${as}@example.test`, act: what });

/** The form of the first user, with other credentials. */
export async function askToken(desk: HubDesk, form: Record<string, string>): Promise<string> {
  const { baseUrl, clientId, clientSecret, username, password } = desk.sandbox.signingHub;
  const answer = await fetch(`${baseUrl}/authenticate`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: clientId,
      client_secret: clientSecret,
      username,
      password,
      ...form,
    }),
  });
  const body = (await answer.json()) as { error?: string; expires_in?: number };
  return `${answer.status} ${body.error ?? body.expires_in}`;
}
