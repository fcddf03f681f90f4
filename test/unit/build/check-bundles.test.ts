// Each rule about bundles is shown to bite: a small right build, spoilt in one place.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { checkBundles } from '../../../build/check-bundles.ts';
import { PROJECT_ROOT } from '../../../build/paths.ts';

type Files = Readonly<Record<string, string>>;

const RIGHT: Files = {
  'main/shell.js': 'import { app } from "electron";\nimport { x } from "./chunks/routes.js";\n',
  'main/engine.js':
    'import Database from "better-sqlite3";\nimport { x } from "./chunks/routes.js";\n',
  'main/sandbox.js': 'import { createServer } from "node:http";\n',
  'main/chunks/routes.js': 'export const x = 1;\n',
  'preload/index.cjs': 'const { ipcRenderer } = require("electron");\n',
  'renderer/index.html': '<script type="module" src="./assets/index.js"></script>',
  'renderer/assets/index.js': 'export const page = 1;\n',
};

const SPOILT: readonly (readonly [string, Files, RegExp])[] = [
  ['a part that is missing', { 'main/engine.js': '' }, /engine\.js was not built/],
  ['zod in the page', { 'renderer/assets/z.js': 'class ZodError {}' }, /contains zod/],
  ['undici in the page', { 'renderer/assets/u.js': 'throw "UND_ERR_ABORTED"' }, /contains undici/],
  ['Node in the page', { 'renderer/assets/n.js': 'import fs from "node:fs";' }, /a part of Node/],
  ['evaluated text in the page', { 'renderer/assets/e.js': 'new Function("x")' }, /evaluates text/],
  ['an inline script', { 'renderer/index.html': '<script>1</script>' }, /inline script/],
  [
    'a font from outside',
    { 'renderer/a.css': 'src:url(https://x.example/f)' },
    /loads from outside/,
  ],
  ['a second preload file', { 'preload/chunk.cjs': '' }, /one single file/],
  ['a preload that requires Node', { 'preload/index.cjs': 'require("fs")' }, /requires fs/],
  ['a preload that grew', { 'preload/index.cjs': 'x'.repeat(20_000) }, /over 16384/],
  [
    'Electron in the engine',
    { 'main/chunks/routes.js': 'import "electron";' },
    /engine\.js reaches electron/,
  ],
  [
    'SQLite in the shell',
    { 'main/chunks/routes.js': 'import "better-sqlite3";' },
    /shell\.js reaches better/,
  ],
  [
    'a path of this machine',
    { 'main/shell.js': `"${PROJECT_ROOT}/src-main/x.ts"` },
    /path of the machine/,
  ],
];

function checkFiles(files: Files, without?: string): readonly string[] {
  const out = mkdtempSync(join(tmpdir(), 'signing-desk-out-'));
  for (const [path, text] of Object.entries(files)) {
    if (path === without) continue;
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
  const faults = checkBundles(out);
  rmSync(out, { recursive: true });
  return faults;
}

describe('the check of the bundles', () => {
  test('finds nothing in a right build', () => {
    assert.deepEqual(checkFiles(RIGHT), []);
  });
  for (const [name, files, sentence] of SPOILT) {
    test(`finds ${name}`, () => {
      const without = sentence.source.includes('not built') ? 'main/engine.js' : undefined;
      assert.match(checkFiles({ ...RIGHT, ...files }, without).join('\n'), sentence);
    });
  }
});
