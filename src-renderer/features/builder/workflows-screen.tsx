// Owns: the workflows screen: the list of packages, or one of them open in the builder; both follow the engine.
import { useEffect } from 'react';
import { BuilderScreen } from './builder-screen.tsx';
import { useBuilderStore } from './builder-store.ts';
import { followPackageChange, openPackage, reloadPackage } from './open-package.ts';
import { PackageList } from './package-list.tsx';
import { followListChange, readPackages } from './read-packages.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { useNavigationStore } from '../../stores/navigation-store.ts';
import { listenToPackageChanges } from '../../stores/package-store.ts';

export function WorkflowsScreen() {
  const key = useBuilderStore((store) => store.key);
  const epoch = useDeskStore((store) => store.epoch);
  const wantedPackage = useNavigationStore((store) => store.wantedPackage);
  useEffect(
    () =>
      listenToPackageChanges((keys) => {
        followPackageChange(keys);
        followListChange();
      }),
    [],
  );
  useEffect(() => {
    void readPackages();
    reloadPackage();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new epoch means: read anew
  }, [epoch]);
  useEffect(() => {
    if (wantedPackage === null) return;
    useNavigationStore.setState({ wantedPackage: null });
    void openPackage(wantedPackage);
  }, [wantedPackage]);
  return key === null ? <PackageList /> : <BuilderScreen packageKey={key} />;
}
