// Owns: the tones a chip can have; pure code picks one without drawing anything.

export type ChipTone = 'plain' | 'ok' | 'warn' | 'bad' | 'accent';
