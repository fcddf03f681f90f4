// Owns: English words of the settings screen.

export const settingsWords = {
  title: 'Settings',
};
