// Owns: the list of packages: search, status with counts, kind of order, and the grid or what stands in for it.
import { useEffect } from 'react';
import { Workflow } from 'lucide-react';
import styles from './package-list.module.css';
import { PackageGrid } from './package-grid.tsx';
import { usePackageListStore } from './package-list-store.ts';
import { openPackages, readPackages } from './read-packages.ts';
import { PACKAGE_SORTS, PACKAGE_VIEWS } from '../../../src-shared/contract/package-view.ts';
import { WORKFLOW_TYPES } from '../../../src-shared/domain/workflow/model.ts';
import { useCommand } from '../../commands/use-command.ts';
import { goToScreen } from '../../stores/navigation-store.ts';
import { readPackageCounts, usePackageStore } from '../../stores/package-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterPills } from '../../ui/filter-pills.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { ListSearch } from '../../ui/list-search.tsx';
import { Select } from '../../ui/select.tsx';
import { useFocusOnArrival } from '../../ui/use-focus-on-arrival.ts';
import { words } from '../../words/words.ts';

const says = words.packages;
const ANY = 'ANY';

export function PackageList() {
  const { error, phase, total, search } = usePackageListStore();
  const hasRows = usePackageListStore((store) => store.rows.length > 0);
  useEffect(() => void readPackageCounts(), []);
  useFocusOnArrival();
  useCommand('search.focus', () =>
    document.querySelector<HTMLInputElement>('[data-pane="packages"] input')?.select(),
  );
  return (
    <ListFrame
      label={says.region}
      pane="packages"
      title={words.frame.screens.workflows}
      total={phase === 'ready' ? says.total(total) : null}
      search={
        <ListSearch
          label={says.searchLabel}
          placeholder={says.searchPlaceholder}
          asked={search}
          onSearch={(text) => void openPackages({ search: text })}
        />
      }
      tools={<ListTools />}
      error={error}
      onRetry={() => void readPackages()}
      standIn={hasRows ? null : <StandIn phase={phase} />}
    >
      <PackageGrid />
    </ListFrame>
  );
}

function ListTools() {
  const { view, sort, type } = usePackageListStore();
  const counts = usePackageStore((store) => store.counts);
  return (
    <>
      <FilterPills
        label={says.filters}
        options={PACKAGE_VIEWS.map((value) => ({
          value,
          label:
            counts === null ? says.views[value] : says.viewCount(says.views[value], counts[value]),
        }))}
        chosen={view}
        onChoose={(value) => void openPackages({ view: value })}
      />
      <div className={styles.selects}>
        <Select
          look="compact"
          label={says.type}
          value={type ?? ANY}
          options={[
            { value: ANY, label: says.anyType },
            ...WORKFLOW_TYPES.map((value) => ({ value, label: words.workflow.types[value] })),
          ]}
          onChange={(value) =>
            void openPackages({ type: WORKFLOW_TYPES.find((one) => one === value) ?? null })
          }
        />
        <Select
          look="compact"
          label={says.sort}
          value={sort}
          options={PACKAGE_SORTS.map((value) => ({ value, label: says.sorts[value] }))}
          onChange={(value) => void openPackages({ sort: value })}
        />
      </div>
    </>
  );
}

function StandIn({ phase }: { readonly phase: 'loading' | 'ready' }) {
  return phase === 'loading' ? <p className={styles.loading}>{says.loading}</p> : <Empty />;
}

function Empty() {
  const { search, type } = usePackageListStore();
  if (search !== '' || type !== null) {
    return <EmptyState title={says.nothingFound(search)} text={says.nothingFoundText} />;
  }
  return (
    <EmptyState
      icon={<Workflow size={28} aria-hidden="true" />}
      title={says.empty.title}
      text={says.empty.text}
      actions={<Button onPress={() => goToScreen('settings')}>{says.empty.toAccounts}</Button>}
    />
  );
}
