// A locked keychain: the desk says so in words, deletes nothing, and opens once the keychain is unlocked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, testAndSave, typeSandboxAccount } from './account-steps.ts';
import { checkAxe } from './check-axe.ts';
import { expect } from '../support/desk-app.ts';
import { startKeyringBus } from '../support/keyring-bus.ts';

const PASSWORD = 'of the test';

test('locked: words, a second look that finds it still locked, unlocked, and the inbox is as it was', async ({
  launcher,
  sandbox,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'signing-desk-keyring-'));
  const readBusAddress = (env: NodeJS.ProcessEnv) => ({
    DBUS_SESSION_BUS_ADDRESS: env['DBUS_SESSION_BUS_ADDRESS'] ?? '',
  });
  const open = await startKeyringBus(folder);
  await open.startDaemon(PASSWORD);
  const first = await launcher.launch({ env: readBusAddress(open.env) });
  await typeSandboxAccount(first.page, sandbox);
  await testAndSave(first.page);
  const inbox = { level: 1, name: 'Inbox' } as const;
  await expect(first.page.getByRole('heading', inbox)).toBeVisible();
  await first.close();
  await open.stop();

  // The same keyrings, and nobody has logged in.
  const shut = await startKeyringBus(folder);
  await shut.startDaemon(null);
  const { page } = await launcher.launch({ env: readBusAddress(shut.env) });
  await expect(page.getByRole('heading', { name: 'The desk is locked' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('the keychain is locked');
  await expect(page.getByRole('alert')).toContainText('Nothing was deleted');
  await checkAxe(page);
  const look = page.getByRole('button', { name: 'Look for the key again' });
  await look.click();
  await expect(look).toBeEnabled();
  await expect(page.getByRole('heading', { name: 'The desk is locked' })).toBeVisible();

  await shut.unlock(PASSWORD);
  await look.click();
  await expect(page.getByRole('heading', inbox)).toBeVisible();
  await expect(
    page.getByRole('grid', { name: 'Reassign requests' }).getByRole('row').first(),
  ).toBeVisible();
  await shut.stop();
  rmSync(folder, { recursive: true, force: true });
});
