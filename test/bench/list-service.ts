// Owns: a bare service in its own process that answers the list with one prepared body. Must not: think.
// Argument: how many requests. Tells its parent the port.
import { createServer } from 'node:http';
import { createBenchRandom, makeBenchRequest } from './bench-requests.ts';
import type { AddressInfo } from 'node:net';

const count = Number(process.argv[2]);
const random = createBenchRandom(7);
const parts: Buffer[] = [];
for (let index = 0; index < count; index += 1) {
  const text = JSON.stringify(makeBenchRequest(index, random));
  parts.push(Buffer.from((index === 0 ? '[' : ',') + text));
}
parts.push(Buffer.from(count === 0 ? '[]' : ']'));
const body = Buffer.concat(parts);

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port, bytes: body.length });
});
process.on('disconnect', () => process.exit(0));
