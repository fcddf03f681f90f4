// Owns: throw-away X.509 certificates for TLS tests, made on the spot. Must not: be used by the app.
import { generateKeyPairSync, sign } from 'node:crypto';

export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

const OID_COMMON_NAME = '0603550403';
const OID_ECDSA_SHA256 = '06082a8648ce3d040302';
const OID_SUBJECT_ALT_NAME = '0603551d11';
const OID_BASIC_CONSTRAINTS = '0603551d13';

/** A self-signed certificate (its own authority) for one DNS name, valid between the two times. */
export function makeTestCertificate(
  host: string,
  from = new Date(Date.now() - 86_400_000),
  until = new Date(Date.now() + 86_400_000),
): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = wrap(0x30, Buffer.from(OID_ECDSA_SHA256, 'hex'));
  const commonName = wrap(0x30, Buffer.from(OID_COMMON_NAME, 'hex'), wrap(0x0c, Buffer.from(host)));
  const name = wrap(0x30, wrap(0x31, commonName));
  const altName = writeExtension(OID_SUBJECT_ALT_NAME, wrap(0x30, wrap(0x82, Buffer.from(host))));
  const authority = writeExtension(
    OID_BASIC_CONSTRAINTS,
    wrap(0x30, wrap(0x01, Buffer.from([0xff]))),
  );
  const body = wrap(
    0x30,
    wrap(0xa0, wrap(0x02, Buffer.from([2]))),
    wrap(0x02, Buffer.from([1])),
    algorithm,
    name,
    wrap(0x30, writeTime(from), writeTime(until)),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    wrap(0xa3, wrap(0x30, altName, authority)),
  );
  const signature = wrap(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const lines = wrap(0x30, body, algorithm, signature)
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  };
}

function writeExtension(oid: string, value: Buffer): Buffer {
  return wrap(0x30, Buffer.from(oid, 'hex'), wrap(0x04, value));
}

function writeTime(time: Date): Buffer {
  return wrap(0x18, Buffer.from(time.toISOString().replaceAll(/[-:T]|\.\d+/g, '')));
}

/** One DER element: tag, length, content. */
function wrap(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
