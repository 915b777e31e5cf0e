// The disks of a Linux computer: those with a file system of its own, each once, with their room. Where they are found is told in the
// words that every Linux has, for folders that people name say who they are.
import { statfs } from 'node:fs/promises';
import { DISKS_LIMIT, type Facts, factText } from '../../shared/channel/facts.ts';

type Disk = Facts['disks'][number];

/** As /proc/self/mounts has it: proc_pid_mounts(5), fstab(5). */
export interface Mount {
  readonly device: string;
  readonly folder: string;
  readonly kind: string;
}

/**
 * File systems on disks of this computer. Those of a network name other computers, and one that does not answer would hold up
 * whoever asks how full it is.
 */
const ON_DISK = new Set(
  'ext2 ext3 ext4 xfs btrfs zfs f2fs bcachefs jfs nilfs2 reiserfs vfat exfat msdos ntfs ntfs3 fuseblk hfsplus apfs'.split(
    ' ',
  ),
);
/** What a system from a read-only medium, or in a container, has at its root. */
const LAYERED = 'overlay';
/** Folders that every Linux has, by the Filesystem Hierarchy Standard 3.0; below them come names that people gave. */
const KNOWN = [
  '/',
  '/boot',
  '/boot/efi',
  '/efi',
  '/home',
  '/media',
  '/mnt',
  '/opt',
  '/root',
  '/run/media',
  '/srv',
  '/tmp',
  '/usr',
  '/var',
];
/** For a folder that stands under none of them. */
const OTHER = '/…';

/** @param mounts the text of the file. A disk that cannot be asked is left out. */
export async function readDisks(mounts: string): Promise<Disk[]> {
  const found = diskMounts(mounts).slice(0, DISKS_LIMIT);
  const disks = await Promise.all(
    found.map(async ({ folder, kind }): Promise<Disk | null> => {
      const room = await statfs(folder).catch(() => null);
      if (!room) return null;
      const { bsize, blocks, bavail } = room;
      return {
        mount: placeOf(folder),
        kind: factText(kind, 20),
        total: blocks * bsize,
        free: bavail * bsize,
      };
    }),
  );
  return disks.filter((disk) => disk !== null);
}

/** Each device once, by the shortest of its folders, in their order. */
export function diskMounts(mounts: string): Mount[] {
  const byDevice = new Map<string, Mount>();
  for (const mount of mounts.split('\n').flatMap(mountIn)) {
    const before = byDevice.get(mount.device);
    if (!before || mount.folder.length < before.folder.length) byDevice.set(mount.device, mount);
  }
  return [...byDevice.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

function mountIn(line: string): Mount[] {
  const [device = '', folder = '', kind = ''] = line.split(' ').map(unescaped);
  const isDisk = ON_DISK.has(kind) || (kind === LAYERED && folder === '/');
  return isDisk && folder.startsWith('/') ? [{ device, folder, kind }] : [];
}

/** Blanks and backslashes are written in octal. */
const unescaped = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** A folder as far as it has the same name on every computer: `/media/maria/photos` is told as `/media/…`. */
export function placeOf(folder: string): string {
  if (KNOWN.includes(folder)) return folder;
  const above = KNOWN.filter((known) => known !== '/' && folder.startsWith(`${known}/`));
  const nearest = above.sort((a, b) => b.length - a.length)[0];
  return nearest === undefined ? OTHER : `${nearest}/…`;
}
