// Owns: the two live regions of the page. Mounted once; `announce` fills them.
import { useAnnouncerStore } from '../stores/announcer-store.ts';

export function LiveRegions() {
  const polite = useAnnouncerStore((store) => store.polite);
  const urgent = useAnnouncerStore((store) => store.urgent);
  return (
    <>
      <div className="visually-hidden" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" aria-live="assertive">
        {urgent}
      </div>
    </>
  );
}
