// A picture for the portal made small before it is sent, and drawn anew: what else stood in the file stays behind.
import type { LogoUpload } from '../../../../shared/protocol/desks.ts';

const WIDEST = 480;
const HIGHEST = 160;
/** In base64, with room to the broker's own limit. */
const MOST = 54_000;

/** @returns null where it is no picture, or cannot be made small enough */
export async function smallPicture(file: File): Promise<LogoUpload | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  for (
    let scale = Math.min(1, WIDEST / picture.width, HIGHEST / picture.height);
    scale > 0.02;
    scale /= 1.4
  ) {
    const data = await png(picture, scale);
    if (data && data.length <= MOST) return { type: 'image/png', data };
  }
  return null;
}

async function png(picture: ImageBitmap, scale: number): Promise<string | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const url = canvas.toDataURL('image/png');
  return url.startsWith('data:image/png;base64,') ? url.slice('data:image/png;base64,'.length) : null;
}
