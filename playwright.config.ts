// Owns: how the tests in the real Electron run.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/e2e',
  globalSetup: './test/support/prepare-app.ts',
  // One app at a time: each is several processes, and two cores serve them all.
  workers: 1,
  // A test that fails now and then is a fault to find, not to try again.
  retries: 0,
  // The longest story restarts the app twice and syncs in between: about 20 s; several times that when others use the
  // machine.
  timeout: 240_000,
  // The page answers within 100 ms; a sync or a restart behind it may take some seconds. Success never waits for it.
  expect: { timeout: 30_000 },
  reporter: [['list']],
  forbidOnly: process.env['CI'] !== undefined,
});
