// Real browsers for the stories. Each person has a profile of their own (a context: nothing is shared, as between two
// private windows); people for whom the flags are the same share the process, because starting one costs more than most
// stories. The flags that answer the capture picker hold for a whole process.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import puppeteer, { type Browser as FirefoxBrowser, type Page as FirefoxPage } from 'puppeteer-core';
import { stopLater } from './children.ts';

/**
 * How the browser's own picker is answered: with the whole monitor, with the tab of that title (never the capturing tab
 * itself), with the window whose title begins so, with a refusal, or not at all: then it stays open for `Screen.press`.
 */
export type Capture = 'monitor' | { tab: string } | { window: string } | 'refuse' | 'ask';

export interface ChromiumOptions {
  /** An Xvfb display; without one the browser is headless, and there is no monitor to share. */
  display?: string;
  capture?: Capture;
  /** A phone: small touch screen, phone's user agent, and no screen sharing, as on phones. */
  mobile?: boolean;
  locale?: string;
  args?: string[];
  /** What stands before its command, as for a computer of its own (cable.ts). */
  inside?: readonly string[];
}

export interface Chromium {
  context: BrowserContext;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export interface FirefoxOptions {
  display?: string;
  locale?: string;
}

export interface Firefox {
  browser: FirefoxBrowser;
  newPage(): Promise<FirefoxPage>;
  close(): Promise<void>;
}

const CHROMIUM = process.env['CHROMIUM_PATH'] || '/usr/bin/chromium';
const BASE_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The address bar's list is a page of its own in each window, and costs more than everything else a window does; so
  // does, in small, the renderer that waits for a page that no story opens. A later switch replaces Playwright's own
  // list, so what matters of that stands here too.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,HttpsUpgrades',
];
// Smaller than the default screen, so that a strip of bare screen stays visible at the right for `paintScreen`.
const WINDOW_FLAGS = ['--window-position=0,0', '--window-size=1000,720'];

const PHONE = {
  viewport: { width: 412, height: 839 },
  deviceScaleFactor: 2.625,
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
};

/** The processes that run, by what they were started with. */
const processes = new Map<string, Promise<Browser>>();

/** A Chromium for one person: a fresh profile, in a process that may have other people in it. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const { display, mobile, locale } = options;
  const browser = await processFor(options);
  const context = await browser.newContext({
    ...(mobile ? PHONE : { viewport: display ? null : { width: 1280, height: 720 } }),
    ...(locale ? { locale } : {}),
  });
  if (mobile) await context.addInitScript(forgetScreenSharing);
  return { context, newPage: () => context.newPage(), close: stopLater(() => context.close()) };
}

function processFor({
  display,
  capture = 'refuse',
  args = [],
  inside = [],
}: ChromiumOptions): Promise<Browser> {
  const flags = [
    ...BASE_FLAGS,
    ...(display ? WINDOW_FLAGS : ['--headless=new']),
    ...captureFlags(capture),
    ...args,
  ];
  const key = JSON.stringify([display, flags, inside]);
  const running = processes.get(key) ?? startChromium(flags, { display, inside });
  processes.set(key, running);
  return running;
}

async function startChromium(
  args: string[],
  { display, inside }: { display: string | undefined; inside: readonly string[] },
): Promise<Browser> {
  const { home, remove } = temporaryHome('chromium');
  const browser = await chromium.launch({
    executablePath: inside.length > 0 ? startingIn(home, inside) : CHROMIUM,
    // Playwright's own headless mode adds flags that a customer's browser does not have.
    headless: false,
    // Automation hides the "is sharing your screen" bar and turns the picker off; muting silences shared sound.
    ignoreDefaultArgs: ['--enable-automation', '--mute-audio'],
    args,
    env: environment(home, display),
  });
  stopLater(async () => {
    processes.clear();
    await browser.close();
    await remove();
  });
  return browser;
}

export async function launchFirefox({ display, locale }: FirefoxOptions = {}): Promise<Firefox> {
  const { home, remove } = temporaryHome('firefox');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath: process.env['FIREFOX_PATH'] || '/usr/bin/firefox-esr',
    headless: !display,
    env: environment(home, display),
    extraPrefsFirefox: {
      // Both ends of a connection are on this machine, and the prompt for the screen has no driver.
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'media.navigator.permission.disabled': true,
      ...(locale ? { 'intl.accept_languages': locale } : {}),
    },
  });
  const close = stopLater(async () => {
    await browser.close();
    await remove();
  });
  return { browser, newPage: () => browser.newPage(), close };
}

/** A program that starts the browser after these words. */
function startingIn(home: string, inside: readonly string[]): string {
  const program = join(home, 'chromium-inside');
  writeFileSync(program, `#!/bin/sh\nexec ${inside.join(' ')} ${CHROMIUM} "$@"\n`, { mode: 0o700 });
  return program;
}

function captureFlags(capture: Capture): string[] {
  if (capture === 'monitor') return ['--auto-select-desktop-capture-source=Entire screen'];
  if (capture === 'refuse') return ['--auto-reject-capture'];
  if (capture === 'ask') return [];
  if ('window' in capture) return [`--auto-select-window-capture-source-by-title=${capture.window}`];
  return [`--auto-select-tab-capture-source-by-title=${capture.tab}`];
}

/** Runs inside the page: Android's browsers have no such function at all. */
function forgetScreenSharing(): void {
  Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia');
}

/** Whatever a browser writes goes into one folder that leaves with it, even if the browser never came up. */
function temporaryHome(name: string): { home: string; remove: () => Promise<void> } {
  const home = mkdtempSync(join(tmpdir(), `permesso-${name}-`));
  // A browser's last helper process may still be writing when its main process is gone.
  const remove = stopLater(() => rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return { home, remove };
}

function environment(home: string, display: string | undefined): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'DISPLAY',
  );
  // The titles of the browser's own windows are looked for in English, whatever language the page is shown in.
  const own = { HOME: home, TMPDIR: home, LANG: 'C.UTF-8', LANGUAGE: 'en' };
  return { ...Object.fromEntries(inherited), ...own, ...(display ? { DISPLAY: display } : {}) };
}
