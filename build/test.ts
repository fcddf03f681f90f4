// Owns: `npm test`: system parts, checks, unit tests, build, tests in the real Electron; stops at the first failure.
// Must not: know any single test; the steps are npm scripts.
import { spawn } from 'node:child_process';
import { findElectron } from './electron.ts';
import { PROJECT_ROOT } from './paths.ts';
import { prepareSystem } from './prepare.ts';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Takes the counts from the last lines of node's and Playwright's reports. */
function readOutcome(output: string): Outcome {
  const sum = (pattern: RegExp): number =>
    [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
  return {
    passed: sum(/^(?:ℹ|#) pass (\d+)$/gm) + sum(/^ +(\d+) passed/gm),
    failed: sum(/^(?:ℹ|#) fail (\d+)$/gm) + sum(/^ +(\d+) failed/gm),
  };
}

/** Runs an npm script with its output shown as it comes. */
function runScript(name: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', name], {
      cwd: PROJECT_ROOT,
      // Counts are read from the reports: no colours in them. Playwright sets FORCE_COLOR itself, and node warns
      // when NO_COLOR stands beside it.
      env: { ...process.env, ...(name === 'test:e2e' ? { FORCE_COLOR: '0' } : { NO_COLOR: '1' }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text);
      output += text;
    });
    child.on('error', (error) => resolve({ code: 1, output: output + error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function run(): Promise<number> {
  const total = { passed: 0, failed: 0 };
  const finish = (message: string, code: number): number => {
    console.log(`[test] ${message}`);
    console.log(`${total.passed} passed, ${total.failed} failed`);
    return code;
  };
  try {
    await prepareSystem();
    await findElectron();
  } catch (error) {
    total.failed += 1;
    return finish(error instanceof Error ? error.message : String(error), 1);
  }
  for (const name of ['check', 'test:unit', 'build', 'test:e2e']) {
    console.log(`[test] npm run ${name}`);
    const { code, output } = await runScript(name);
    const outcome = readOutcome(output);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    if (code !== 0) {
      if (outcome.failed === 0) total.failed += 1;
      return finish(`npm run ${name} failed`, 1);
    }
  }
  return finish('everything passed', 0);
}

process.exitCode = await run();
