// Owns: the palette: every command that works now, found by its words, with its key beside it.
import { Autocomplete, Menu, MenuItem, useFilter } from 'react-aria-components';
import { useState } from 'react';
import styles from './command-palette.module.css';
import { COMMAND_IDS } from '../commands/command-list.ts';
import { runCommand, useCommandRegistry } from '../commands/command-registry.ts';
import { openOverlay, useNavigationStore } from '../stores/navigation-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { CommandKbd } from '../ui/kbd.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { words } from '../words/words.ts';

export function CommandPalette() {
  const overlay = useNavigationStore((store) => store.overlay);
  return (
    <Dialog
      title={words.frame.palette.title}
      isTitleHidden
      isOpen={overlay === 'palette'}
      onClose={() => openOverlay(null)}
    >
      <PaletteBody />
    </Dialog>
  );
}

function PaletteBody() {
  const [text, setText] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const handlers = useCommandRegistry((store) => store.handlers);
  const ids = COMMAND_IDS.filter(
    (id) => id !== 'palette.open' && handlers[id]?.at(-1)?.isEnabled === true,
  );
  return (
    <div className={styles.palette}>
      <Autocomplete inputValue={text} onInputChange={setText} filter={contains}>
        <div className={styles.search}>
          <SearchField
            label={words.frame.palette.label}
            placeholder={words.frame.palette.placeholder}
            hasFocusFirst
          />
        </div>
        <Menu
          className={styles.menu ?? ''}
          aria-label={words.frame.palette.title}
          renderEmptyState={() => <p className={styles.empty}>{words.frame.palette.empty}</p>}
        >
          {ids.map((id) => (
            <MenuItem
              key={id}
              id={id}
              className={styles.item ?? ''}
              textValue={words.commands.titles[id]}
              onAction={() => runFromPalette(id)}
            >
              <span className={styles.title}>{words.commands.titles[id]}</span>
              <CommandKbd id={id} />
            </MenuItem>
          ))}
        </Menu>
      </Autocomplete>
    </div>
  );
}

/** The palette closes first, so that the command finds the focus where it was. */
function runFromPalette(id: (typeof COMMAND_IDS)[number]): void {
  openOverlay(null);
  requestAnimationFrame(() => requestAnimationFrame(() => runCommand(id)));
}
