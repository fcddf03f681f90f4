// Owns: the left pane: whose desk it is, the screens, the inbox's views with counts, the sync card.
import { Inbox, ListChecks, Settings, Workflow } from 'lucide-react';
import { Link } from 'react-aria-components';
import styles from './navigation.module.css';
import { DeskBadge } from './desk-badge.tsx';
import { SyncCard } from './sync-card.tsx';
import { INBOX_VIEWS } from '../../src-shared/contract/inbox-view.ts';
import { countUnsent, useDeskStore } from '../stores/desk-store.ts';
import { useInboxStore } from '../stores/inbox-store.ts';
import { goToScreen, goToView, useNavigationStore } from '../stores/navigation-store.ts';
import { usePackageStore } from '../stores/package-store.ts';
import { joinClasses } from '../ui/join-classes.ts';
import { format, words } from '../words/words.ts';
import type { InboxView, ViewCounts } from '../../src-shared/contract/inbox-view.ts';
import type { ReactNode } from 'react';

const VIEWS = INBOX_VIEWS.filter((view) => view !== 'all');

/** A view for what should not happen stays out of the way until it does. */
function isShown(view: InboxView, counts: ViewCounts | null, current: InboxView): boolean {
  return view !== 'unreadable' || current === view || (counts?.unreadable ?? 0) > 0;
}

export function Navigation() {
  return (
    <nav className={styles.nav} aria-label={words.frame.mainNavigation} data-pane="navigation">
      <DeskBadge />
      <ScreenLinks />
      <ViewLinks />
      <SyncCard />
    </nav>
  );
}

function ScreenLinks() {
  const screen = useNavigationStore((store) => store.screen);
  const status = useDeskStore((store) => store.status);
  const pending = status?.pendingCount ?? 0;
  const needsYou = status?.queue.needsYou ?? 0;
  const unsent = status === null ? 0 : countUnsent(status);
  const drafts = usePackageStore((store) => store.counts?.draft ?? 0);
  return (
    <ul className={styles.screens}>
      <NavigationItem
        label={words.frame.screens.inbox}
        icon={<Inbox size={16} aria-hidden="true" />}
        isCurrent={screen === 'inbox'}
        onPress={() => goToScreen('inbox')}
        count={pending}
        countLabel={words.frame.pendingCount(pending)}
        tone="accent"
        isFocusTarget
      />
      <NavigationItem
        label={words.frame.screens.queue}
        icon={<ListChecks size={16} aria-hidden="true" />}
        isCurrent={screen === 'queue'}
        onPress={() => goToScreen('queue')}
        count={needsYou > 0 ? needsYou : unsent}
        countLabel={
          needsYou > 0 ? words.frame.needsYouCount(needsYou) : words.frame.queueCount(unsent)
        }
        tone={needsYou > 0 ? 'bad' : 'plain'}
      />
      <NavigationItem
        label={words.frame.screens.workflows}
        icon={<Workflow size={16} aria-hidden="true" />}
        isCurrent={screen === 'workflows'}
        onPress={() => goToScreen('workflows')}
        count={drafts}
        countLabel={words.frame.draftCount(drafts)}
      />
      <NavigationItem
        label={words.frame.screens.settings}
        icon={<Settings size={16} aria-hidden="true" />}
        isCurrent={screen === 'settings'}
        onPress={() => goToScreen('settings')}
      />
    </ul>
  );
}

function ViewLinks() {
  const screen = useNavigationStore((store) => store.screen);
  const current = useNavigationStore((store) => store.view);
  const counts = useInboxStore((store) => store.counts);
  return (
    <div className={styles.viewsBox}>
      <p className={styles.heading} id="views-heading">
        {words.frame.views}
      </p>
      <ul className={styles.views} aria-labelledby="views-heading">
        {VIEWS.filter((view) => isShown(view, counts, current)).map((view) => (
          <NavigationItem
            key={view}
            label={words.frame.viewNames[view]}
            isCurrent={screen === 'inbox' && view === current}
            onPress={() => goToView(view)}
            count={counts?.[view] ?? 0}
            countLabel={words.frame.viewCount(counts?.[view] ?? 0)}
          />
        ))}
      </ul>
    </div>
  );
}

interface NavigationItemProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly isCurrent: boolean;
  readonly onPress: () => void;
  readonly count?: number;
  readonly countLabel?: string;
  readonly tone?: 'plain' | 'accent' | 'bad';
  readonly isFocusTarget?: boolean;
}

function NavigationItem(props: NavigationItemProps) {
  const { label, icon, isCurrent, onPress, count = 0, countLabel = '', tone = 'plain' } = props;
  const focusMark = props.isFocusTarget === true ? { 'data-pane-focus': '' } : {};
  return (
    <li className={styles.item}>
      <Link
        className={joinClasses(styles.link, isCurrent && styles.current)}
        onPress={onPress}
        {...(isCurrent ? { 'aria-current': 'page' } : {})}
        {...focusMark}
      >
        {icon}
        <span className={styles.label}>{label}</span>
      </Link>
      {count === 0 ? null : (
        <span className={joinClasses(styles.count, styles[tone])}>
          <span aria-hidden="true">{format.number(count)}</span>
          <span className="visually-hidden">{countLabel}</span>
        </span>
      )}
    </li>
  );
}
