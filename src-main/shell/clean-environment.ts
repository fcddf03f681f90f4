// Owns: which environment variables the shell's children get: an allow-list, so that none changes how they run.
// Must not: let through anything that loads code or weakens TLS (NODE_OPTIONS, NODE_TLS_REJECT_UNAUTHORIZED …).

/** Where the person's folders, language, clock, session bus and certificates are; nothing else. */
const ALLOWED = new Set([
  'APPDATA',
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'HOME',
  'LANG',
  'LANGUAGE',
  'LOCALAPPDATA',
  'LOGNAME',
  'PATH',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'TMPDIR',
  'TZ',
  'USER',
  'USERNAME',
  'USERPROFILE',
  'WAYLAND_DISPLAY',
  'WINDIR',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_CURRENT_DESKTOP',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'XDG_SESSION_TYPE',
]);

/** The part of an environment a child may have. Names count without case, as on Windows. */
export function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(env).filter(([name]) => {
    const upper = name.toUpperCase();
    return ALLOWED.has(upper) || upper.startsWith('LC_');
  });
  return Object.fromEntries(entries);
}
