// Preloaded by programs that run the sources as they stand: lets every thread run TypeScript. `--import tsx` alone serves only the main
// thread on Node 20.
import { register } from 'tsx/esm/api';

register();
