// Owns: tiny servers for the explorer, one per operation class: what our write does to them, what a colleague may
// do, and how a reading is judged. Must not: know a policy or the network.
import type { PrecheckVerdict, ReadBackVerdict } from '../../src-main/engine/outbox/op-core.ts';
import type { OutboxClass } from '../../src-shared/domain/outbox-item.ts';

/** What one arrival of our write did. */
export interface Arrival<S> {
  readonly server: S;
  readonly isApplied: boolean;
  readonly isOverwrite: boolean;
  readonly isWrongTarget: boolean;
}

export interface ServerWorld<S> {
  readonly name: string;
  readonly opClass: OutboxClass;
  readonly initial: S;
  /** Our write arrives once. Not applied = the server refuses it with a reason. */
  arrive(server: S): Arrival<S>;
  /** Every single thing a colleague may do now. */
  listColleagueActs(server: S): readonly S[];
  isWanted(server: S): boolean;
  judgeBefore(base: S, now: S): PrecheckVerdict;
  judgeAfter(pre: S, now: S): ReadBackVerdict;
}

export interface GoalServer {
  readonly state: 'pending' | 'approved' | 'declined';
  readonly by: 'nobody' | 'us' | 'colleague';
}

/** One reassign request; our write approves it. `acceptsSecond`: a second decision overwrites the first (R1). */
export function createGoalWorld(acceptsSecond: boolean): ServerWorld<GoalServer> {
  const isWanted = (server: GoalServer): boolean => server.state === 'approved';
  return {
    name: acceptsSecond ? 'goal, 2nd accepted' : 'goal, 2nd refused',
    opClass: 'goal',
    initial: { state: 'pending', by: 'nobody' },
    arrive(server) {
      const isApplied = server.state === 'pending' || acceptsSecond;
      return {
        server: isApplied ? { state: 'approved', by: 'us' } : server,
        isApplied,
        isOverwrite: isApplied && server.by === 'colleague',
        isWrongTarget: false,
      };
    },
    listColleagueActs(server) {
      if (server.state !== 'pending' && !acceptsSecond) return [];
      return [
        { state: 'approved', by: 'colleague' },
        { state: 'declined', by: 'colleague' },
      ];
    },
    isWanted,
    judgeBefore(base, now) {
      if (isWanted(now)) return { is: 'goal-met' };
      if (now.state === base.state) return { is: 'as-reviewed' };
      return { is: 'conflict', why: 'decided-otherwise' };
    },
    judgeAfter(_pre, now) {
      if (isWanted(now)) return { is: 'applied' };
      if (now.state === 'pending') return { is: 'not-applied' };
      return { is: 'conflict', why: 'decided-otherwise' };
    },
  };
}

/** A workflow as a list of people; our write appends `p`. Two `p` of ours = the person is invited twice. */
export function createAppendWorld(): ServerWorld<readonly string[]> {
  const count = (list: readonly string[]): number => list.filter((name) => name === 'p').length;
  return {
    name: 'append',
    opClass: 'append',
    initial: ['a'],
    arrive: (server) => ({
      server: [...server, 'p'],
      isApplied: true,
      isOverwrite: false,
      isWrongTarget: false,
    }),
    listColleagueActs: (server) => [[...server, 'p'], [...server, 'x'], server.slice(1)],
    isWanted: (server) => count(server) > 0,
    judgeBefore: (base, now) =>
      isSameList(base, now)
        ? { is: 'as-reviewed' }
        : { is: 'conflict', why: 'changed-since-review' },
    judgeAfter(pre, now) {
      if (isSameList(now, [...pre, 'p'])) return { is: 'applied' };
      if (isSameList(now, pre)) return { is: 'not-applied' };
      if (count(now) > count(pre) + 1) return { is: 'misdirected' };
      return { is: 'conflict', why: 'changed-since-review' };
    },
  };
}

/** A workflow as a list; our write deletes the second row, meant for `b`, by its position alone. */
export function createPositionalWorld(): ServerWorld<readonly string[]> {
  const index = 1;
  const remove = (list: readonly string[]): readonly string[] => list.toSpliced(index, 1);
  return {
    name: 'delete by position',
    opClass: 'positional',
    initial: ['a', 'b', 'c'],
    arrive(server) {
      const hit = server[index];
      return {
        server: hit === undefined ? server : remove(server),
        isApplied: hit !== undefined,
        isOverwrite: false,
        isWrongTarget: hit !== undefined && hit !== 'b',
      };
    },
    listColleagueActs: (server) => [['x', ...server], server.slice(1)],
    isWanted: (server) => !server.includes('b'),
    judgeBefore: (base, now) =>
      isSameList(base, now)
        ? { is: 'as-reviewed' }
        : { is: 'conflict', why: 'changed-since-review' },
    judgeAfter(pre, now) {
      if (isSameList(now, remove(pre))) return { is: 'applied' };
      if (isSameList(now, pre)) return { is: 'not-applied' };
      // Somebody else is missing while the one we meant is still there.
      const isOtherGone = pre.some((name) => name !== 'b' && !now.includes(name));
      if (isOtherGone && now.includes('b')) return { is: 'misdirected' };
      return { is: 'conflict', why: 'changed-since-review' };
    },
  };
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
