// A dialog that comes up from the bottom edge of a phone, and stands in the middle of a wide screen.
import { Dialog, type DialogProps } from './Dialog.tsx';

export function Sheet(props: Omit<DialogProps, 'shape'>) {
  return <Dialog {...props} shape="sheet" />;
}
