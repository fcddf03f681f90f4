// Owns: planting one bug in the program that is about to load: the text of one product file is changed as it is read.
// `PLANT_BUG` names it, `PLANT_MARK` is a file that is written once it is in. Must not: be loaded by the app.
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../build/paths.ts';
import { findPlantedBug } from './planted-bugs.ts';

const { PLANT_BUG = '', PLANT_MARK = '' } = process.env;
const bug = findPlantedBug(PLANT_BUG);
const target = pathToFileURL(join(PROJECT_ROOT, bug.file)).href;

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (url !== target) return loaded;
    const { source } = loaded;
    let text =
      typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
    for (const [from, to] of bug.changes) {
      if (text.split(from).length !== 2)
        throw new Error(`${bug.name}: not exactly once in ${bug.file}: ${from}`);
      text = text.replace(from, () => to);
    }
    appendFileSync(PLANT_MARK, `${bug.name}\n`);
    return { ...loaded, source: text };
  },
});
