// The page is sealed: no Node, no network, no foreign script, no file; the bridge is all it has.
import { expect, test } from '../support/desk-app.ts';
import { startLoopbackSink } from '../support/loopback-sink.ts';

/** The built app has no dev server, so its policy is the strict one. */
const POLICY = new Map([
  ['default-src', "'none'"],
  ['script-src', "'self'"],
  ['style-src', "'self'"],
  ['img-src', "'self' data:"],
  ['font-src', "'self'"],
  ['connect-src', "'none'"],
  ['base-uri', "'none'"],
  ['form-action', "'none'"],
  ['frame-ancestors', "'none'"],
  ['require-trusted-types-for', "'script'"],
  ['trusted-types', 'default'],
]);

test('every page ever made is sandboxed, isolated and without Node', async ({ desk }) => {
  const preferences = await desk.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((page) => {
      // The full set is on the object; the types name a few only.
      const read = page as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return read.getLastWebPreferences();
    }),
  );
  expect(preferences).toHaveLength(1);
  for (const own of preferences) {
    expect(own).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
    });
  }
  const types = await desk.page.evaluate(() => {
    const names = ['require', 'process', 'Buffer', 'module', 'global', 'setImmediate', 'electron'];
    return names.map((name) => typeof Reflect.get(globalThis, name));
  });
  expect(new Set(types)).toEqual(new Set(['undefined']));
});

test('the page lives on its own scheme, with the strict policy as a header', async ({ desk }) => {
  expect(await desk.page.evaluate(() => window.location.href)).toBe('app://desk/index.html');
  const header = await desk.app.evaluate(async ({ session }) => {
    const answer = await session.defaultSession.fetch('app://desk/index.html');
    return answer.headers.get('content-security-policy') ?? '';
  });
  const policy = new Map(
    header.split(';').map((part): [string, string] => {
      const [name = '', ...values] = part.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );
  expect(policy).toEqual(POLICY);
});

test('no way out of the page reaches a server, not even on this computer', async ({ desk }) => {
  const sink = await startLoopbackSink();
  const outcomes = await desk.page.evaluate(
    async ({ url, port }) => {
      const settle = (work: () => unknown): Promise<string> =>
        new Promise((resolve) => {
          setTimeout(() => resolve('silent'), 1_500);
          try {
            Promise.resolve(work()).then(
              () => resolve('done'),
              () => resolve('refused'),
            );
          } catch {
            resolve('refused');
          }
        });
      const load = (tag: string, attribute: string, address: string): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const element = document.createElement(tag);
          element.addEventListener('load', resolve);
          element.addEventListener('error', reject);
          try {
            element.setAttribute(attribute, address);
            if (tag === 'link') element.setAttribute('rel', 'stylesheet');
          } catch (error) {
            reject(error instanceof Error ? error : new Error('refused'));
          }
          document.body.append(element);
        });
      const socket = (made: EventTarget): Promise<unknown> =>
        new Promise((resolve, reject) => {
          made.addEventListener('open', resolve);
          made.addEventListener('error', reject);
        });
      const attempts: Record<string, () => unknown> = {
        fetch: () => fetch(url),
        fetchNoCors: () => fetch(url, { mode: 'no-cors' }),
        request: () =>
          new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.addEventListener('load', resolve);
            request.addEventListener('error', reject);
            request.open('GET', url);
            request.send();
          }),
        socket: () => socket(new WebSocket(`ws://127.0.0.1:${port}`)),
        events: () => socket(new EventSource(url)),
        image: () => load('img', 'src', `${url}/x.png`),
        style: () => load('link', 'href', `${url}/x.css`),
        script: () => load('script', 'src', `${url}/x.js`),
        video: () => load('video', 'src', `${url}/x.mp4`),
        object: () => load('object', 'data', `${url}/x`),
        worker: () => socket(new Worker(`${url}/x.js`)),
        serviceWorker: () => navigator.serviceWorker.register(`${url}/x.js`),
      };
      const results: Record<string, string> = {};
      for (const [name, attempt] of Object.entries(attempts)) results[name] = await settle(attempt);
      navigator.sendBeacon(url, 'x');
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      const prefetch = document.createElement('link');
      prefetch.rel = 'prefetch';
      prefetch.href = url;
      document.head.append(prefetch);
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
      peer.createDataChannel('x');
      await peer.setLocalDescription(await peer.createOffer());
      await new Promise((resolve) => setTimeout(resolve, 300));
      peer.close();
      return results;
    },
    { url: sink.url, port: sink.port },
  );
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome === 'done')).toEqual([]);
  expect(sink.hitCount).toBe(0);

  // A page without our policy would still have no network: the session itself refuses.
  const blocked = await desk.app.evaluate(async ({ BrowserWindow }, url) => {
    const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    const outcome = await other.loadURL(url).then(
      () => 'loaded',
      (error: unknown) => String(error),
    );
    other.destroy();
    return outcome;
  }, sink.url);
  expect(blocked).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(sink.hitCount).toBe(0);
  await sink.close();
});

