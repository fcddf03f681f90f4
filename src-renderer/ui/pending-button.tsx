// Owns: a button whose work is on its way: dim, without effect, and still with the focus, which a disabled one loses.
// Must not: use React Aria's own isPending; it announces by the id of a button that may be gone a moment later.
import type { ButtonProps } from 'react-aria-components';

/** What pressing does: nothing while the work is on its way, and then the button says so. */
export function listPressProps(
  isPending: boolean,
  onPress: ButtonProps['onPress'],
): Pick<ButtonProps, 'type' | 'render' | 'onPress'> {
  if (!isPending) return onPress === undefined ? {} : { onPress };
  return {
    type: 'button',
    render: (props) => <button {...props} type="button" aria-disabled="true" data-pending="" />,
  };
}
