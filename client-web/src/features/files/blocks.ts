// Reads a file in large blocks, one ahead, and hands it out in small pieces: a read of its own for each piece would cost
// more than the piece.
const BLOCK_BYTES = 1024 * 1024;

interface Block {
  readonly start: number;
  readonly bytes: Promise<Uint8Array>;
}

export interface Blocks {
  /** Up to `most` bytes from `at`; fewer at a block's end. Rejects when the file cannot be read. */
  read(at: number, most: number): Promise<Uint8Array>;
}

export function openBlocks(file: Blob): Blocks {
  let held: Block[] = [];

  const load = (start: number): Block => {
    const bytes = file
      .slice(start, start + BLOCK_BYTES)
      .arrayBuffer()
      .then((buffer) => new Uint8Array(buffer));
    // Whoever reads the block hears of the failure; a block read ahead in vain need not be heard of.
    bytes.catch(() => {});
    return { start, bytes };
  };
  const obtain = (start: number) => held.find((block) => block.start === start) ?? load(start);

  return {
    async read(at, most) {
      const start = at - (at % BLOCK_BYTES);
      const block = obtain(start);
      const next = start + BLOCK_BYTES;
      held = next < file.size ? [block, obtain(next)] : [block];
      const bytes = await block.bytes;
      const piece = bytes.subarray(at - start, at - start + most);
      if (piece.length === 0) throw new Error('the file is shorter than it was');
      return piece;
    },
  };
}
