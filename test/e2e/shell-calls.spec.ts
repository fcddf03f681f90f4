// The call channel trusts nobody: whose page, which frame, how large, how often, by whose hand.
import fc from 'fast-check';
import { ERROR_CODES } from '../../src-shared/contract/errors.ts';
import { ROUTES } from '../../src-shared/contract/routes.ts';
import { expect, test } from '../support/desk-app.ts';
import type { DeskApp } from '../support/desk-app.ts';

type Answer = { ok: boolean; error?: { code: string } };
/** The bridge without its types: what a page can really try. */
type LooseBridge = { call: (this: void, route: unknown, input: unknown) => Promise<Answer> };

/** Calls from the page with no key or click behind it, as a script that slipped in would. */
function callWithoutGesture(desk: DeskApp, route: string, input: unknown): Promise<Answer> {
  return desk.app.evaluate(
    ({ BrowserWindow }, [name, value]) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents;
      const code = `window.desk.call(${JSON.stringify(name)}, ${JSON.stringify(value)})`;
      return page?.executeJavaScript(code, false) as Promise<Answer>;
    },
    [route, input] as const,
  );
}

test('a frame inside the page has no bridge', async ({ desk }) => {
  const types = await desk.page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentWindow as unknown as Record<string, unknown> | null;
    const type = typeof inner?.['desk'];
    frame.remove();
    return [typeof window.desk, type];
  });
  expect(types).toEqual(['object', 'undefined']);
});

test('another window with the same preload is refused', async ({ desk }) => {
  const answer = await desk.app.evaluate(async ({ app, BrowserWindow }) => {
    const path = process.getBuiltinModule('node:path');
    const preload = path.join(app.getAppPath(), 'out/preload/index.cjs');
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await other.loadURL('app://desk/index.html');
    const result: unknown = await other.webContents.executeJavaScript(
      `window.desk.call('shell.info', null)`,
    );
    other.destroy();
    return result;
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } });
});

test('the own window is refused when something else is in it', async ({ desk }) => {
  const answer = await desk.app.evaluate(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents;
    // Without this the window would go home at once, and there would be nothing to refuse.
    page?.removeAllListeners('did-navigate');
    await page?.loadURL('data:text/html,<title>other</title>').catch(() => {});
    return page?.executeJavaScript(`window.desk.call('shell.info', null)`) as Promise<unknown>;
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } });
});

test('deciding needs a key or a click of a person', async ({ launcher }) => {
  const desk = await launcher.launch();
  const key = 'account/0b1c2d3e';
  const input = {
    key,
    seenHash: '0'.repeat(64),
    decision: { kind: 'approve', message: null },
  };
  const wanted = { type: 'SERIAL', recipients: [] };
  const routes: Record<string, unknown> = {
    'reassignRequest.decide': input,
    'reassignRequest.decideMany': { items: [input] },
    'reassignRequest.openInSign': { key },
    'workflow.submit': { key: 'account/7001', baseHash: '0'.repeat(64), wanted },
    'workflow.planAgain': { opId: '6b0a6a0e-1c1e-4a57-9a5c-2d8a2f1f6a11' },
    'shell.copyText': { text: 'x' },
  };
  // What the test tool evaluates counts as a gesture for some seconds; first they must pass.
  const readActivation = (): Promise<unknown> =>
    desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'navigator.userActivation.isActive',
        false,
      ),
    );
  await expect.poll(readActivation).toBe(false);
  for (const [route, value] of Object.entries(routes)) {
    const answer = await callWithoutGesture(desk, route, value);
    expect(answer, route).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } });
  }
  expect(await callWithoutGesture(desk, 'shell.info', null)).toMatchObject({ ok: true });
  // The same call right after a real click is let through (here to a route whose effect can be seen).
  await desk.page.mouse.click(5, 5);
  const copied = await callWithoutGesture(desk, 'shell.copyText', { text: 'copied by a person' });
  expect(copied).toEqual({ ok: true, value: null });
  expect(await desk.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(
    'copied by a person',
  );
});

test('inputs that are too large or cannot be carried get a coded answer', async ({ desk }) => {
  const codes = await desk.page.evaluate(async () => {
    const { call } = window.desk as unknown as LooseBridge;
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const inputs: [unknown, unknown][] = [
      ['desk.status', 'x'.repeat(5 * 1024 * 1024)],
      ['desk.status', cycle],
      ['desk.status', 10n],
      ['desk.status', () => 1],
      ['no.such.route', null],
      ['__proto__', null],
      ['constructor', null],
      [{ toString: () => 'desk.status' }, null],
      ['shell.setTheme', { theme: 'pink' }],
      ['shell.copyText', { text: 1, extra: true }],
    ];
    const results: string[] = [];
    for (const [route, input] of inputs) {
      const answer = await call(route, input);
      results.push(answer.ok ? 'ok' : (answer.error?.code ?? ''));
    }
    return results;
  });
  expect(codes).toEqual([
    'TOO_LARGE',
    'BAD_INPUT',
    'BAD_INPUT',
    'BAD_INPUT',
    'UNKNOWN_ROUTE',
    'UNKNOWN_ROUTE',
    'UNKNOWN_ROUTE',
    'BAD_INPUT',
    'BAD_INPUT',
    'BAD_INPUT',
  ]);
});

test('a flood of calls is stopped with a code, and calm calls work again', async ({ desk }) => {
  const codes = await desk.page.evaluate(async () => {
    const calls = Array.from({ length: 2_000 }, () => window.desk.call('shell.info', null));
    const answers = await Promise.all(calls);
    return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
  });
  expect(new Set(codes)).toEqual(new Set(['ok', 'TOO_MANY_CALLS']));
  await expect
    .poll(() => desk.page.evaluate(async () => (await window.desk.call('shell.info', null)).ok))
    .toBe(true);
});

test('whatever is sent on the channel, the answer is a coded one and nothing crashes', async ({
  desk,
}) => {
  const withEffect = ['shell.quit', 'shell.beginTable', 'practice.start', 'practice.leave'];
  const routes = Object.keys(ROUTES).filter((name) => !withEffect.includes(name));
  const odd = fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    -1,
    1e308,
    '',
    '\u0000',
    '‮',
    [],
  );
  const value = fc.oneof(odd, fc.jsonValue({ maxDepth: 4 }));
  const input = fc.oneof(
    value,
    fc.dictionary(fc.constantFrom('key', 'text', 'theme', '__proto__', 'limit', 'opId'), value),
  );
  const route = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...routes) },
    { weight: 1, arbitrary: fc.string() },
  );
  // The page may be there before its engine.
  await desk.page.evaluate(() => window.desk.call('desk.status', null));
  const enginePid = desk.readEnginePid();
  const samples = fc.sample(fc.tuple(route, input), { numRuns: 300, seed: 20_251_121 });
  const answers = await desk.page.evaluate(
    async (list) => {
      const { call } = window.desk as unknown as LooseBridge;
      const results: Answer[] = [];
      for (const [name, value] of list) {
        results.push(await call(name, value));
        await new Promise((resolve) => setTimeout(resolve, 6));
      }
      return results;
    },
    samples as [string, never][],
  );
  const unexpected = answers.filter(
    (answer) => !answer.ok && !Object.hasOwn(ERROR_CODES, answer.error?.code ?? ''),
  );
  expect(unexpected, 'seed 20251121').toEqual([]);
  expect(answers.every((answer) => typeof answer.ok === 'boolean')).toBe(true);
  expect(desk.readEnginePid()).toBe(enginePid);
});
