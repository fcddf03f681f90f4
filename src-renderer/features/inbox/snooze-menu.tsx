// Owns: putting the open request off: the menu of moments, a moment of one's own, waking.
import { useState } from 'react';
import { snoozeRequest } from './decide.ts';
import { useOverlayStore } from './overlay-store.ts';
import { SnoozeDialog } from './snooze-dialog.tsx';
import { listSnoozeTimes } from './snooze-times.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { format, words } from '../../words/words.ts';
import type { MenuAction } from '../../ui/menu.tsx';
import type { SnoozeTime } from './snooze-times.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';

export interface SnoozeMenuProps {
  readonly detail: InboxDetail;
  readonly nowMs: number;
}

export function SnoozeMenu({ detail, nowMs }: SnoozeMenuProps) {
  const isOpen = useOverlayStore((store) => store.isSnoozeOpen);
  const [isPicking, setIsPicking] = useState(false);
  const request = { key: detail.key, toName: detail.request.newInvitee.name };
  const says = words.inbox.snooze;
  const actions: MenuAction[] = listSnoozeTimes(nowMs).map((time) => ({
    id: time.id,
    title: nameTime(time.id),
    hint: format.moment(time.until, nowMs),
    run: () => void snoozeRequest(request, time.until),
  }));
  actions.push({
    id: 'change',
    title: says.change,
    hint: says.changeHint,
    run: () => void snoozeRequest(request, 'change'),
  });
  actions.push({ id: 'pick', title: says.pick, run: () => setIsPicking(true) });
  if (detail.snoozedUntil !== null) {
    actions.push({ id: 'wake', title: says.wake, run: () => void snoozeRequest(request, null) });
  }
  return (
    <>
      <Menu
        label={says.menu}
        actions={actions}
        isOpen={isOpen}
        onOpenChange={(isSnoozeOpen) => useOverlayStore.setState({ isSnoozeOpen })}
        trigger={<Button command="decision.snooze">{says.button}</Button>}
      />
      <SnoozeDialog
        isOpen={isPicking}
        onClose={() => setIsPicking(false)}
        onPick={(until) => {
          setIsPicking(false);
          void snoozeRequest(request, until);
        }}
      />
    </>
  );
}

function nameTime(id: SnoozeTime['id']): string {
  const says = words.inbox.snooze;
  if (id === 'hours-1') return says.inHours(1);
  if (id === 'hours-4') return says.inHours(4);
  return id === 'tomorrow' ? says.tomorrow : says.nextWeek;
}
