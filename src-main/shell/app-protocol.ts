// Owns: the page's own scheme `app://desk/`: which file answers which address, and the headers of every answer.
// Must not: import electron, or serve anything outside the page's folder.
import { readFile, realpath } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://desk';
export const APP_ENTRY_URL = `${APP_ORIGIN}/index.html`;

/**
 * No network, no inline script or style element, no eval, no frames. Inline style *attributes* that React sets
 * go through the CSSOM, which this policy does not touch.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The page's own policy lets nothing but the empty text through (src-renderer/trusted-html.ts).
  'trusted-types default',
].join('; ');

/** The page's files are few kinds; anything else is refused. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};
/** Longer addresses than this are never ours. */
const MAX_URL_LENGTH = 1_000;

/** The headers of every answer, refusals too. */
function createHeaders(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), usb=(), serial=(), hid=()',
    'Cache-Control': 'no-store',
  };
}

/** Maps an address to a path inside `root`, without looking at the disk; null = refused. */
export function resolvePagePath(root: string, url: string): string | null {
  if (url.length > MAX_URL_LENGTH || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  const isOurs = parsed.protocol === `${APP_SCHEME}:` && parsed.host === 'desk';
  if (!isOurs || parsed.username !== '' || parsed.password !== '') return null;
  let path: string;
  try {
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  // One allow-list instead of many refusals: no NUL, no backslash, no colon, no second encoding, no dot segments.
  if (!/^(?:\/[\w-][\w.-]*)+$/.test(path) || path.includes('..')) return null;
  const full = resolve(root, `.${path}`);
  return isInside(root, full) && CONTENT_TYPES[extname(full)] !== undefined ? full : null;
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && !way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way);
}

/** Answers one request of the page. Links on the disk are followed first and must end inside `root` too. */
export async function answerPageRequest(root: string, request: Request): Promise<Response> {
  const refused = (status: number): Response =>
    new Response(null, { status, headers: createHeaders('text/plain') });
  if (request.method !== 'GET') return refused(405);
  const path = resolvePagePath(root, request.url);
  if (path === null) return refused(404);
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(path)]);
    if (!isInside(realRoot, realFile)) return refused(404);
    const body = await readFile(realFile);
    const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(body), { status: 200, headers: createHeaders(type) });
  } catch {
    return refused(404);
  }
}
