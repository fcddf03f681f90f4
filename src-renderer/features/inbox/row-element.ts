// Owns: the id of a row's element, which aria-activedescendant names.
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

export function nameRowElement(key: RequestKey): string {
  return `request-${key}`;
}
