// Owns: the exact set of violations each kind of queue can reach (docs/reliability.md prints the same table).
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { ALL_ASSUMPTIONS, STATED_BOUNDS, explore } from '../../faults/explorer.ts';
import {
  BLIND_AT_LEAST_ONCE,
  READ_FIRST_NO_MARKER,
  REMOVE_SEND_PUT_BACK,
  createOurPolicy,
} from '../../faults/explorer-policies.ts';
import {
  createAppendWorld,
  createGoalWorld,
  createPositionalWorld,
} from '../../faults/explorer-worlds.ts';
import type { Assumptions, Bounds, Exploration, Policy, Violation } from '../../faults/explorer.ts';
import type { ServerWorld } from '../../faults/explorer-worlds.ts';

type WorldName = 'accepts' | 'refuses' | 'append' | 'positional';
const WORLD_NAMES: readonly WorldName[] = ['accepts', 'refuses', 'append', 'positional'];

const table: string[] = [];
const ours = createOurPolicy({ waitsForSettle: true });

function run<C>(
  policy: Policy<C>,
  name: WorldName,
  bounds: Bounds = STATED_BOUNDS,
  assumptions: Assumptions = ALL_ASSUMPTIONS,
  note = '',
): Exploration {
  const exploreIn = <S>(world: ServerWorld<S>): Exploration =>
    explore({ world, assumptions }, policy, bounds);
  const results: Record<WorldName, () => Exploration> = {
    accepts: () => exploreIn(createGoalWorld(true)),
    refuses: () => exploreIn(createGoalWorld(false)),
    append: () => exploreIn(createAppendWorld()),
    positional: () => exploreIn(createPositionalWorld()),
  };
  const result = results[name]();
  const found = result.violations.length === 0 ? 'none' : result.violations.join(', ');
  table.push(
    `${`${policy.name}${note}`.padEnd(44)} ${name.padEnd(11)} ${String(result.stateCount).padStart(7)} states  ${found}`,
  );
  return result;
}

/** Every policy, every server, the exact set: no more, and no fewer (a check that finds nothing proves nothing). */
const EXPECTED: readonly (readonly [
  Policy<never>,
  Readonly<Record<WorldName, readonly Violation[]>>,
])[] = [
  [
    REMOVE_SEND_PUT_BACK as Policy<never>,
    {
      accepts: ['lost', 'duplicate', 'overwrite'],
      refuses: ['lost', 'false failure'],
      append: ['lost', 'duplicate'],
      positional: ['lost', 'duplicate', 'false failure', 'wrong person, silent'],
    },
  ],
  [
    BLIND_AT_LEAST_ONCE as Policy<never>,
    {
      accepts: ['duplicate', 'overwrite'],
      refuses: ['false failure'],
      append: ['duplicate'],
      positional: ['duplicate', 'false failure', 'wrong person, silent'],
    },
  ],
  [
    READ_FIRST_NO_MARKER as Policy<never>,
    {
      accepts: ['duplicate', 'overwrite'],
      refuses: [],
      append: ['duplicate'],
      positional: ['duplicate', 'wrong person, silent', 'wrong person, flagged'],
    },
  ],
  [
    createOurPolicy({ waitsForSettle: false }) as Policy<never>,
    {
      accepts: ['duplicate', 'overwrite'],
      refuses: [],
      append: ['duplicate'],
      positional: ['duplicate', 'wrong person, silent', 'wrong person, flagged'],
    },
  ],
  [
    ours as Policy<never>,
    {
      // R1: a colleague decides between our look and our write's arrival, and the server lets us.
      accepts: ['overwrite'],
      refuses: [],
      append: [],
      // Only when a colleague edits in that same gap, and then the person is told.
      positional: ['wrong person, flagged'],
    },
  ],
];

