// Owns: the first run: open the practice desk, or connect an account.
import { callDesk } from '../../bridge.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';

export function OnboardingScreen() {
  return (
    <main>
      <h1>{words.accounts.welcome}</h1>
      <Button kind="primary" onPress={() => void callDesk('practice.start', null)}>
        {words.accounts.openPractice}
      </Button>
    </main>
  );
}
