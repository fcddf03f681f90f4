// Owns: the two live regions of the page. Mounted once; `announce` fills them.
import { useAnnouncerStore } from '../stores/announcer-store.ts';

/** The mark keeps them spoken while React Aria makes all but the drop targets inert. */
export function LiveRegions() {
  const polite = useAnnouncerStore((store) => store.polite);
  const urgent = useAnnouncerStore((store) => store.urgent);
  return (
    <>
      <div className="visually-hidden" aria-live="polite" data-live-announcer="true">
        {polite}
      </div>
      <div className="visually-hidden" aria-live="assertive" data-live-announcer="true">
        {urgent}
      </div>
    </>
  );
}
