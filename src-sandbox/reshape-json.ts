// Owns changes to the JSON of an answer: unknown values, surplus fields, missing fields. Must leave
// anything that is not JSON as it is.
import type { Fault } from './faults.ts';

type JsonFault = Extract<Fault, { type: 'unknown-enum' | 'extra-fields' | 'missing-fields' }>;
type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Finds the object holding the last step of a dotted path. */
function reach(root: Json, path: string): { holder: Json; key: string } | undefined {
  const steps = path.split('.');
  const key = steps.pop();
  let holder: unknown = root;
  for (const step of steps) holder = isObject(holder) ? holder[step] : undefined;
  return key !== undefined && isObject(holder) ? { holder, key } : undefined;
}

function reshapeItem(item: unknown, fault: JsonFault): void {
  if (!isObject(item)) return;
  if (fault.type === 'extra-fields') {
    Object.assign(item, fault.fields);
    return;
  }
  for (const path of fault.type === 'missing-fields' ? fault.fields : [fault.field]) {
    const found = reach(item, path);
    if (!found) continue;
    if (fault.type === 'unknown-enum') found.holder[found.key] = fault.value;
    else Reflect.deleteProperty(found.holder, found.key);
  }
}

/** Applies a fault to a JSON object, or to every item of a JSON array. */
export function reshapeJson(body: Buffer, fault: JsonFault): Buffer {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    return body;
  }
  for (const item of Array.isArray(value) ? value : [value]) reshapeItem(item, fault);
  return Buffer.from(JSON.stringify(value));
}
