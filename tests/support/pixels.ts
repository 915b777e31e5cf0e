// What a person in front of a <video> would see: the colours that really arrived, whatever the page says about them.
// Reading them counts as a user gesture in Chromium, so never read between a click and the gesture under test.
import { waitFor } from './wait.ts';

/** Across and down, each from 0 to 1. */
export type Point = readonly [x: number, y: number];
export type Rgb = readonly [red: number, green: number, blue: number];

/** The part that Playwright's and Puppeteer's pages have in common. */
export interface PixelPage {
  // biome-ignore lint/suspicious/noExplicitAny: the two libraries type this call in incompatible ways.
  evaluate(script: any, argument: any): Promise<any>;
}

export interface PixelWish {
  at: readonly Point[];
  until: (pixels: Rgb[]) => boolean;
  timeoutMs?: number;
}

/** The colours at these points of the video's current frame; none as long as there is no video or no frame in it. */
export function videoPixels(page: PixelPage, selector: string, points: readonly Point[]): Promise<Rgb[]> {
  return page.evaluate(readPixels, { selector, points });
}

export async function waitForPixels(page: PixelPage, selector: string, wish: PixelWish): Promise<Rgb[]> {
  let seen: Rgb[] = [];
  const look = async () => {
    seen = await videoPixels(page, selector, wish.at);
    return seen.length > 0 && wish.until(seen) ? seen : undefined;
  };
  try {
    return await waitFor(look, { what: 'the pixels', timeoutMs: wish.timeoutMs ?? 10_000, everyMs: 100 });
  } catch (cause) {
    throw new Error(`${selector} last showed ${JSON.stringify(seen)}`, { cause });
  }
}

/** Whether a colour arrived as `color` (#rrggbb). Capturing a tab shifts a channel by up to 30 steps, so use bold colours. */
export function isNear(pixel: Rgb | undefined, color: string, tolerance = 48): boolean {
  const wanted = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
  return pixel?.every((channel, index) => Math.abs(channel - (wanted[index] ?? 0)) <= tolerance) ?? false;
}

/** Runs inside the page, so it may use nothing from this file. */
function readPixels({ selector, points }: { selector: string; points: readonly Point[] }): Rgb[] {
  const video = document.querySelector<HTMLVideoElement>(selector);
  if (!video?.videoWidth || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return [];
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [];
  context.drawImage(video, 0, 0);
  return points.map(([x, y]) => {
    const left = Math.min(canvas.width - 1, Math.floor(x * canvas.width));
    const top = Math.min(canvas.height - 1, Math.floor(y * canvas.height));
    const [red = 0, green = 0, blue = 0] = context.getImageData(left, top, 1, 1).data;
    return [red, green, blue] as const;
  });
}
