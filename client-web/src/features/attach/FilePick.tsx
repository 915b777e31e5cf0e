// The way to choose files, by a button that a keyboard reaches and by dropping or pasting onto it. What was chosen is somebody else's to
// show.
import { useId } from 'preact/hooks';
import './attach.css';

interface FilePickProps {
  label: string;
  hint?: string | undefined;
  /** Types by their ends, as the desk takes them; null for any. */
  types: readonly string[] | null;
  onPick: (files: File[]) => void;
}

export function FilePick({ label, hint, types, onPick }: FilePickProps) {
  const id = useId();
  const take = (files: FileList | null | undefined) => {
    if (files && files.length > 0) onPick([...files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut of the field inside
    <div
      class="file-pick"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files);
      }}
      onPaste={(event) => take(event.clipboardData?.files)}
    >
      <label class="field-label" for={id}>
        {label}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        type="file"
        multiple
        aria-describedby={hint ? `${id}-hint` : undefined}
        accept={types?.map((type) => `.${type}`).join(',')}
        onChange={(event) => {
          take(event.currentTarget.files);
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
