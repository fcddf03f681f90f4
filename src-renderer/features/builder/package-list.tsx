// Owns: the list of packages: search, status with counts, kind of order, and the grid or what stands in for it.
import { useEffect, useState } from 'react';
import { Workflow } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
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
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { focusList } from '../../ui/focus-list.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { words } from '../../words/words.ts';
import type { KeyboardEvent } from 'react';

const says = words.packages;
/** Joins the key presses of quick typing. */
const SEARCH_PAUSE_MS = 60;
const ANY = 'ANY';

export function PackageList() {
  const error = usePackageListStore((store) => store.error);
  const phase = usePackageListStore((store) => store.phase);
  const hasRows = usePackageListStore((store) => store.rows.length > 0);
  useEffect(() => void readPackageCounts(), []);
  return (
    <section className={styles.pane} aria-label={says.region} data-pane="packages">
      <ListHead />
      {error === null ? null : (
        <div className={styles.error}>
          <ErrorNote
            error={error}
            actions={
              <Button size="small" onPress={() => void readPackages()}>
                {words.ui.tryAgain}
              </Button>
            }
          />
        </div>
      )}
      <div className={styles.rows}>
        <PackageGrid />
        {hasRows || error !== null ? null : (
          <div className={styles.empty}>
            {phase === 'loading' ? <p className={styles.loading}>{says.loading}</p> : <Empty />}
          </div>
        )}
      </div>
    </section>
  );
}

function ListHead() {
  const { sort, type, total, phase } = usePackageListStore();
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>
        {words.frame.screens.workflows}
        {phase === 'ready' ? <Chip>{says.total(total)}</Chip> : null}
      </h1>
      <ListSearch />
      <div className={styles.tools}>
        <ViewFilter />
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
      </div>
    </header>
  );
}

function ListSearch() {
  const asked = usePackageListStore((store) => store.search);
  const [text, setText] = useState(asked);
  useEffect(() => {
    if (text === usePackageListStore.getState().search) return;
    const timer = setTimeout(() => void openPackages({ search: text }), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useCommand('search.focus', () =>
    document.querySelector<HTMLInputElement>('[data-pane="packages"] input')?.select(),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const leaves =
      event.key === 'ArrowDown' || event.key === 'Enter' || (event.key === 'Escape' && text === '');
    if (!leaves) return;
    event.preventDefault();
    focusList();
  };
  return (
    <SearchField
      label={says.searchLabel}
      placeholder={says.searchPlaceholder}
      value={text}
      onChange={setText}
      command="search.focus"
      onKeyDown={onKeyDown}
    />
  );
}

function ViewFilter() {
  const view = usePackageListStore((store) => store.view);
  const counts = usePackageStore((store) => store.counts);
  return (
    <ToggleButtonGroup
      className={styles.filter ?? ''}
      aria-label={says.filters}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={(keys) => {
        const wanted = PACKAGE_VIEWS.find((one) => keys.has(one));
        if (wanted !== undefined) void openPackages({ view: wanted });
      }}
    >
      {PACKAGE_VIEWS.map((one) => (
        <ToggleButton key={one} id={one} className={styles.filterItem ?? ''}>
          {counts === null ? says.views[one] : says.viewCount(says.views[one], counts[one])}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
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
