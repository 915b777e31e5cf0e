export function sampleArgs(): string[];
export function onPostgres(): string[];
