// Owns how API keys come about: key id and secret follow from the seed and a number.
import { makeId, makeToken } from '../ids.ts';
import type { ApiClient } from './model.ts';

// As long as the vendor's sample; HS256 wants at least 32 bytes.
const SECRET_CHARS = 54;

export function makeClient(
  seed: number,
  number: number,
  { account, name, atMs }: Readonly<{ account: string; name: string; atMs: number }>,
): ApiClient {
  return {
    kid: makeId(seed, 'key', number),
    account,
    name,
    description: null,
    admin: number === 0,
    disabled: false,
    secret: makeToken(seed, 0xe000_0000 + (number % 0x1000_0000), SECRET_CHARS),
    mayDecide: true,
    createdAt: atMs,
    updatedAt: atMs,
  };
}
