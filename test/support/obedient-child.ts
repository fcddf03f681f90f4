// Owns: a child that speaks the shell's protocol and does what a test tells it: the engine's part.
// Must not: be used by the app; it stands in for a program at the other end of the pipe, in a real process.
type Message = Readonly<Record<string, unknown>> & { readonly kind: string };

const say = (message: unknown): void => void process.send?.(message);
let isDeaf = false;

function receive(message: Message): void {
  if (isDeaf) return;
  if (message.kind === 'start') start(message);
  else if (message.kind === 'ping') say({ kind: 'pong', id: message['id'] });
  else if (message.kind === 'stop') process.exit(0);
  else if (message.kind === 'call') answer(message);
  else if (message.kind === 'host.answer') {
    say({ kind: 'event', name: 'host.answered', payload: message['result'] });
  }
}

function start(message: Message): void {
  const service = String(message['keychainService']);
  if (service === 'crash at start') process.exit(7);
  if (service === 'never says hello') return;
  const protocol = service === 'other protocol' ? 999 : message['protocol'];
  say({ kind: 'hello', protocol, pid: process.pid });
}

function answer(message: Message): void {
  const { id, route, input } = message;
  if (route === 'crash') process.exit(9);
  if (route === 'never') return;
  if (route === 'hang') {
    isDeaf = true;
    return;
  }
  if (route === 'environment') {
    say({ kind: 'answer', id, result: { ok: true, value: { ...process.env } } });
    return;
  }
  if (route === 'ask') {
    const { name, input: asked } = input as { name: string; input: unknown };
    say({ kind: 'host.ask', id: 1, name, input: asked });
  }
  say({ kind: 'event', name: 'test.called', payload: route });
  say({ kind: 'answer', id, result: { ok: true, value: input } });
}

process.on('message', (message) => receive(message as Message));
process.on('disconnect', () => process.exit(0));
