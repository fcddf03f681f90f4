// Owns: what must and must not be inside the bundles; a build that breaks a rule is no build.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from './paths.ts';

const REQUIRED = [
  'main/shell.js',
  'main/engine.js',
  'main/sandbox.js',
  'preload/index.cjs',
  'renderer/index.html',
];
/** The page and the preload load long before anything is shown; they stay small. */
const MAX_PRELOAD_BYTES = 16 * 1024;
const NODE_BUILT_IN =
  /(?:from|import|require\()\s*["'](?:node:[\w/]+|fs|path|http|https|net|child_process)["']/;

interface Bundle {
  readonly name: string;
  readonly text: string;
}

function readBundles(outFolder: string, part: string): readonly Bundle[] {
  const folder = join(outFolder, part);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:c?js|html|css)$/.test(name))
    .map((name) => ({ name: `${part}/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
}

/** Checks built bundles; returns one sentence for each fault, none when all is right. */
export function checkBundles(outFolder: string): readonly string[] {
  const missing = REQUIRED.filter((name) => !existsSync(join(outFolder, name)));
  if (missing.length > 0) return missing.map((name) => `${name} was not built`);
  const main = readBundles(outFolder, 'main');
  const preload = readBundles(outFolder, 'preload');
  const page = readBundles(outFolder, 'renderer');
  return [
    ...page.flatMap(findPageFaults),
    ...findPreloadFaults(preload),
    ...findReachFaults(main),
    ...[...main, ...preload, ...page].flatMap(findMachinePaths),
  ];
}

function findPageFaults(bundle: Bundle): readonly string[] {
  const faults: string[] = [];
  if (/ZodError|\$ZodType|_zod\b/.test(bundle.text)) faults.push(`${bundle.name} contains zod`);
  if (/UndiciError|UND_ERR_/.test(bundle.text)) faults.push(`${bundle.name} contains undici`);
  if (NODE_BUILT_IN.test(bundle.text)) faults.push(`${bundle.name} loads a part of Node`);
  if (/\beval\(|new Function\(/.test(bundle.text)) faults.push(`${bundle.name} evaluates text`);
  if (bundle.name.endsWith('.html') && /<script(?![^>]*\bsrc=)/i.test(bundle.text)) {
    faults.push(`${bundle.name} has an inline script, which the page's policy refuses`);
  }
  if (/url\(\s*["']?https?:/i.test(bundle.text)) faults.push(`${bundle.name} loads from outside`);
  return faults;
}

function findPreloadFaults(preload: readonly Bundle[]): readonly string[] {
  const faults: string[] = [];
  if (preload.length !== 1) faults.push('preload/ must be one single file');
  for (const { name, text } of preload) {
    const size = Buffer.byteLength(text);
    if (size > MAX_PRELOAD_BYTES)
      faults.push(`${name} is ${size} bytes, over ${MAX_PRELOAD_BYTES}`);
    if (text.includes('_zod')) faults.push(`${name} contains zod`);
    for (const [, required] of text.matchAll(/require\(["']([^"']+)["']\)/g)) {
      if (required !== 'electron') faults.push(`${name} requires ${required}`);
    }
  }
  return faults;
}

/** Follows the imports of an entry; what it reaches is what its process loads. */
function collectReach(main: readonly Bundle[], entry: string): readonly string[] {
  const byName = new Map(main.map((bundle) => [bundle.name, bundle.text]));
  const seen = new Set<string>();
  const outside = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const imports = (byName.get(name) ?? '').matchAll(
      /(?:from|import)\s*\(?["']([^"']+)["']|require\(["']([^"']+)["']\)/g,
    );
    for (const [, imported, required] of imports) {
      const target = imported ?? required ?? '';
      if (target.startsWith('.')) visit(new URL(target, `file:///${name}`).pathname.slice(1));
      else outside.add(target);
    }
  };
  visit(entry);
  return [...outside];
}

function findReachFaults(main: readonly Bundle[]): readonly string[] {
  const forbidden: Readonly<Record<string, readonly string[]>> = {
    'main/shell.js': ['better-sqlite3', 'keytar'],
    'main/engine.js': ['electron'],
    'main/sandbox.js': ['electron', 'better-sqlite3', 'keytar'],
  };
  return Object.entries(forbidden).flatMap(([entry, names]) => {
    const reach = collectReach(main, entry);
    return names.filter((name) => reach.includes(name)).map((name) => `${entry} reaches ${name}`);
  });
}

/** A bundle that names a folder of the machine that built it would tell about that machine and run nowhere else. */
function findMachinePaths(bundle: Bundle): readonly string[] {
  const folders = [PROJECT_ROOT, homedir()].filter((folder) => folder.length > 6);
  return folders
    .filter((folder) => bundle.text.includes(`${folder}/`))
    .map(() => `${bundle.name} contains a path of the machine that built it`);
}

if (import.meta.main) {
  const faults = checkBundles(join(PROJECT_ROOT, 'out'));
  for (const fault of faults) console.error(`[bundles] ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
