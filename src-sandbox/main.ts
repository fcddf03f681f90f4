// Owns the sandbox as a program: flags in, addresses out, signals and the parent's messages. Must hold
// no rule of any service.
import { parseOptions, USAGE } from './options.ts';
import { findParentLine, servePractice } from './practice-port.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function announce(sandbox: Sandbox): void {
  const { baseUrl, sandboxBaseUrl, controlUrl, kid, secret, signingHub } = sandbox;
  console.log(`Service   ${baseUrl}`);
  console.log(`          ${sandboxBaseUrl}`);
  console.log(`Control   ${controlUrl}`);
  console.log(`Key id    ${kid}`);
  console.log(`Secret    ${secret}`);
  console.log(`SigningHub  ${signingHub.baseUrl}`);
  console.log(`            ${signingHub.baseUrl}/api`);
  console.log(`Client id   ${signingHub.clientId}`);
  console.log(`Secret      ${signingHub.clientSecret}`);
  console.log(`User        ${signingHub.username}`);
  console.log(`Password    ${signingHub.password}`);
  console.log(JSON.stringify({ ready: true, baseUrl, controlUrl, kid, secret, signingHub }));
}

async function run(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const parsed = parseOptions(args);
  if (!parsed.ok) fail(`${parsed.message}\n\n${USAGE}`);
  let sandbox: Sandbox;
  try {
    sandbox = await startSandbox({ ...parsed.options, onError: console.error });
  } catch (error) {
    fail(`The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`);
  }
  const stop = (): void => {
    void sandbox.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const line = findParentLine();
  // A parent that is gone will never say stop.
  process.once('disconnect', stop);
  announce(sandbox);
  if (line) servePractice(line, sandbox, stop);
}

await run();
