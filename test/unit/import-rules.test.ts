// Proves that each import rule bites: a small tree with one offence, and the violation it must give.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cruise } from 'dependency-cruiser';
import { findHomelessUses } from '../../build/check-homes.ts';
import type { ICruiseOptions, IFlattenedRuleSet } from 'dependency-cruiser';

interface RuleFile {
  readonly default: {
    readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
    readonly options: ICruiseOptions & { readonly enhancedResolveOptions: object };
  };
}
// By address, since a rule file in JavaScript has no types to import.
const ruleFile = new URL('../../.dependency-cruiser.mjs', import.meta.url).href;
const { forbidden, options } = ((await import(ruleFile)) as RuleFile).default;

type Tree = Readonly<Record<string, string>>;

const PACKAGES = ['electron', 'better-sqlite3', 'undici', 'keytar', 'zod', 'fastify'];
const ROOMS = ['src-shared', 'src-main', 'src-preload', 'src-renderer', 'src-sandbox'];
const LEAF = 'export const value = 1;\n';
const uses = (path: string): string =>
  `import { value } from '${path}';\nexport const x = value;\n`;
const usesType = (path: string): string =>
  `import type { value } from '${path}';\nexport type X = typeof value;\n`;

/** Rule → the smallest tree that breaks it. */
const OFFENCES: Readonly<Record<string, Tree>> = {
  'no-cycles': {
    'src-shared/domain/a.ts': uses('./b.ts'),
    'src-shared/domain/b.ts': `import { x } from './a.ts';\nexport const value = x;\n`,
  },
  'shared-stands-alone': { 'src-shared/domain/a.ts': uses('../../src-main/engine/leaf.ts') },
  'renderer-takes-shared': { 'src-renderer/a.tsx': uses('../src-main/engine/leaf.ts') },
  'engine-takes-shared': { 'src-main/engine/a.ts': uses('../shell/leaf.ts') },
  'shell-takes-shared': { 'src-main/shell/a.ts': uses('../engine/leaf.ts') },
  'preload-takes-shared': { 'src-preload/a.ts': uses('../src-main/shell/leaf.ts') },
  'sandbox-stands-alone': { 'src-sandbox/a.ts': uses('../src-shared/domain/leaf.ts') },
  'domain-is-pure': { 'src-shared/domain/a.ts': uses('zod') },
  'domain-knows-no-contract': { 'src-shared/domain/a.ts': uses('../contract/leaf.ts') },
  'no-feature-to-feature': {
    'src-renderer/features/inbox/a.tsx': uses('../queue/leaf.ts'),
    'src-renderer/features/queue/leaf.ts': LEAF,
  },
  'electron-home': { 'src-main/engine/a.ts': uses('electron') },
  'better-sqlite3-home': { 'src-main/engine/outbox/a.ts': uses('better-sqlite3') },
  'undici-home': { 'src-main/engine/sync/a.ts': uses('undici') },
  'keytar-home': { 'src-main/engine/accounts/a.ts': uses('keytar') },
  'zod-home': { 'src-main/shell/a.ts': uses('zod') },
  'fastify-home': { 'src-main/engine/a.ts': uses('fastify') },
  'engine-never-reaches-electron': {
    'src-main/engine/a.ts': uses('../../src-shared/domain/b.ts'),
    'src-shared/domain/b.ts': uses('electron'),
  },
  'shell-never-reaches-sqlite': {
    'src-main/shell/a.ts': uses('../../src-shared/contract/b.ts'),
    'src-shared/contract/b.ts': uses('better-sqlite3'),
  },
  'shell-never-reaches-keytar': { 'src-main/shell/a.ts': uses('keytar') },
  'shell-never-reaches-undici': { 'src-main/shell/a.ts': uses('undici') },
  'page-has-no-node': { 'src-renderer/a.tsx': `import 'node:fs';\n` },
  'page-takes-schemas-as-types': {
    'src-renderer/a.tsx': uses('../src-shared/contract/routes.ts'),
    'src-shared/contract/routes.ts': LEAF,
  },
  'no-unresolvable': { 'src-renderer/a.tsx': uses('./nowhere.ts') },
};

const CLEAN: Tree = {
  ...Object.fromEntries(PACKAGES.map((name) => [`node_modules/${name}/index.js`, LEAF])),
  ...Object.fromEntries(
    PACKAGES.map((name) => [
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    ]),
  ),
  'package.json': JSON.stringify({
    name: 'tree',
    dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '1.0.0'])),
  }),
  'src-shared/domain/leaf.ts': LEAF,
  'src-shared/contract/leaf.ts': uses('zod'),
  'src-shared/contract/settings.ts': LEAF,
  'src-main/shell/leaf.ts': LEAF,
  'src-main/shell/window.ts': uses('electron'),
  'src-main/engine/leaf.ts': uses('../../src-shared/domain/leaf.ts'),
  'src-main/engine/store/open.ts': uses('better-sqlite3'),
  'src-main/engine/remote/http.ts': uses('undici'),
  'src-main/engine/accounts/keychain.ts': uses('keytar'),
  'src-preload/index.ts': uses('electron'),
  'src-renderer/typed.tsx': usesType('../src-shared/contract/settings.ts'),
  'src-sandbox/leaf.ts': uses('fastify'),
};

function writeTree(root: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function findViolations(root: string): Promise<readonly string[]> {
  const { enhancedResolveOptions, ...rest } = options;
  const result = await cruise(
    ROOMS,
    { ...rest, baseDir: root, validate: true, ruleSet: { forbidden } },
    enhancedResolveOptions,
  );
  if (typeof result.output === 'string') throw new Error('dependency-cruiser gave text');
  return result.output.summary.violations.map((violation) => violation.rule.name);
}

describe('the import rules', { timeout: 60_000 }, () => {
  let folder = '';
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'signing-desk-rules-')));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('find nothing in a tree that keeps to them', async () => {
    const root = join(folder, 'clean');
    writeTree(root, CLEAN);
    assert.deepEqual(await findViolations(root), []);
  });

  test('each have an offence below, so that none is forgotten', () => {
    const names = forbidden.map((rule) => rule.name);
    assert.deepEqual(new Set(names), new Set(Object.keys(OFFENCES)));
  });

  for (const [rule, offence] of Object.entries(OFFENCES)) {
    test(`${rule} is found`, async () => {
      const root = join(folder, rule);
      writeTree(root, { ...CLEAN, ...offence });
      const found = await findViolations(root);
      assert.ok(found.includes(rule), `found only: ${found.join(', ')}`);
    });
  }

  test('ipcMain and window.desk outside their homes are found', () => {
    const root = join(folder, 'homes');
    writeTree(root, {
      'src-main/shell/ipc.ts': `import { ipcMain } from 'electron';\nipcMain.on('x', () => {});\n`,
      'src-main/shell/tray.ts': `import { ipcMain } from 'electron';\nipcMain.on('x', () => {});\n`,
      'src-main/shell/menu.ts': `// ipcMain is not used here\nexport const x = 1;\n`,
      'src-renderer/bridge.ts': `export const desk = window.desk;\n`,
      'src-renderer/app.tsx': `window.desk.call('x', null);\n`,
    });
    const found = findHomelessUses(root);
    assert.deepEqual(
      found.map((sentence) => sentence.split(' ')[0]),
      ['src-main/shell/tray.ts', 'src-renderer/app.tsx'],
    );
  });
});
