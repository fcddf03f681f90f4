// Owns: which screen is on: by the desk's phase first, then by where the person went.
// Must not: draw any screen itself.
import { Suspense, lazy } from 'react';
import { CommandPalette } from './frame/command-palette.tsx';
import { Frame } from './frame/frame.tsx';
import { KeysSheet } from './frame/keys-sheet.tsx';
import { LockedScreen, StartingScreen } from './frame/phase-screens.tsx';
import { useDeskCommands } from './frame/use-desk-commands.ts';
import { useKeyboard } from './commands/use-keyboard.ts';
import { useDeskStore } from './stores/desk-store.ts';
import { useNavigationStore } from './stores/navigation-store.ts';
import { useTheme } from './theme/use-theme.ts';
import { LiveRegions } from './ui/live-region.tsx';
import type { Screen } from './stores/navigation-store.ts';

const InboxScreen = lazy(async () => {
  const { InboxScreen } = await import('./features/inbox/inbox-screen.tsx');
  return { default: InboxScreen };
});
const QueueScreen = lazy(async () => {
  const { QueueScreen } = await import('./features/queue/queue-screen.tsx');
  return { default: QueueScreen };
});
const WorkflowsScreen = lazy(async () => {
  const { WorkflowsScreen } = await import('./features/builder/workflows-screen.tsx');
  return { default: WorkflowsScreen };
});
const SettingsScreen = lazy(async () => {
  const { SettingsScreen } = await import('./features/settings/settings-screen.tsx');
  return { default: SettingsScreen };
});
const AccountsSection = lazy(async () => {
  const { AccountsSection } = await import('./features/accounts/accounts-section.tsx');
  return { default: AccountsSection };
});
const OnboardingScreen = lazy(async () => {
  const { OnboardingScreen } = await import('./features/accounts/onboarding-screen.tsx');
  return { default: OnboardingScreen };
});

export function App() {
  useKeyboard();
  useTheme();
  useDeskCommands();
  return (
    <>
      <Suspense fallback={null}>
        <PhaseScreen />
      </Suspense>
      <CommandPalette />
      <KeysSheet />
      <LiveRegions />
    </>
  );
}

function PhaseScreen() {
  const phase = useDeskStore((store) => store.status?.phase ?? 'starting');
  const hasStatusError = useDeskStore((store) => store.statusError !== null);
  const screen = useNavigationStore((store) => store.screen);
  if (phase === 'ready') {
    return (
      <Frame>
        <Suspense fallback={null}>
          <ScreenOf screen={screen} />
        </Suspense>
      </Frame>
    );
  }
  if (phase === 'onboarding') return <OnboardingScreen />;
  if (phase === 'starting' && !hasStatusError) return <StartingScreen />;
  return <LockedScreen />;
}

function ScreenOf({ screen }: { readonly screen: Screen }) {
  if (screen === 'inbox') return <InboxScreen />;
  if (screen === 'queue') return <QueueScreen />;
  if (screen === 'workflows') return <WorkflowsScreen />;
  // Features never import each other; the app brings the accounts into the settings.
  return <SettingsScreen accounts={<AccountsSection />} />;
}
