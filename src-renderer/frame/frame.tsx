// Owns: the frame around every screen: navigation, main area, status bar.
import styles from './frame.module.css';
import { Navigation } from './navigation.tsx';
import { RepairNote } from './repair-note.tsx';
import { StatusBar } from './status-bar.tsx';
import { PaneSeparator, usePaneWidth } from '../ui/panes.tsx';
import { words } from '../words/words.ts';
import type { ReactNode } from 'react';

const NAVIGATION_WIDTH = { name: 'navigation', initialPx: 216, minPx: 176, maxPx: 320 };

export function Frame({ children }: { readonly children: ReactNode }) {
  const [widthPx, setWidthPx] = usePaneWidth(NAVIGATION_WIDTH);
  return (
    <div className={styles.frame}>
      <RepairNote />
      <div className={styles.columns}>
        <div className={styles.navigation} style={{ width: widthPx }}>
          <Navigation />
        </div>
        <main className={styles.main}>
          <div className={styles.separator}>
            <PaneSeparator
              {...NAVIGATION_WIDTH}
              label={words.frame.resizeNavigation}
              widthPx={widthPx}
              onChange={setWidthPx}
            />
          </div>
          <div className={styles.screen}>{children}</div>
        </main>
      </div>
      <StatusBar />
    </div>
  );
}
