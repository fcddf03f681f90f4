// The runtime itself does not run foreign code by environment, and the app keeps its children's environment clean.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '../../build/electron.ts';
import { expect, test } from '../support/desk-app.ts';

test('the fallback runtime refuses to be a plain Node', async () => {
  const runtime = await findElectron();
  test.skip(
    runtime.kind !== 'fallback',
    'an unpacked official Electron has its fuses as delivered',
  );
  const folder = mkdtempSync(join(tmpdir(), 'signing-desk-fuse-'));
  const mark = 'ran as node';
  const args = ['--no-sandbox', `--data-folder=${folder}`, '-e', `console.log('${mark}')`];
  const child = spawn(runtime.executablePath, args, {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exit = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  // As an app it would run on; two seconds are ten times what a Node needs to print.
  const timer = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await exit;
  clearTimeout(timer);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  expect(output).not.toContain(mark);
});

test('NODE_OPTIONS of the environment reaches neither shell nor engine', async ({ launcher }) => {
  const desk = await launcher.launch({
    env: { NODE_OPTIONS: '--require=/nowhere/evil.js', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  });
  await desk.page.evaluate(() => window.desk.call('desk.status', null));
  const pid = desk.readEnginePid();
  test.skip(process.platform !== 'linux', 'reads the environment of a process from /proc');
  const { readFileSync } = await import('node:fs');
  const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .map((entry) => entry.split('=')[0]);
  expect(names).not.toContain('NODE_OPTIONS');
  expect(names).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED');
});
