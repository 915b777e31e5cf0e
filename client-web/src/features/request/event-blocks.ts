// Server-Sent Events as they are read by hand (HTML standard, section 9.2), because EventSource cannot send a body, and what proves
// us does not belong into an address. Our broker sends wake-ups only, so what stands in them is not kept.

/** A broker that never ends a block must not fill the memory. */
const MOST_KEPT = 65_536;

/** @returns what takes the text as it comes, in pieces cut anywhere; `onEvent` is told of each block that carries data */
export function eventBlocks(onEvent: () => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).replace(/\r\n?/g, '\n').split('\n\n');
    rest = (blocks.pop() ?? '').slice(-MOST_KEPT);
    for (const block of blocks) if (block.split('\n').some((line) => line.startsWith('data:'))) onEvent();
  };
}