test('text never becomes script: inline, eval, handlers and javascript addresses', async ({
  desk,
}) => {
  const outcomes = await desk.page.evaluate(async () => {
    const marks = globalThis as { ran?: string[] };
    marks.ran = [];
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(event.effectiveDirective);
    });
    const tries: Record<string, () => void> = {
      // oxlint-disable-next-line no-eval -- what must fail
      eval: () => globalThis.eval('ran.push("eval")'),
      // oxlint-disable-next-line no-implied-eval, no-new-func -- what must fail
      function: () => void new Function('ran.push("function")')(),
      // oxlint-disable-next-line no-implied-eval -- what must fail
      timer: () => void setTimeout('ran.push("timer")' as unknown as () => void, 0),
      inline: () => {
        const script = document.createElement('script');
        script.append('ran.push("inline")');
        document.body.append(script);
      },
      html: () => (document.body.innerHTML += '<img src=x onerror="ran.push(1)">'),
      handler: () => {
        const box = document.createElement('button');
        box.setAttribute('onclick', 'ran.push("handler")');
        document.body.append(box);
        box.click();
      },
      address: () => {
        const link = document.createElement('a');
        link.href = 'javascript:ran.push("address")';
        document.body.append(link);
        link.click();
      },
    };
    for (const attempt of Object.values(tries)) {
      // In a task of its own: what the test tool evaluates may bypass the policy.
      await new Promise<void>((resolve) => {
        setTimeout(() => {
          try {
            attempt();
          } catch {
            // Refused, as it should be.
          }
          setTimeout(resolve, 50);
        }, 0);
      });
    }
    return { ran: marks.ran, violations };
  });
  expect(outcomes.ran).toEqual([]);
  expect(outcomes.violations.length).toBeGreaterThanOrEqual(4);
});

test('no address leads to a file outside the page', async ({ desk }) => {
  const addresses = [
    'file:///etc/passwd',
    'app://desk/../package.json',
    'app://desk/%2e%2e/main/shell.js',
    'app://desk/..%2fmain%2fshell.js',
    'app://desk/..%5cmain%5cshell.js',
    'app://desk/index.html%00.js',
    'app://desk//etc/passwd',
    `app://desk/${'x'.repeat(9_000)}.js`,
    'app://other/index.html',
  ];
  const statuses = await desk.app.evaluate(async ({ session }, list) => {
    const results: string[] = [];
    for (const address of list) {
      const result = await session.defaultSession.fetch(address).then(
        async (answer) => (answer.ok ? `read ${(await answer.text()).length}` : 'refused'),
        () => 'refused',
      );
      results.push(result);
    }
    return results;
  }, addresses);
  expect(statuses).toEqual(addresses.map(() => 'refused'));
});

test('the bridge is two frozen functions and nothing else', async ({ desk }) => {
  const surface = await desk.page.evaluate(() => {
    const bridge = window.desk as unknown as Record<string, unknown>;
    const before = bridge['call'];
    const attempts = [
      () => Object.defineProperty(window, 'desk', { value: 1 }),
      () => Object.assign(bridge, { call: 1 }),
      () => Object.defineProperty(bridge, 'extra', { value: 1 }),
      () => Reflect.deleteProperty(bridge, 'call'),
      () => Object.setPrototypeOf(bridge, { invoke: 1 }),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {
        // Frozen, as it should be.
      }
    }
    return {
      names: Object.getOwnPropertyNames(bridge).toSorted((a, b) => a.localeCompare(b)),
      types: Object.values(bridge).map((value) => typeof value),
      isFrozen: Object.isFrozen(bridge),
      isSame: (window.desk as unknown as Record<string, unknown>)['call'] === before,
    };
  });
  expect(surface).toEqual({
    names: ['call', 'subscribe'],
    types: ['function', 'function'],
    isFrozen: true,
    isSame: true,
  });
});

test('a page that bends its own prototypes learns nothing of what is behind the bridge', async ({
  desk,
}) => {
  const caught = await desk.page.evaluate(async () => {
    const seen: string[] = [];
    const note = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const name of ['invoke', 'sendSync', 'sender', 'ipcRenderer', 'ports']) {
        // What the page itself pushes meanwhile inherits the bent `invoke`, which yields nothing.
        if (Reflect.get(value, name) !== undefined) seen.push(name);
      }
    };
    const { push } = Array.prototype;
    // oxlint-disable-next-line no-extend-native -- the attack under test
    Array.prototype.push = function pushAndLook(...items: unknown[]): number {
      for (const item of items) note(item);
      return Reflect.apply<typeof this, unknown[], number>(push, this, items);
    };
    // oxlint-disable-next-line no-extend-native -- the attack under test
    Object.defineProperty(Object.prototype, 'invoke', {
      configurable: true,
      set(value: unknown) {
        note({ invoke: value });
      },
    });
    const end = window.desk.subscribe('status.changed', (...args: unknown[]) => {
      for (const arg of args) note(arg);
    });
    await window.desk.call('shell.info', null);
    end();
    // oxlint-disable-next-line no-extend-native -- put back
    Array.prototype.push = push;
    Reflect.deleteProperty(Object.prototype, 'invoke');
    return seen;
  });
  expect(caught).toEqual([]);
});

test('developer tools cannot be opened in the built app', async ({ desk }) => {
  const isOpen = await desk.app.evaluate(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents;
    page?.openDevTools();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return page?.isDevToolsOpened();
  });
  expect(isOpen).toBe(false);
});
