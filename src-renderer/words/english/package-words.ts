// Owns: English words of the list of packages.
import { count, writeNumber } from './plural.ts';
import type { PackageSort, PackageView } from '../../../src-shared/contract/package-view.ts';

const views: Record<PackageView, string> = {
  draft: 'Drafts',
  shared: 'Shared',
  completed: 'Completed',
  declined: 'Declined',
  all: 'All',
};
const sorts: Record<PackageSort, string> = { modified: 'Last changed', name: 'Name' };

export const packageWords = {
  region: 'Packages',
  grid: 'Packages',
  filters: 'Status',
  views,
  viewCount: (view: string, n: number) => `${view} ${writeNumber(n)}`,
  sorts,
  sort: 'Order',
  type: 'Kind of order',
  anyType: 'Any order',
  searchLabel: 'Search packages',
  searchPlaceholder: 'Package, owner or recipient',
  total: (n: number) => count(n, 'package', 'packages'),
  recipients: (n: number) => count(n, 'recipient', 'recipients'),
  steps: (n: number) => count(n, 'step', 'steps'),
  notRead: 'workflow not read yet',
  locked: 'Locked',
  hasDraft: 'Not sent yet',
  plan: (phrase: string, done: number, total: number) =>
    `${phrase} ${writeNumber(done)} of ${writeNumber(total)}`,
  changed: (when: string) => `changed ${when}`,
  neverChanged: 'no date',
  open: 'Open the workflow',
  news: 'The list has changed.',
  showNews: 'Show',
  loading: 'Reading the packages',
  empty: {
    title: 'No packages here',
    text: 'Packages of your SigningHub accounts appear here, also offline. Open one to arrange who signs when.',
    toAccounts: 'Connect SigningHub',
  },
  nothingFound: (text: string) => `Nothing found for “${text}”`,
  nothingFoundText: 'Try fewer words, another status or another kind of order.',
};
