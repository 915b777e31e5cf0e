// The checking page: anybody can judge a receipt or a whole log here, without an account and without asking the broker.
import { render } from 'preact';
import * as z from 'zod/mini';
import '../view/tokens.css';
import '../view/base.css';
import '../view/parts.css';
import '../view/fields.css';
import '../view/door.css';
import { startWorker } from './edition.ts';
import { judging } from './judging.ts';
import { VerifyPage } from './VerifyPage.tsx';

z.config({ jitless: true });

const root = document.getElementById('app');
if (root) render(<VerifyPage judging={judging(startWorker())} />, root);
