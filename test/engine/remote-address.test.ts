import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createGuardedLookup,
  parseBaseAddress,
} from '../../src-main/engine/remote/base-address.ts';

describe('addresses', () => {
  const findCode = (text: string): string => {
    try {
      return parseBaseAddress(text).origin;
    } catch (error) {
      return (error as { error: { code: string } }).error.code;
    }
  };

  it('must be https, but for loopback, and hold only host and path', () => {
    assert.equal(findCode('https://api.example.com/sign/v1/'), 'https://api.example.com');
    assert.equal(findCode('http://127.0.0.1:4010/sign/v1'), 'http://127.0.0.1:4010');
    assert.equal(findCode('http://[::1]:1'), 'http://[::1]:1');
    assert.equal(findCode('http://api.example.com'), 'ADDRESS_NOT_HTTPS');
    const refused = [
      '',
      'ftp://x',
      'https://u:p@x.example',
      'https://x.example/?a',
      'https://x.example/#a',
      'javascript:1',
    ];
    for (const text of refused) assert.equal(findCode(text), 'ADDRESS_INVALID', text);
  });

  it('refuse private networks in every way of writing them', () => {
    const hosts = [
      '10.0.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '0xa000001',
      '167772161',
      '012.0.0.1',
      '0.0.0.0',
      '[::ffff:10.0.0.1]',
      '[fd00::1]',
      '[fe80::1]',
      '[::]',
      '[64:ff9b::a00:1]',
      '100.64.0.1',
    ];
    for (const host of hosts) assert.equal(findCode(`https://${host}/`), 'ADDRESS_INVALID', host);
  });

  it('refuse a public name that leads to loopback, at connect time', async () => {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      createGuardedLookup(false)('localhost', {}, (failure) => resolve(failure));
    });
    assert.equal(error?.code, 'DESK_ADDRESS_REFUSED');
  });
});
