// Preloaded by the integration tests: lets every thread run TypeScript, the store's own thread too. `--import tsx` alone
// serves only the main thread on Node 20.
import { register } from 'tsx/esm/api';

register();
