// The facts about the computer that the tests run on, and what a Linux of another making would say.
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import os from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diskMounts, placeOf, readDisks } from '../../host/facts/disks.ts';
import { linuxFacts } from '../../host/facts/linux.ts';
import { languageOf, systemOf } from '../../host/facts/release.ts';
import { DISKS_LIMIT, type Facts, facts, factText, readFacts } from '../../shared/channel/facts.ts';
import { FACT_LABELS, factLines, factsAsText } from '../../shared/channel/facts-words.ts';

const SEED = 20_262;
const RUNS = 300;
const HOMES = '/home';
const MONITORS = [
  { name: 'HDMI-1', isPrimary: true, x: 0, y: 0, width: 1920, height: 1080 },
  { name: 'evil\u202e\nname', isPrimary: false, x: 1920, y: 0, width: 1280, height: 1024 },
];
const SAMPLE: Facts = {
  system: { name: 'Debian GNU/Linux', version: '12 (bookworm)' },
  kernel: '6.1.0-18-amd64',
  architecture: 'x86_64',
  processor: { name: 'Intel Core i5-8250U', cores: 8 },
  memory: { total: 16_696_172_544, free: 3_221_225_472 },
  disks: [{ mount: '/', kind: 'ext4', total: 502_468_108_288, free: 104_857_600 }],
  displays: [{ label: 'HDMI-1', width: 1920, height: 1080 }],
  uptimeS: 2 * 86_400 + 3 * 3_600 + 4 * 60 + 5,
  language: 'it-IT',
  timeZone: 'Europe/Rome',
};

describe('this computer', () => {
  it('is told as it is, within the closed list', async () => {
    const told = await linuxFacts({ monitors: MONITORS, env: { LANG: 'it_IT.UTF-8' } });
    expect(facts.safeParse(told).success).toBe(true);
    expect(readFacts(JSON.stringify(told))).toEqual(told);
    expect(told).toMatchObject({
      system: { name: systemOf(readFileSync('/etc/os-release', 'utf8')).name },
      kernel: os.release(),
      processor: { cores: os.cpus().length },
      memory: { total: os.totalmem() },
      language: 'it-IT',
      displays: [
        { label: 'HDMI-1', width: 1920, height: 1080 },
        { label: 'evil  name', width: 1280, height: 1024 },
      ],
    });
    expect(told.uptimeS).toBeLessThanOrEqual(os.uptime());
    const root = told.disks.find(({ mount }) => mount === '/');
    const { blocks, bsize } = await statfs('/');
    expect(root?.total).toBe(blocks * bsize);
    expect(root?.free).toBeLessThanOrEqual(blocks * bsize);
  });

  it('is told without names of people or of itself', async () => {
    const text = JSON.stringify(await linuxFacts({ monitors: [], env: process.env })).toLowerCase();
    const addresses = Object.values(os.networkInterfaces()).flatMap((each = []) =>
      each.map(({ mac, address }) => [mac, address]),
    );
    const personal = [os.hostname(), os.userInfo().username, os.homedir(), ...addresses.flat()];
    for (const name of personal.filter((each) => each.length > 3))
      expect(text).not.toContain(name.toLowerCase());
  });
});

