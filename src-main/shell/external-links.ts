// Owns: the judgement whether an address may be opened in the person's browser.
// Must not: import electron or open anything; a wrong "yes" here leaves the app, so everything unclear is a "no".

/** Longer than any review address of the service; a browser takes more, an attack needs more. */
const MAX_URL_LENGTH = 2_048;

export type LinkJudgement =
  | { readonly isAllowed: true; readonly url: string; readonly host: string }
  | { readonly isAllowed: false; readonly reason: string };

/** https only, the host exactly on the list, no credentials, no odd port, plain printable ASCII. */
export function judgeExternalUrl(text: unknown, allowedHosts: readonly string[]): LinkJudgement {
  const refuse = (reason: string): LinkJudgement => ({ isAllowed: false, reason });
  if (typeof text !== 'string') return refuse('not a text');
  if (text.length > MAX_URL_LENGTH) return refuse('too long');
  // Look-alike letters, white space, control and bidi characters and backslashes all fall here.
  if (!/^https:\/\/[\x21-\x5b\x5d-\x7e]+$/.test(text)) return refuse('not a plain https address');
  if (!URL.canParse(text)) return refuse('not an address');
  const url = new URL(text);
  if (url.protocol !== 'https:') return refuse('not https');
  if (url.username !== '' || url.password !== '' || /^https:\/\/[^/?#]*@/.test(text)) {
    return refuse('carries credentials');
  }
  if (url.port !== '') return refuse('names a port');
  // What the parser made of the host must be what was written: no numbers in disguise, no punycode surprise.
  const written = /^https:\/\/([^/?#:]+)/.exec(text)?.[1]?.toLowerCase();
  if (written !== url.hostname || /^[\d.]+$|^\[/.test(url.hostname)) return refuse('odd host');
  const isListed = allowedHosts.some((host) => host.toLowerCase() === url.hostname);
  return isListed
    ? { isAllowed: true, url: url.href, host: url.hostname }
    : refuse('host is not on the list');
}
