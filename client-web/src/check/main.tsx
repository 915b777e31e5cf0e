// The connection check: whether help will work from here, before anybody is called. Technicians come by /check#desk.
import { render } from 'preact';
import '../view/tokens.css';
import '../view/base.css';
import '../view/parts.css';
import '../view/door.css';
import './check.css';
import { CheckPage } from './CheckPage.tsx';

// The same address for the other face is another check.
addEventListener('hashchange', () => location.reload());
const root = document.getElementById('app');
if (root) render(<CheckPage isDesk={location.hash === '#desk'} />, root);
