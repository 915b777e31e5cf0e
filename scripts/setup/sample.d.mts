export function drawSample(): void;
export function leftOut(): string[];
export function onPostgres(): string[];
