// The checking page as one file that people keep: the worker is part of it. Takes the place of edition.ts in that build.
import Judge from './judge.worker.ts?worker&inline';

export const isKept: boolean = true;

export const startWorker = (): Worker => new Judge();
