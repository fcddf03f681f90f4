// Owns: counting in English; the catalogue's own plural, so that it does not depend on the page's locale.
import { createFormatter } from '../format.ts';

const formatter = createFormatter('en');

/** "1 decision", "2 decisions". */
export function count(value: number, one: string, other: string): string {
  return formatter.plural(value, { one: `# ${one}`, other: `# ${other}` });
}

/** "1,204" */
export function writeNumber(value: number): string {
  return formatter.number(value);
}
