// Owns: what shows when drawing the page fails: a way back instead of a blank window.
// Must not: report what was on screen; it may be personal.
import { Component } from 'react';
import type { ReactNode } from 'react';
import styles from './phase-screens.module.css';
import { Button } from '../ui/button.tsx';
import { words } from '../words/words.ts';

interface CrashBoundaryProps {
  readonly children: ReactNode;
}
interface CrashBoundaryState {
  readonly hasFailed: boolean;
}

/** Decisions live in the engine, so drawing anew loses nothing but what was being typed. */
export class CrashBoundary extends Component<CrashBoundaryProps, CrashBoundaryState> {
  override state: CrashBoundaryState = { hasFailed: false };

  static getDerivedStateFromError(): CrashBoundaryState {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    const { title, what, means, again } = words.frame.crash;
    return (
      <main className={styles.screen}>
        <div className={styles.locked}>
          <h1 className={styles.title}>{title}</h1>
          <div role="alert" className={styles.told}>
            <p className={styles.what}>{what}</p>
            <p>{means}</p>
          </div>
          <div className={styles.actions}>
            <Button kind="primary" onPress={() => globalThis.location.reload()}>
              {again}
            </Button>
          </div>
        </div>
      </main>
    );
  }
}
