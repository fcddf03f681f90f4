// Owns: the one rule about a keychain that answers nothing, in this process and without a keyring, so that a planted
// bug can be put against it. The real keyrings are in the keychain matrix.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { MASTER_KEY_ITEM, loadStoreKeys } from '../../src-main/engine/store/key.ts';
import { openStore } from '../../src-main/engine/store/open.ts';
import { CodedError } from '../../src-shared/contract/errors.ts';
import { createTempFolder } from '../support/temp-folder.ts';

it('makes no second key beside a database when the keychain answers nothing', async () => {
  const [folder, removeFolder] = createTempFolder('null-key');
  try {
    const keys = await loadStoreKeys(createMemoryKeychain(), folder);
    openStore({ folder, keys, wallMs: 1_780_000_000_000 }).close();
    const locked = createMemoryKeychain();
    await assert.rejects(
      loadStoreKeys(locked, folder),
      (error) => error instanceof CodedError && error.error.code === 'KEY_UNAVAILABLE',
    );
    assert.equal(await locked.read(MASTER_KEY_ITEM), null);
  } finally {
    removeFolder();
  }
});
