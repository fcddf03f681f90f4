// Owns: starting the page: styles, stores, React. Must not: hold anything else.
import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { CrashBoundary } from './frame/crash-boundary.tsx';
import { connectDesk } from './stores/connect-desk.ts';
import { allowOnlyEmptyHtml } from './trusted-html.ts';

allowOnlyEmptyHtml();
connectDesk();

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <CrashBoundary>
      <App />
    </CrashBoundary>
  </StrictMode>,
);
