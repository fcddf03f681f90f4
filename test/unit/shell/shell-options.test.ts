import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { cleanEnvironment } from '../../../src-main/shell/clean-environment.ts';
import { readShellOptions } from '../../../src-main/shell/shell-options.ts';

const DEFAULTS = { userData: resolve('/data/usual'), isPackaged: false };

describe('how a start is told what to use', () => {
  test('uses the system folder and the usual keychain entry by default', () => {
    const options = readShellOptions(['electron'], {}, DEFAULTS);
    assert.equal(options.dataFolder, DEFAULTS.userData);
    assert.equal(options.logFolder, join(DEFAULTS.userData, 'logs'));
    assert.equal(options.keychainService, 'Signing Desk');
    assert.equal(options.devServerUrl, null);
  });

  test('takes the switch before the environment', () => {
    const argv = ['electron', '--data-folder=/data/switch', '--keychain-service=Test 1'];
    const options = readShellOptions(argv, { SIGNING_DESK_DATA: '/data/env' }, DEFAULTS);
    assert.equal(options.dataFolder, '/data/switch');
    assert.equal(options.keychainService, 'Test 1');
    const byEnv = readShellOptions(['electron'], { SIGNING_DESK_DATA: '/data/env' }, DEFAULTS);
    assert.equal(byEnv.dataFolder, '/data/env');
  });

  test('refuses an odd keychain entry and a dev server that is not on this computer', () => {
    const odd = readShellOptions(['--keychain-service=a/../b\u0000'], {}, DEFAULTS);
    assert.equal(odd.keychainService, 'Signing Desk');
    for (const url of [
      'https://evil.example/',
      'http://evil.example:5173',
      'http://127.0.0.1.evil.example:80',
    ]) {
      const options = readShellOptions([], { ELECTRON_RENDERER_URL: url }, DEFAULTS);
      assert.equal(options.devServerUrl, null, url);
    }
  });

  test('a packaged app has no dev server at all', () => {
    const env = { ELECTRON_RENDERER_URL: 'http://127.0.0.1:5173' };
    assert.equal(readShellOptions([], env, DEFAULTS).devServerUrl, 'http://127.0.0.1:5173');
    const packaged = { ...DEFAULTS, isPackaged: true };
    assert.equal(readShellOptions([], env, packaged).devServerUrl, null);
  });
});

describe('the environment of a child', () => {
  test('keeps folders, language and session, and drops what loads code or weakens TLS', () => {
    const cleaned = cleanEnvironment({
      PATH: '/bin',
      HOME: '/home/me',
      LC_ALL: 'C',
      DBUS_SESSION_BUS_ADDRESS: 'unix:x',
      Path: 'C:\\',
      NODE_OPTIONS: '--require evil',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_EXTRA_CA_CERTS: 'x',
      SSLKEYLOGFILE: '/tmp/keys',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: 'evil.so',
      HTTPS_PROXY: 'http://evil',
    });
    assert.deepEqual(Object.keys(cleaned).toSorted(), [
      'DBUS_SESSION_BUS_ADDRESS',
      'HOME',
      'LC_ALL',
      'PATH',
      'Path',
    ]);
  });
});
