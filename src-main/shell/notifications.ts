// Owns: one system notification for all requests that arrived together.
// Must not: carry names or reasons (they would stay in the system's list), or do more than open a view.
import { Notification } from 'electron';
import { WORDS } from './words.ts';

/** Says how many came in; a click is told to the caller. A later one replaces an earlier one still shown. */
export function createArrivalNotifier(onClick: () => void): (count: number) => void {
  let shown: Notification | null = null;
  return (count) => {
    if (count < 1 || !Notification.isSupported()) return;
    shown?.close();
    shown = new Notification({ title: WORDS.arrived(count), body: WORDS.arrivedBody });
    shown.on('click', onClick);
    shown.show();
  };
}
