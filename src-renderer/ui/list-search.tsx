// Owns: searching a list as one types: joins quick key presses, and leaves for the list with Down, Enter or Escape.
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { focusList } from './focus-list.ts';
import { SearchField } from './search-field.tsx';
import type { KeyboardEvent } from 'react';

/** Joins key presses of quick typing; below what a person notices as a pause. */
const SEARCH_PAUSE_MS = 60;

export interface ListSearchProps {
  readonly label: string;
  readonly placeholder: string;
  /** What the list was last asked for. */
  readonly asked: string;
  readonly onSearch: (text: string) => void;
}

export function ListSearch({ label, placeholder, asked, onSearch }: ListSearchProps) {
  const [text, setText] = useState(asked);
  const lastAsked = useRef(asked);
  useEffect(() => {
    // What was asked changed without typing: another view, or a search carried over.
    if (asked === lastAsked.current) return;
    lastAsked.current = asked;
    setText(asked);
  }, [asked]);
  const search = useEffectEvent(onSearch);
  useEffect(() => {
    if (text === lastAsked.current) return;
    const timer = setTimeout(() => {
      lastAsked.current = text;
      search(text);
    }, SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <SearchField
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={setText}
      command="search.focus"
      onKeyDown={(event) => leaveForList(event, text)}
    />
  );
}

function leaveForList(event: KeyboardEvent<HTMLInputElement>, text: string): void {
  const leaves =
    event.key === 'ArrowDown' || event.key === 'Enter' || (event.key === 'Escape' && text === '');
  if (!leaves) return;
  event.preventDefault();
  focusList();
}
