// Owns: the test of an account in named steps, each with its evidence. Must not: store anything.
import { CodedError, createDeskError } from '../../../src-shared/contract/errors.ts';
import { TEST_STEPS } from '../../../src-shared/contract/connection-test.ts';
import type { DeskError, ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { ConnectionTest, TestStep } from '../../../src-shared/contract/connection-test.ts';
import type { Clock, ReadOutcome, RemoteFailure } from '../ports.ts';

/** What a test asks of a client of either kind. */
export interface TestClient {
  probe(): Promise<ReadOutcome<null>>;
  /** How many records its list holds, read within the signal's time. */
  countList(signal: AbortSignal): Promise<ReadOutcome<{ readonly count: number }>>;
  close(): Promise<void>;
}

export interface ConnectionTestOptions {
  readonly testId: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  /** Throws CodedError for a base url that is not allowed. */
  readonly openClient: () => TestClient;
  readonly onStep: (step: TestStep) => void;
}

type StepName = TestStep['name'];
type Facts = TestStep['facts'];

/** Codes that say in which step an exchange ended; every other failure of a probe is the service's answer. */
const STEP_OF_CODE: Partial<Record<ErrorCode, StepName>> = {
  ADDRESS_INVALID: 'address',
  ADDRESS_NOT_HTTPS: 'address',
  NAME_NOT_FOUND: 'address',
  CONNECTION_REFUSED: 'address',
  CONNECT_TIMEOUT: 'address',
  TLS_REFUSED: 'tls',
  CLOCK_OFF: 'clock',
  UNAUTHORIZED: 'key',
  FORBIDDEN: 'key',
};

// Beyond this, tokens may be refused by a service without leeway (A2); the engine corrects for it, so it is told only.
const TOLD_SKEW_MS = 5_000;

/**
 * Runs address, tls, clock, key, list in order and stops at the first that fails; later steps are `skipped`.
 * One probe of the service answers the first four: how far it came is the evidence. Never rejects for what the
 * network does.
 */
export async function testConnection(options: ConnectionTestOptions): Promise<ConnectionTest> {
  const report = createReport(options);
  let client: TestClient;
  report.begin('address');
  try {
    client = options.openClient();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return report.fail('address', error.error);
  }
  try {
    const probed = await client.probe();
    const failure = probed.kind === 'failed' ? probed.failure : null;
    const failedStep = failure === null ? null : findFailedStep(failure);
    for (const step of TEST_STEPS.slice(0, -1)) {
      report.begin(step);
      if (step === failedStep && failure !== null) return report.fail(step, toDeskError(failure));
      report.pass(step, findFacts(step, options, probed));
    }
    return await testList(client, report);
  } finally {
    await client.close();
  }
}

async function testList(client: TestClient, report: Report): Promise<ConnectionTest> {
  report.begin('list');
  const listed = await client.countList(AbortSignal.timeout(LIST_TEST_LIMIT_MS));
  if (listed.kind === 'failed') return report.fail('list', toDeskError(listed.failure));
  report.pass('list', { count: listed.value.count });
  return report.finish();
}

// A person waits for it; a list that takes longer than this is better learnt by the first sync.
const LIST_TEST_LIMIT_MS = 60_000;

/** A connection that broke before any answer says the address holds no such service. */
function findFailedStep(failure: RemoteFailure): StepName {
  const known = STEP_OF_CODE[failure.code];
  if (known !== undefined) return known;
  return failure.status === null ? 'address' : 'key';
}

function findFacts(
  step: StepName,
  options: ConnectionTestOptions,
  probed: ReadOutcome<unknown>,
): Facts {
  if (step === 'address') return { host: new URL(options.baseUrl.trim()).host };
  if (step === 'tls') return { scheme: new URL(options.baseUrl.trim()).protocol.slice(0, -1) };
  if (step !== 'clock' || probed.serverDateMs === null) return {};
  const skewMs = probed.serverDateMs - options.clock.wallMs();
  return Math.abs(skewMs) < TOLD_SKEW_MS ? { skewMs: 0 } : { skewMs };
}

function toDeskError(failure: RemoteFailure): DeskError {
  const detail = failure.status === null ? undefined : { status: failure.status };
  return createDeskError(failure.code, 'The service could not be used', detail);
}

interface Report {
  begin(name: StepName): void;
  pass(name: StepName, facts: Facts): void;
  fail(name: StepName, error: DeskError): ConnectionTest;
  finish(): ConnectionTest;
}

function createReport(options: ConnectionTestOptions): Report {
  const steps = new Map<StepName, TestStep>();
  const say = (name: StepName, rest: Partial<TestStep> & Pick<TestStep, 'state'>): void => {
    const step: TestStep = { name, error: null, facts: {}, ...rest };
    steps.set(name, step);
    options.onStep(step);
  };
  const finish = (): ConnectionTest => {
    for (const name of TEST_STEPS) if (!steps.has(name)) say(name, { state: 'skipped' });
    const list = TEST_STEPS.flatMap((name) => steps.get(name) ?? []);
    const passed = list.every((step) => step.state === 'passed');
    return { testId: options.testId, passed, steps: list };
  };
  return {
    begin: (name) => {
      if (steps.get(name)?.state !== 'running') say(name, { state: 'running' });
    },
    pass: (name, facts) => say(name, { state: 'passed', facts }),
    fail: (name, error) => {
      say(name, { state: 'failed', error });
      return finish();
    },
    finish,
  };
}