describe('another Linux', () => {
  it('says its name and version in a file that is quoted in many ways', () => {
    expect(systemOf('NAME="Debian GNU/Linux"\nVERSION="12 (bookworm)"\nVERSION_ID="12"\n')).toEqual({
      name: 'Debian GNU/Linux',
      version: '12 (bookworm)',
    });
    expect(systemOf("# a comment\nNAME='Arch Linux'\nBUILD_ID=rolling\n")).toEqual({
      name: 'Arch Linux',
      version: 'rolling',
    });
    expect(systemOf('NAME="A \\"quoted\\" one"\nVERSION=\nVERSION_ID=3')).toEqual({
      name: 'A "quoted" one',
      version: '3',
    });
    expect(systemOf('')).toEqual({ name: '', version: '' });
  });

  it('says its language, or none', () => {
    expect(languageOf({ LANG: 'it_IT.UTF-8' })).toBe('it-IT');
    expect(languageOf({ LANG: 'it_IT.UTF-8', LC_ALL: 'de' })).toBe('de');
    expect(languageOf({ LANG: 'ca_ES@valencia' })).toBe('ca-ES');
    for (const LANG of ['C', 'C.UTF-8', 'POSIX', '', 'maria rossi']) expect(languageOf({ LANG })).toBe('');
  });

  it('has each disk once, and neither networks nor what only looks like a disk', () => {
    const mounts = [
      '/dev/nvme0n1p2 / btrfs rw 0 0',
      '/dev/nvme0n1p2 /home btrfs rw,subvol=/home 0 0',
      '/dev/nvme0n1p1 /boot/efi vfat rw 0 0',
      '/dev/sda1 /media/maria/USB\\040di\\040Maria vfat rw 0 0',
      'server.example:/export /mnt/nas nfs4 rw 0 0',
      '//server/maria /mnt/share cifs rw 0 0',
      'tmpfs /run tmpfs rw 0 0',
      '/dev/loop0 /snap/core/1 squashfs ro 0 0',
      'overlay /var/lib/docker/overlay2/abc/merged overlay rw 0 0',
      'not a line',
    ].join('\n');
    expect(diskMounts(mounts).map(({ folder, kind }) => `${folder} ${kind}`)).toEqual([
      '/ btrfs',
      '/boot/efi vfat',
      '/media/maria/USB di Maria vfat',
    ]);
  });

  it('tells where a disk is found without the names that people gave', () => {
    const cases = {
      '/': '/',
      '/boot/efi': '/boot/efi',
      '/home': '/home',
      [`${HOMES}/maria`]: `${HOMES}/…`,
      '/media/maria/USB di Maria': '/media/…',
      '/run/media/maria/USB': '/run/media/…',
      '/mnt/backup-of-maria': '/mnt/…',
      '/maria': '/…',
      '/homestead': '/…',
    };
    for (const [folder, told] of Object.entries(cases)) expect(placeOf(folder)).toBe(told);
  });

  it('has at most twelve disks told, and none that cannot be asked', async () => {
    const many = Array.from({ length: 20 }, (_, at) => `/dev/sd${at} / ext4 rw 0 0`).join('\n');
    expect(await readDisks(many)).toHaveLength(DISKS_LIMIT);
    expect(await readDisks('/dev/sdz1 /mnt/nowhere-at-all ext4 rw 0 0')).toEqual([]);
  });
});

describe('the list', () => {
  it('has a label for each field, in both languages, and a line for each fact', () => {
    expect(Object.keys(FACT_LABELS)).toEqual(Object.keys(SAMPLE));
    for (const language of ['en', 'it'] as const) {
      const labels = factLines(SAMPLE, language).map(({ label }) => label);
      expect(labels).toEqual(Object.values(FACT_LABELS).map((label) => label[language]));
    }
  });

  it('reads as a person would say it', () => {
    expect(factsAsText(SAMPLE, 'it').split('\n')).toEqual([
      'Sistema: Debian GNU/Linux 12 (bookworm)',
      'Kernel: 6.1.0-18-amd64',
      'Architettura: x86_64',
      'Processore: Intel Core i5-8250U, 8 core',
      'Memoria: 15,5 GiB, 3,0 GiB liberi',
      'Disco: / (ext4): 468,0 GiB, 100,0 MiB liberi',
      'Schermo: HDMI-1: 1920 × 1080',
      'Acceso da: 2 giorni, 3 h 4 min',
      'Lingua: it-IT',
      'Fuso orario: Europe/Rome',
    ]);
    const en = factsAsText({ ...SAMPLE, uptimeS: 86_400, processor: { name: 'x', cores: 1 } }, 'en');
    expect(en).toContain('Processor: x, 1 core\n');
    expect(en).toContain('Running for: 1 day, 0 h 0 min');
    expect(factsAsText({ ...SAMPLE, memory: { total: 0, free: 512 } }, 'en')).toContain(
      'Memory: 0 B, 512 B free',
    );
  });

  it('takes nothing beside its fields, nothing that hides, and nothing without end', () => {
    expect(readFacts(JSON.stringify(SAMPLE))).toEqual(SAMPLE);
    const wrong: unknown[] = [
      { ...SAMPLE, hostname: 'pc-maria' },
      { ...SAMPLE, kernel: 'a\u202eb' },
      { ...SAMPLE, kernel: 'a\nb' },
      { ...SAMPLE, kernel: 'a'.repeat(81) },
      { ...SAMPLE, disks: Array.from({ length: 13 }, () => SAMPLE.disks[0]) },
      { ...SAMPLE, uptimeS: -1 },
      { ...SAMPLE, memory: { total: 1.5, free: 0 } },
      null,
    ];
    for (const each of wrong) expect(readFacts(JSON.stringify(each))).toBeNull();
    expect(readFacts('{')).toBeNull();
    expect(readFacts(`${' '.repeat(8_001)}${JSON.stringify(SAMPLE)}`)).toBeNull();
  });

  it('holds any text that a system may say, once it is made a fact', () => {
    console.log(`facts: seed ${SEED}, ${RUNS} texts`);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const kernel = factText(text, 80);
        expect(facts.safeParse({ ...SAMPLE, kernel }).success).toBe(true);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
