// Owns: a button whose work is on its way: dim, without effect, and still with the focus, which a disabled one loses.
// Must not: use React Aria's own isPending; it announces by the id of a button that may be gone a moment later.
import type { ButtonProps } from 'react-aria-components';

/** What the button gets while it is pending; nothing otherwise. */
export function listPendingProps(isPending: boolean): Pick<ButtonProps, 'type' | 'render'> {
  if (!isPending) return {};
  return {
    type: 'button',
    render: (props) => <button {...props} type="button" aria-disabled="true" data-pending="" />,
  };
}
