// A file the person chose in the browser's own picker. Bytes go to a temporary file that takes its place only at the end,
// so a broken or false transfer leaves nothing that could be opened.
import type { Sink } from './sinks.ts';

type Picker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/** @returns null where the browser has no such picker or does not open it now */
export async function openPicked(name: string): Promise<Sink | 'cancelled' | null> {
  const picker = (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  if (!picker) return null;
  try {
    const handle = await picker.call(globalThis, { suggestedName: name });
    return toSink(await handle.createWritable());
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : null;
  }
}

function toSink(file: FileSystemWritableFileStream): Sink {
  let offset = 0;
  return {
    get offset() {
      return offset;
    },
    async write(chunk) {
      await file.write(new Uint8Array(chunk));
      offset += chunk.length;
    },
    close: () => file.close(),
    abort: () => file.abort(),
  };
}
