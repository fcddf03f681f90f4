// Owns: the right pane: the open request from its head to the decision at its foot.
import { ArrowLeft, ExternalLink, RefreshCw } from 'lucide-react';
import styles from './detail-pane.module.css';
import { ChangeNote } from './change-note.tsx';
import { CheckList } from './check-list.tsx';
import { DecisionFooter } from './decision-footer.tsx';
import { writeDetailLine } from './detail-line.ts';
import { useDetailStore } from './detail-store.ts';
import { DossierFactsCard } from './dossier-card.tsx';
import { HandOver } from './hand-over.tsx';
import { useListStore } from './list-store.ts';
import { RelatedList } from './related-list.tsx';
import { openInSign, refreshRequest } from './use-inbox-commands.ts';
import { focusList } from '../../ui/focus-list.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { AGE_RENEWAL_MS, useNow } from '../../ui/use-now.ts';
import { measureAge } from '../../words/format.ts';
import { format, words } from '../../words/words.ts';
import type { KeyboardEvent } from 'react';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';

export function DetailPane() {
  const detail = useDetailStore((store) => store.detail);
  const error = useDetailStore((store) => store.error);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leads back to the list from anywhere inside
    <section
      className={styles.pane}
      aria-label={words.detail.region}
      data-pane="detail"
      onKeyDown={leaveOnEscape}
    >
      {error === null ? null : (
        <div className={styles.error}>
          <ErrorNote error={error} />
        </div>
      )}
      {detail === null ? (
        error === null ? (
          <EmptyState {...words.detail.nothingOpen} />
        ) : null
      ) : (
        <OpenRequest key={detail.key} detail={detail} />
      )}
    </section>
  );
}

function OpenRequest({ detail }: { readonly detail: InboxDetail }) {
  const nowMs = useNow(AGE_RENEWAL_MS);
  return (
    <>
      <DetailHead detail={detail} nowMs={nowMs} />
      <section
        className={styles.body}
        data-detail={detail.key}
        aria-label={words.detail.body}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <ChangeNote />
        <HandOver detail={detail} />
        <Reason detail={detail} />
        <CheckList checks={detail.checks} newName={detail.request.newInvitee.name} />
        <DossierFactsCard detail={detail} nowMs={nowMs} />
        <RelatedList detail={detail} nowMs={nowMs} />
        <p className={styles.freshness}>
          {words.detail.freshness(format.moment(detail.fetchedAt, nowMs))}
          {detail.dossierFetchedAt === null
            ? null
            : ` · ${words.detail.dossierFreshness(format.moment(detail.dossierFetchedAt, nowMs))}`}
        </p>
      </section>
      <DecisionFooter detail={detail} nowMs={nowMs} />
    </>
  );
}

function DetailHead(props: { readonly detail: InboxDetail; readonly nowMs: number }) {
  const { detail, nowMs } = props;
  const { request } = detail;
  const waitedMs = nowMs - Date.parse(request.createdAt);
  const waiting = words.detail.waiting(words.time.span(measureAge(waitedMs)));
  return (
    <header className={styles.head}>
      <div className={styles.back}>
        <IconButton
          label={words.inbox.list}
          icon={<ArrowLeft size={16} />}
          onPress={() => leaveDetail()}
        />
      </div>
      <div className={styles.headText}>
        <h2 className={styles.title} tabIndex={-1} data-pane-focus="">
          <ForeignText text={request.dossier.name} />
        </h2>
        <p className={styles.line}>{writeDetailLine(detail, nowMs)}</p>
      </div>
      <div className={styles.headActs}>
        {request.state === 'pending' ? (
          <Chip
            tone={waitedMs > 24 * 3_600_000 ? 'warn' : 'plain'}
            title={words.detail.requestedAt(format.exact(request.createdAt))}
          >
            {waiting}
          </Chip>
        ) : null}
        <IconButton
          label={words.detail.refresh}
          icon={<RefreshCw size={15} />}
          onPress={() => void refreshRequest()}
        />
        {detail.canOpenInSign ? (
          <Button
            icon={<ExternalLink size={14} aria-hidden="true" />}
            onPress={() => void openInSign()}
          >
            {words.detail.openInSign}
          </Button>
        ) : null}
      </div>
    </header>
  );
}

function Reason({ detail }: { readonly detail: InboxDetail }) {
  const { originalInvitee, newInvitee, reason } = detail.request;
  return (
    <div className={styles.reasons}>
      <div>
        <h3 className={styles.label}>
          {words.detail.reasonBy} <ForeignText text={originalInvitee.name} />
        </h3>
        {reason.trim() === '' ? (
          <p className={styles.quiet}>{words.detail.noReason}</p>
        ) : (
          <blockquote className={styles.quote}>
            <ForeignText text={reason} isMultiline />
          </blockquote>
        )}
      </div>
      {newInvitee.message === null || newInvitee.message.trim() === '' ? null : (
        <div>
          <h3 className={styles.label}>{words.detail.ownMessage}</h3>
          <blockquote className={styles.quote}>
            <ForeignText text={newInvitee.message} isMultiline />
          </blockquote>
        </div>
      )}
    </div>
  );
}

function leaveDetail(): void {
  useListStore.setState({ pane: 'list' });
  focusList();
}

function leaveOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  // The reason composer closes first; its text stays.
  if (useDetailStore.getState().composer === 'decline') {
    useDetailStore.setState({ composer: 'message' });
  }
  leaveDetail();
}
