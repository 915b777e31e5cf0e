// The page of a desk's portal. Which desk it is stands in the address.
import { render } from 'preact';
import '../view/tokens.css';
import '../view/base.css';
import '../view/parts.css';
import '../view/fields.css';
import '../view/door.css';
import './portal.css';
import { PortalPage } from './PortalPage.tsx';

const slug = location.pathname.split('/')[2] ?? '';
const root = document.getElementById('app');
if (root) render(<PortalPage slug={slug} />, root);
