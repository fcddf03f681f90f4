// Owns: the queue screen.
import { words } from '../../words/words.ts';

export function QueueScreen() {
  return <h1>{words.frame.screens.queue}</h1>;
}
