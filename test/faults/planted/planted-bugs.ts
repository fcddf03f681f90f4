// Owns: the bugs that are planted to see whether the tests bite: what each changes, what it breaks, and who must find it.
// Must not: be known to the app, which has no switch for any of them.
import type { Violations } from '../fault-family.ts';

/** Found by a seeded simulation as one of these violations, or by a named test. */
type Net =
  | { readonly kind: 'simulation'; readonly violations: readonly (keyof Violations)[] }
  | { readonly kind: 'test'; readonly file: string; readonly name: string };

export interface PlantedBug {
  readonly name: string;
  readonly breaks: string;
  /** Product file, from the project's root. */
  readonly file: string;
  /** Each text stands exactly once in the file; otherwise planting fails loudly. */
  readonly changes: readonly (readonly [from: string, to: string])[];
  readonly net: Net;
}

const OUTBOX = 'src-main/engine/outbox';
const simulation = (...violations: readonly (keyof Violations)[]): Net => ({
  kind: 'simulation',
  violations,
});

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'skip-commit-3',
    breaks: 'SENDING is stored with the answer instead of before the first byte',
    file: `${OUTBOX}/send.ts`,
    changes: [
      [
        `  failpoint('outbox.sending.before-commit', opId);`,
        `  failpoint('outbox.sending.before-commit', opId);
  const first = await work.opened.write(work.client, {
    deadlineMs: WRITE_DEADLINE_MS,
    signal: run.writeSignal,
  });`,
      ],
      [`await writeUntilAnswered(run, work);`, `await writeUntilAnswered(run, work, first);`],
      [
        `async function writeUntilAnswered(run: OutboxRun, work: WorkOp)`,
        `async function writeUntilAnswered(run: OutboxRun, work: WorkOp, first: WriteOutcome)`,
      ],
      [
        `const outcome = await work.opened.write(work.client, {`,
        `const outcome = !isTokenFresh ? first : await work.opened.write(work.client, {`,
      ],
    ],
    net: simulation('duplicatedEffects', 'falseFailures'),
  },
  {
    name: 'forget-sending-at-restart',
    breaks: 'what was being sent when the engine ended counts as not sent',
    file: `${OUTBOX}/transition.ts`,
    changes: [
      [
        `    restarted: (core) => ({
      ...enterUnknown(core, 'lost'),
      cause: 'engine-restarted',
    }),`,
        `    restarted: (core) =>
      move(core, 'engine-restarted', 'now', { state: 'WAITING', sentCount: core.sentCount - 1 }),`,
      ],
    ],
    net: simulation('duplicatedEffects', 'falseFailures'),
  },
  {
    name: 'skip-settle',
    breaks: 'an abandoned request counts as dead at once',
    file: `${OUTBOX}/settle.ts`,
    changes: [
      [`return deadlineMs + settleSeconds * 1000;`, `return 0 * (deadlineMs + settleSeconds);`],
    ],
    net: simulation('duplicatedEffects'),
  },
  {
    name: 'fault-means-not-applied',
    breaks: 'a 500 counts as not applied',
    file: `${OUTBOX}/answer-class.ts`,
    changes: [
      [`if (status >= 500) return 'server-fault';`, `if (status >= 500) return 'not-sent';`],
    ],
    net: simulation('duplicatedEffects'),
  },
  {
    name: 'retry-by-verb',
    breaks: 'a write without an answer is simply sent again, because PUT may be repeated',
    file: `${OUTBOX}/answer-class.ts`,
    changes: [
      [
        `if (outcome.kind === 'ambiguous') return 'lost';`,
        `if (outcome.kind === 'ambiguous') return 'not-sent';`,
      ],
    ],
    net: simulation('duplicatedEffects'),
  },
  {
    name: 'believe-every-503',
    breaks: 'an addition takes 429 and 503 at their word',
    file: `${OUTBOX}/transition.ts`,
    changes: [[`return core.class === 'goal'\n`, `return core.class !== null\n`]],
    // A gateway that defers, yet hands on later than the next look, is rarer than a simulation can count on.
    net: {
      kind: 'test',
      file: 'test/unit/outbox/explorer.test.ts',
      name: 'takes 429 and 503 at their word for a goal only',
    },
  },
  {
    name: 'normal-instead-of-full',
    breaks: 'the last commits may vanish in a power cut',
    file: 'src-main/engine/store/open.ts',
    changes: [
      [
        `    connection.readPragma('outbox.synchronous=FULL');
    assertPragma(connection.readPragma('outbox.synchronous'), 2);`,
        `    connection.readPragma('outbox.synchronous=NORMAL');`,
      ],
    ],
    // The journal beside the outbox brings back what a cut log forgot, so the loss itself no longer shows.
    net: {
      kind: 'test',
      file: 'test/engine/store-open.test.ts',
      name: 'keeps the outbox at FULL and the mirror at NORMAL, both in WAL',
    },
  },
  {
    name: 'ignore-base-hash',
    breaks: 'a decision is sent although the request is not the one that was looked at',
    file: `${OUTBOX}/kinds/reassign-decision.ts`,
    changes: [[`if (computeSeenHash(now) !== op.baseHash) {`, `if (op.baseHash === '') {`]],
    net: simulation('silentOverwrites'),
  },
  {
    name: 'believe-2xx',
    breaks: 'a yes is taken for the effect',
    file: `${OUTBOX}/transition.ts`,
    changes: [
      [
        `return move(core, 'answer-accepted', 'now', { state: 'ACKED', lastAnswer });`,
        `return rest({ ...core, lastAnswer }, 'CONFIRMED', 'verified');`,
      ],
    ],
    net: simulation('falseSuccesses'),
  },
  {
    name: 'append-without-read-back',
    breaks: 'an addition counts as done with the yes',
    file: `${OUTBOX}/transition.ts`,
    changes: [
      [
        `return move(core, 'answer-accepted', 'now', { state: 'ACKED', lastAnswer });`,
        `return core.class === 'append'
        ? rest({ ...core, lastAnswer }, 'CONFIRMED', 'verified')
        : move(core, 'answer-accepted', 'now', { state: 'ACKED', lastAnswer });`,
      ],
    ],
    net: simulation('falseSuccesses'),
  },
  {
    name: 'positional-without-look',
    breaks: 'a position is used although the list may have changed',
    file: `${OUTBOX}/send.ts`,
    changes: [
      [
        `const judged = fresh.opened.judgeBefore(reading.value, gatherFacts(run, fresh, reading));`,
        `const judged: Judged<PrecheckVerdict> =
    fresh.record.core.class === 'positional'
      ? { verdict: { is: 'as-reviewed' }, conflict: null }
      : fresh.opened.judgeBefore(reading.value, gatherFacts(run, fresh, reading));`,
      ],
    ],
    net: simulation('wrongTargets', 'silentOverwrites'),
  },
  {
    name: 'wrong-lane-order',
    breaks: 'the last item of a lane goes first',
    file: `${OUTBOX}/lanes.ts`,
    changes: [
      [
        `[...lanes.values()].flatMap(([first]) => {`,
        `[...lanes.values()].flatMap((lane) => {\n        const first = lane.at(-1);`,
      ],
    ],
    net: simulation('notAtRest'),
  },
  {
    name: 'two-at-once-in-a-lane',
    breaks: 'an item is taken up while it is being sent',
    file: `${OUTBOX}/dispatch.ts`,
    changes: [
      [`      if (active.has(getLaneKey(item))) continue;\n`, ``],
      [
        `    run.getBreaker(item.accountId).begin();`,
        `    run.getBreaker(item.accountId).begin();\n    queueMicrotask(() => void sendOp(run, item.opId).catch(() => {}));`,
      ],
    ],
    net: simulation('duplicatedEffects', 'notAtRest'),
  },
  {
    name: 'withdraw-what-is-leaving',
    breaks: 'a withdrawal of what is being sent is promised',
    file: `${OUTBOX}/transition.ts`,
    changes: [
      [
        `const recordCancel: Step<'cancel'> = (core) =>
  core.isCancelWanted`,
        `const recordCancel: Step<'cancel'> = (core) =>
  core.state === 'UNKNOWN' ? rest(core, 'CANCELLED', 'cancelled') : core.isCancelWanted`,
      ],
    ],
    net: simulation('falseFailures'),
  },
  {
    name: 'skip-read-guard',
    breaks: 'a read that began before our write shows the request as open again',
    file: `${OUTBOX}/read-guard.ts`,
    changes: [
      [
        `beganMonoMs >= (acknowledged.get(key) ?? -Infinity)`,
        `beganMonoMs >= (acknowledged.get(key) ?? 0) * 0`,
      ],
    ],
    net: simulation('falseFailures'),
  },
  {
    name: 'drop-on-parse-error',
    breaks: 'a row that cannot be understood is deleted',
    file: `${OUTBOX}/recover.ts`,
    changes: [
      [
        `      condemnRow(run, op);`,
        `      run.store.prepare('DELETE FROM outbox.op WHERE op_id = ?').run(op.opId);`,
      ],
    ],
    net: {
      kind: 'test',
      file: 'test/engine/outbox-restart.test.ts',
      name: 'keeps and shows a state of another version, and sends nothing',
    },
  },
  {
    name: 'no-epoch-fence',
    breaks: 'an older engine may still change items',
    file: 'src-main/engine/store/outbox/op-repo.ts',
    changes: [
      [
        `WHERE op_id = @opId AND owner_epoch = @epoch AND`,
        `WHERE op_id = @opId AND @epoch = @epoch AND`,
      ],
    ],
    net: {
      kind: 'test',
      file: 'test/engine/outbox-restart.test.ts',
      name: 'lets no older engine change an item',
    },
  },
  {
    name: 'follow-redirects',
    breaks: 'a write goes wherever an answer says',
    file: 'src-main/engine/remote/http.ts',
    changes: [
      [`import { Pool } from 'undici';`, `import { Pool, interceptors } from 'undici';`],
      [
        `const pool = call.method === 'GET' ? readPool : writePool;`,
        `const pool =
        call.method === 'GET'
          ? readPool
          : writePool.compose(interceptors.redirect({ maxRedirections: 3 }));`,
      ],
    ],
    net: {
      kind: 'test',
      file: 'test/engine/outbox-settle.test.ts',
      name: 'never follows a redirect of a write, and asks a person',
    },
  },
  {
    name: 'null-key-makes-a-new-one',
    breaks: 'a locked keychain counts as a first start',
    file: 'src-main/engine/store/key.ts',
    changes: [[`if (hasDatabase(folder)) throw createUnavailable('missing-or-locked');`, ``]],
    net: {
      kind: 'test',
      file: 'test/faults/null-key.test.ts',
      name: 'makes no second key beside a database when the keychain answers nothing',
    },
  },
];

export function findPlantedBug(name: string): PlantedBug {
  const bug = PLANTED_BUGS.find((one) => one.name === name);
  if (bug === undefined) throw new Error(`no planted bug "${name}"`);
  return bug;
}
