// Owns: who may import whom, a rule per line of docs/architecture.md; `npm run check:imports` proves it.
const SHARED = '^src-shared/';
const SHELL = '^src-main/shell/';
const ENGINE = '^src-main/engine/';
const PRELOAD = '^src-preload/';
const RENDERER = '^src-renderer/';
const SANDBOX = '^src-sandbox/';

/** A room may import only itself, the rooms named, and packages. */
function onlyInto(name, from, allowed) {
  return {
    name,
    severity: 'error',
    comment: `${from} may import only: ${allowed.join(', ')}`,
    from: { path: from },
    to: { path: '^(src-|test/|build/)', pathNot: [from, ...allowed] },
  };
}

/** A package (or part of Node) has one home. */
function onlyFrom(name, target, homes) {
  return {
    name,
    severity: 'error',
    comment: `${target} may be imported only from: ${homes.join(', ')}`,
    from: { path: '^src-', pathNot: homes },
    to: {
      path: [`^${target}(/|$)`, `(^|/)node_modules/${target}/`],
      dependencyTypesNot: ['type-only'],
    },
  };
}

/** No way, however long, leads from one room to a package. */
function neverReaches(name, from, target) {
  return {
    name,
    severity: 'error',
    comment: `${from} must not reach ${target} through anything it imports`,
    from: { path: from },
    to: { path: target, reachable: true },
  };
}

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle makes two files one; split what both need into a third.',
      from: { path: '^(src-|build/|test/)' },
      to: { circular: true },
    },
    onlyInto('shared-stands-alone', SHARED, []),
    onlyInto('renderer-takes-shared', RENDERER, [SHARED]),
    onlyInto('engine-takes-shared', ENGINE, [SHARED]),
    onlyInto('shell-takes-shared', SHELL, [SHARED]),
    onlyInto('preload-takes-shared', PRELOAD, [SHARED]),
    onlyInto('sandbox-stands-alone', SANDBOX, []),
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'The domain has no I/O and no packages; clock and randomness come in as arguments.',
      from: { path: '^src-shared/domain/' },
      to: { path: 'node_modules', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-knows-no-contract',
      severity: 'error',
      comment: 'The contract is built on the domain, not the other way round.',
      from: { path: '^src-shared/domain/' },
      to: { path: '^src-shared/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-feature-to-feature',
      severity: 'error',
      comment: 'Features meet in stores and ui, never directly.',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/([^/]+)/', pathNot: '^src-renderer/features/$1/' },
    },
    onlyFrom('electron-home', 'electron', [SHELL, PRELOAD]),
    onlyFrom('better-sqlite3-home', 'better-sqlite3', ['^src-main/engine/store/']),
    onlyFrom('undici-home', 'undici', ['^src-main/engine/remote/']),
    onlyFrom('keytar-home', 'keytar', ['^src-main/engine/accounts/keychain\\.ts$']),
    onlyFrom('zod-home', 'zod', ['^src-shared/contract/', ENGINE, SANDBOX]),
    onlyFrom('fastify-home', 'fastify', [SANDBOX]),
    neverReaches('engine-never-reaches-electron', ENGINE, '(^|node_modules/)electron(/|$)'),
    neverReaches('shell-never-reaches-sqlite', SHELL, '(^|node_modules/)better-sqlite3'),
    neverReaches('shell-never-reaches-keytar', SHELL, '(^|node_modules/)keytar'),
    neverReaches('shell-never-reaches-undici', SHELL, '(^|node_modules/)undici'),
    {
      name: 'page-has-no-node',
      severity: 'error',
      comment: 'The page has neither Node nor the network.',
      from: { path: [RENDERER, SHARED] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-takes-schemas-as-types',
      severity: 'error',
      comment: 'A schema in the page would pull zod into its bundle.',
      from: { path: [RENDERER, PRELOAD] },
      to: {
        path: '^src-shared/contract/(routes|settings)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: { path: '^src-' },
      to: { couldNotResolve: true, pathNot: '^(electron|virtual:)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)(out|\\.cache)/'] },
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
