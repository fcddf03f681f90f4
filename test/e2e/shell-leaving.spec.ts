// The page stays where it is: no navigation, no second window, no permission.
import { expect, test } from '../support/desk-app.ts';
import { startLoopbackSink } from '../support/loopback-sink.ts';

test('no attempt to navigate or open a window succeeds', async ({ desk }) => {
  const sink = await startLoopbackSink();
  const before = desk.page.url();
  await desk.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as { opened?: string[] }).opened = opened;
    shell.openExternal = (url: string) => Promise.resolve(void opened.push(url));
  });
  const targets = [
    sink.url,
    'https://sign.example.com/',
    'file:///etc/passwd',
    'data:text/html,<title>moved</title>',
    'javascript:document.title="moved"',
    'signing-desk://reassign/0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d',
    'app://desk/assets/nothing.html',
    'ms-settings:',
  ];
  for (const target of targets) {
    await desk.page.evaluate(async (address) => {
      const follow = (make: () => void): void => {
        try {
          make();
        } catch {
          // Refused before it began.
        }
      };
      const link = document.createElement('a');
      link.href = address;
      document.body.append(link);
      const form = document.createElement('form');
      form.action = address;
      document.body.append(form);
      follow(() => window.open(address));
      follow(() => window.open(address, '_self'));
      follow(() => window.location.assign(address));
      follow(() => window.location.replace(address));
      follow(() => link.click());
      link.target = '_blank';
      follow(() => link.click());
      follow(() => form.submit());
      const refresh = document.createElement('meta');
      refresh.httpEquiv = 'refresh';
      refresh.content = `0;url=${address}`;
      document.head.append(refresh);
      await new Promise((resolve) => setTimeout(resolve, 100));
      link.remove();
      form.remove();
      refresh.remove();
    }, target);
    expect(desk.page.url(), target).toBe(before);
  }
  const after = await desk.app.evaluate(({ BrowserWindow }) => ({
    windows: BrowserWindow.getAllWindows().length,
    opened: (globalThis as { opened?: string[] }).opened,
    title: BrowserWindow.getAllWindows()[0]?.getTitle(),
  }));
  expect(after).toEqual({ windows: 1, opened: [], title: 'Signing Desk' });
  expect(sink.hitCount).toBe(0);
  await sink.close();
});

test('a page that blanks itself is brought home again', async ({ desk }) => {
  const before = desk.page.url();
  await desk.page.evaluate(() => {
    setTimeout(() => window.location.replace('about:blank'), 0);
  });
  await expect.poll(() => desk.readLog().some(({ event }) => event === 'page.strayed')).toBe(true);
  await expect.poll(() => desk.page.url()).toBe(before);
});

test('a file or link dropped on the window changes nothing', async ({ desk }) => {
  const before = desk.page.url();
  const session = await desk.page.context().newCDPSession(desk.page);
  const drops = [
    { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 },
    {
      items: [{ mimeType: 'text/uri-list', data: 'https://sign.example.com/' }],
      files: [],
      dragOperationsMask: 1,
    },
  ];
  for (const data of drops) {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    }
  }
  await desk.page.waitForFunction(() => document.readyState === 'complete');
  expect(desk.page.url()).toBe(before);
  expect(desk.app.windows()).toHaveLength(1);
});

test('every permission is denied', async ({ desk }) => {
  const states = await desk.page.evaluate(async () => {
    const names = [
      'accelerometer',
      'ambient-light-sensor',
      'background-fetch',
      'background-sync',
      'camera',
      'clipboard-read',
      'clipboard-write',
      'display-capture',
      'geolocation',
      'gyroscope',
      'idle-detection',
      'keyboard-lock',
      'local-fonts',
      'magnetometer',
      'microphone',
      'midi',
      'nfc',
      'notifications',
      'payment-handler',
      'persistent-storage',
      'pointer-lock',
      'screen-wake-lock',
      'speaker-selection',
      'storage-access',
      'window-management',
    ];
    const results: Record<string, string> = {};
    for (const name of names) {
      results[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
        (status) => status.state,
        () => 'unknown',
      );
    }
    return results;
  });
  const granted = Object.entries(states).filter(([, state]) => state === 'granted');
  expect(granted).toEqual([]);

  const attempts = await desk.page.evaluate(async () => {
    const attempt = (work: () => Promise<unknown>): Promise<string> => {
      const limit = new Promise<string>((resolve) => setTimeout(() => resolve('silent'), 2_000));
      const run = async (): Promise<string> => {
        try {
          const value = await work();
          return value === 'denied' || value === false ? 'refused' : 'given';
        } catch {
          return 'refused';
        }
      };
      return Promise.race([run(), limit]);
    };
    const modern = navigator as unknown as Record<
      string,
      Record<string, (x?: unknown) => Promise<unknown>>
    >;
    return {
      camera: await attempt(() => navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await attempt(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      display: await attempt(() => navigator.mediaDevices.getDisplayMedia()),
      place: await attempt(
        () =>
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, reject),
          ),
      ),
      notification: await attempt(() => Notification.requestPermission()),
      clipboardRead: await attempt(() => navigator.clipboard.readText()),
      usb: await attempt(async () => modern['usb']?.['requestDevice']?.({ filters: [] }) ?? false),
      serial: await attempt(async () => modern['serial']?.['requestPort']?.() ?? false),
      hid: await attempt(async () => {
        const devices = await modern['hid']?.['requestDevice']?.({ filters: [] });
        return Array.isArray(devices) && devices.length > 0;
      }),
      midi: await attempt(() => navigator.requestMIDIAccess({ sysex: true })),
    };
  });
  expect(Object.entries(attempts).filter(([, outcome]) => outcome === 'given')).toEqual([]);
});