describe('one item, every interleaving', () => {
  after(() => console.log(`\n${table.join('\n')}\n`));

  for (const [policy, expected] of EXPECTED) {
    for (const name of WORLD_NAMES) {
      it(`"${policy.name}" can reach exactly this in "${name}"`, () => {
        assert.deepEqual(run(policy, name).violations, expected[name]);
      });
    }
  }

  it('hits the wrong person silently without any colleague, in a queue that sends blindly', () => {
    const alone = { ...STATED_BOUNDS, colleagueActs: 0 };
    for (const policy of [BLIND_AT_LEAST_ONCE, READ_FIRST_NO_MARKER]) {
      const { violations } = run(policy, 'positional', alone, ALL_ASSUMPTIONS, ', no colleague');
      assert.ok(violations.includes('wrong person, silent'));
    }
    for (const name of WORLD_NAMES) {
      const { violations } = run(ours, name, alone, ALL_ASSUMPTIONS, ', no colleague');
      assert.deepEqual(violations, []);
    }
  });

  it('doubles when an abandoned request outlives settle: assumption A1 carries the promise', () => {
    const withoutA1 = { ...ALL_ASSUMPTIONS, deadAfterSettle: false };
    const note = ', A1 off';
    assert.deepEqual(run(ours, 'append', STATED_BOUNDS, withoutA1, note).violations, ['duplicate']);
    assert.deepEqual(run(ours, 'accepts', STATED_BOUNDS, withoutA1, note).violations, [
      'duplicate',
      'overwrite',
    ]);
    assert.deepEqual(run(ours, 'refuses', STATED_BOUNDS, withoutA1, note).violations, []);
  });

  it('takes any number of stale reads before settle without harm', () => {
    const lagging = { ...STATED_BOUNDS, staleReads: 3 };
    const note = ', 3 stale reads before settle';
    for (const [name, allowed] of Object.entries(expectedOfOurs())) {
      const { violations } = run(ours, name as WorldName, lagging, ALL_ASSUMPTIONS, note);
      assert.deepEqual(violations, allowed);
    }
  });

  it('outlasts two stale reads after settle, and doubles on the third: assumption A2', () => {
    const withoutA2 = { ...ALL_ASSUMPTIONS, freshAfterSettle: false };
    const appendWith = (staleReads: number): readonly Violation[] =>
      run(
        ours,
        'append',
        { ...STATED_BOUNDS, staleReads },
        withoutA2,
        `, A2 off, ${staleReads} stale`,
      ).violations;
    assert.deepEqual(appendWith(1), []);
    assert.deepEqual(appendWith(2), []);
    assert.deepEqual(appendWith(3), ['duplicate']);
  });

  it('takes 429 and 503 at their word for a goal only', () => {
    const lying = { ...ALL_ASSUMPTIONS, deferredMeansNotApplied: false };
    const note = ', a gateway lies';
    assert.deepEqual(run(ours, 'append', STATED_BOUNDS, lying, note).violations, []);
    assert.deepEqual(run(ours, 'accepts', STATED_BOUNDS, lying, note).violations, [
      'duplicate',
      'overwrite',
    ]);
  });

  it('says "withdrawn" only of what never took effect', () => {
    const withdrawing = { ...STATED_BOUNDS, withdrawals: 2 };
    for (const [name, allowed] of Object.entries(expectedOfOurs())) {
      const result = run(
        ours,
        name as WorldName,
        withdrawing,
        ALL_ASSUMPTIONS,
        ', person withdraws',
      );
      assert.deepEqual(result.violations, allowed);
      assert.ok(result.reports.includes('withdrawn'));
    }
  });

  it('drives every in-flight rule of the real table', () => {
    const pairs = new Set<string>();
    const watched = createOurPolicy({
      waitsForSettle: true,
      onPair: (state, event) => pairs.add(`${state} × ${event.type}`),
    });
    for (const name of WORLD_NAMES) {
      run(watched, name, { ...STATED_BOUNDS, withdrawals: 1 }, ALL_ASSUMPTIONS, ', watched');
    }
    for (const pair of [
      'QUEUED × prechecked',
      'WAITING × prechecked',
      'SENDING × answered',
      'SENDING × restarted',
      'UNKNOWN × read-back',
      'ACKED × read-back',
      'ACKED × restarted',
      'SENDING × cancel',
      'UNKNOWN × cancel',
      'WAITING × cancel',
    ]) {
      assert.ok(pairs.has(pair), `${pair} was never reached`);
    }
  });
});

function expectedOfOurs(): Readonly<Record<WorldName, readonly Violation[]>> {
  const row = EXPECTED.at(-1);
  assert.ok(row);
  return row[1];
}
