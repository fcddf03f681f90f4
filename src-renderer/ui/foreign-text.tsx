// Owns: how text from a server or another person is drawn: inert, isolated in direction, nothing hidden in it.
import { showInvisibles } from './show-invisibles.ts';

export interface ForeignTextProps {
  readonly text: string;
  readonly isMultiline?: boolean;
}

/** Text nodes only. `bdi` keeps the text's direction from reordering what stands around it. */
export function ForeignText({ text, isMultiline = false }: ForeignTextProps) {
  const parts = showInvisibles(text, isMultiline);
  return (
    <bdi>
      {parts.map((part, index) =>
        part.shownAs === null ? (
          part.text
        ) : (
          <span key={index} className="shown-invisible">
            {part.shownAs}
          </span>
        ),
      )}
    </bdi>
  );
}
