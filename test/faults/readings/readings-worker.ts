// Owns: a share of the readings family in a process of its own: `readings-worker.ts <first seed> <count>` prints the
// tally as JSON. Must not: be used otherwise than by readings-family.ts.
import { tallyPlans } from './tally-plans.ts';

const [first, count] = process.argv.slice(2).map(Number);
if (first === undefined || count === undefined) throw new Error('usage: <first seed> <count>');
console.log(JSON.stringify(await tallyPlans(first, count)));
