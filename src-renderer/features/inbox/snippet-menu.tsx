// Owns: reasons to reuse: inserting one, saving the text as one.
import { useEffect, useState } from 'react';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { words } from '../../words/words.ts';
import { joinSnippet, nameSnippet } from './snippet-text.ts';
import type { MenuAction } from '../../ui/menu.tsx';
import type { Snippet } from '../../../src-shared/contract/routes.ts';

export interface SnippetMenuProps {
  readonly text: string;
  readonly onInsert: (text: string) => void;
}

export function SnippetMenu({ text, onInsert }: SnippetMenuProps) {
  const [snippets, setSnippets] = useState<readonly Snippet[]>([]);
  useEffect(() => {
    const read = async () => {
      const result = await callDesk('snippet.list', null);
      if (result.ok) setSnippets(result.value);
    };
    void read();
  }, []);
  const save = async () => {
    const title = nameSnippet(text);
    const result = await callDesk('snippet.save', { id: null, title, text: text.trim() });
    if (!result.ok) return;
    announce(words.decision.snippetSaved(result.value.title));
    setSnippets((before) => [...before, result.value]);
  };
  const inserts: readonly MenuAction[] = snippets.map((snippet) => ({
    id: snippet.id,
    title: snippet.title,
    run: () => onInsert(joinSnippet(text, snippet.text)),
  }));
  const nothing: MenuAction = {
    id: 'none',
    title: words.decision.noSnippets,
    isDisabled: true,
    run: () => undefined,
  };
  return (
    <Menu
      label={words.decision.snippets}
      trigger={<Button>{words.decision.insertSnippet}</Button>}
      actions={[
        ...(inserts.length === 0 ? [nothing] : inserts),
        {
          id: 'save',
          title: words.decision.saveSnippet,
          isDisabled: text.trim() === '',
          run: () => void save(),
        },
      ]}
    />
  );
}
