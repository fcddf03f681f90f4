// Owns: the inbox screen.
import { words } from '../../words/words.ts';

export function InboxScreen() {
  return <h1>{words.frame.screens.inbox}</h1>;
}
