// Owns: the snippets a new desk starts with. Must not: come back once a person has removed them.
import type { World } from './ports.ts';
import type { SnippetRepo } from './store/desk/snippet-repo.ts';
import type { Connection } from './store/connection.ts';

const DEFAULT_SNIPPETS = [
  {
    title: 'Not authorised',
    text: 'This document has to be signed by a person who may bind the company. The person you named may not.',
  },
  {
    title: 'Contact details missing',
    text: 'Some contact details of the new person are missing. Please ask again with an e-mail address and a phone number.',
  },
  {
    title: 'Please sign yourself',
    text: 'This document was prepared for you personally. Please sign it yourself, or call us if you cannot.',
  },
  {
    title: 'Deadline too near',
    text: 'The document expires soon, so there is no time left to hand it over. Please sign it yourself.',
  },
];

const SEEDED = 'snippets.isSeeded';

/** Writes them once in the life of a profile. */
export function seedSnippets(store: Connection, snippets: SnippetRepo, world: World): void {
  store.inTransaction(() => {
    const { changes } = store
      .prepare(`INSERT INTO outbox.setting (name, value) VALUES (?, 'true') ON CONFLICT DO NOTHING`)
      .run(SEEDED);
    if (changes === 0) return;
    for (const { title, text } of DEFAULT_SNIPPETS) {
      snippets.save({ id: world.random.uuidV4(), title, text }, world.clock.wallMs());
    }
  });
}
