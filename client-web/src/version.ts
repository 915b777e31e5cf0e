// The version of these pages, as package.json has it; the build puts it in.

declare const __PERMESSO_VERSION__: string;
export const VERSION: string = __PERMESSO_VERSION__;
