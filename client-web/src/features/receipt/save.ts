// Hands a file to the browser's own downloads. It does not know what stands in it.

export const fileOf = (parts: Uint8Array | string, type: string): Blob =>
  new Blob([parts as BlobPart], { type });

export function saveAs(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
