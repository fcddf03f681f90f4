// Owns: running one program from a build script, bounded in time, with its output shown or collected.
// Must not: use a shell; arguments go to the program as they are.
import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Exit code; null when the program was killed or could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly isTimedOut: boolean;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** After this long the program gets SIGTERM, and SIGKILL five seconds later. */
  readonly timeoutMs: number;
  /** true: output goes straight to this terminal and is not collected. */
  readonly isShown?: boolean;
}

/** Runs a program to its end. Never rejects: a program that cannot start answers `code: null` and says why in stderr. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.isShown === true ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let isTimedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const timer = setTimeout(() => {
      isTimedOut = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    }, options.timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: null, stdout, stderr: stderr + error.message, isTimedOut });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, isTimedOut });
    });
  });
}
