// Owns: English words of the queue screen.

export const queueWords = {
  title: 'Queue',
};
