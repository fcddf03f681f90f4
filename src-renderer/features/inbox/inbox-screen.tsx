// Owns: the inbox: list and detail side by side, and keeping both on what the person and the engine do.
import { useEffect } from 'react';
import styles from './inbox-screen.module.css';
import { BulkDialog } from './bulk-dialog.tsx';
import { DetailPane } from './detail-pane.tsx';
import {
  closeDetail,
  flushDraft,
  openDetail,
  renewDetail,
  reopenDetail,
  useDetailStore,
} from './detail-store.ts';
import { ListPane } from './list-pane.tsx';
import { openList, followChange, readList } from './read-list.ts';
import { pinRequest, useListStore } from './list-store.ts';
import { useInboxCommands } from './use-inbox-commands.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { listenToInboxChanges } from '../../stores/inbox-store.ts';
import { useNavigationStore } from '../../stores/navigation-store.ts';
import { useSaverOnLeaving } from '../../stores/unsaved-text.ts';
import { PaneSeparator, usePaneWidth } from '../../ui/panes.tsx';
import { useFocusOnArrival } from '../../ui/use-focus-on-arrival.ts';
import { words } from '../../words/words.ts';

/** While a key is held down, only the row it stops on is read. */
const OPEN_PAUSE_MS = 70;

/** A small window gives the detail more than half. */
const LIST_WIDTH = {
  name: 'list',
  initialPx: globalThis.innerWidth < 1200 ? 320 : 392,
  minPx: 280,
  maxPx: 620,
};

export function InboxScreen() {
  useListFollowsDesk();
  useDetailFollowsList();
  useInboxCommands();
  useFocusOnArrival();
  const pane = useListStore((store) => store.pane);
  const [widthPx, setWidthPx] = usePaneWidth(LIST_WIDTH);
  return (
    <div className={styles.inbox} data-show={pane}>
      <div className={styles.list} style={{ width: widthPx }}>
        <ListPane />
      </div>
      <div className={styles.separator}>
        <PaneSeparator
          {...LIST_WIDTH}
          label={words.detail.resize}
          widthPx={widthPx}
          onChange={setWidthPx}
        />
      </div>
      <div className={styles.detail}>
        <DetailPane />
      </div>
      <BulkDialog />
    </div>
  );
}

function useListFollowsDesk(): void {
  const view = useNavigationStore((store) => store.view);
  const epoch = useDeskStore((store) => store.epoch);
  useEffect(() => {
    // The same view again reads anew: what was decided leaves, what arrived is in its place.
    if (useListStore.getState().view === view) void readList();
    else void openList({ view, search: '' });
  }, [view]);
  useEffect(() => {
    if (epoch === 0) return;
    void readList();
    void renewDetail();
  }, [epoch]);
  useEffect(
    () =>
      listenToInboxChanges((keys) => {
        void followChange(keys);
        const { key } = useDetailStore.getState();
        if (key !== null && (keys === null || keys.includes(key))) void renewDetail();
      }),
    [],
  );
}

function useDetailFollowsList(): void {
  const activeKey = useListStore((store) => store.activeKey);
  const wantedRequest = useNavigationStore((store) => store.wantedRequest);
  useEffect(() => {
    if (wantedRequest === null) return;
    useNavigationStore.setState({ wantedRequest: null });
    pinRequest(wantedRequest);
    // Open already, the list has nothing to tell the detail.
    if (useDetailStore.getState().key === wantedRequest) void reopenDetail(wantedRequest);
  }, [wantedRequest]);
  useEffect(() => {
    if (activeKey === null) {
      closeDetail();
      return;
    }
    const timer = setTimeout(() => void openDetail(activeKey), OPEN_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [activeKey]);
  useSaverOnLeaving(flushDraft);
}
