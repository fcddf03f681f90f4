// Owns making one SigningHub package in a sandbox with plain defaults, for tests that care about a single
// property of it, and reading its list back in short.
import { callControl, callHub, type RunningSandbox } from '../support/sandbox-process.ts';

export type BuiltPackage = Readonly<{
  id: number;
  documentIds: readonly number[];
  recipientIds: readonly string[];
}>;

type Fields = Readonly<Record<string, unknown>>;

/** A recipient in short: `ann:2`, `group Legal desk:1`, `placeholder Witness`, `seal House`; or its fields. */
export type ShortRecipient = string | Fields;

/** What to change about the default package: a draft of one PDF, owned by the sandbox's first user. */
export type PackageFields = Readonly<{
  recipients?: readonly ShortRecipient[];
  documents?: readonly Fields[];
  [other: string]: unknown;
}>;

function readShort(short: ShortRecipient): Fields {
  if (typeof short !== 'string') return short;
  const [name = '', step] = short.split(':');
  const signing = step === undefined ? {} : { signingOrder: Number(step) };
  if (name.startsWith('group ')) return { group: name.slice(6), ...signing };
  if (name.startsWith('placeholder ')) return { placeholder: name.slice(12), ...signing };
  if (name.startsWith('seal ')) return { seal: name.slice(5), ...signing };
  return { email: `${name}@example.test`, name, ...signing };
}

/** Makes a package through the control surface, whatever the service itself would allow. */
export async function buildSandboxPackage(
  sandbox: Pick<RunningSandbox, 'controlUrl'>,
  { recipients = [], ...rest }: PackageFields = {},
): Promise<BuiltPackage> {
  return callControl<BuiltPackage>(sandbox, 'POST', '/signinghub/packages', {
    ...rest,
    recipients: recipients.map(readShort),
  });
}

type Row = Readonly<{
  order: number;
  signing_order: number;
  user_name: string | null;
  group_name: string | null;
  placeholder: string | null;
}>;

/** The server's list in short, type first: `['CUSTOM', 'ann:1', 'Legal desk:2']`. */
export async function readShortList(
  sandbox: Pick<RunningSandbox, 'signingHub'>,
  token: string,
  packageId: number,
): Promise<readonly string[]> {
  const { status, json, text } = await callHub(
    sandbox,
    token,
    'GET',
    `/v3/packages/${packageId}/workflow`,
  );
  if (status !== 200) throw new Error(`workflow of ${packageId}: ${status} ${text}`);
  const { workflow, users } = json as { workflow: { workflow_type: string }; users: Row[] };
  const rows = users.map((one, index) => {
    if (one.order !== index + 1) throw new Error(`position ${index + 1} says ${one.order}`);
    return `${one.user_name ?? one.group_name ?? one.placeholder}:${one.signing_order}`;
  });
  return [workflow.workflow_type, ...rows];
}
