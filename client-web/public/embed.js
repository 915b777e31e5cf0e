// A "Get help" link for a company's own site: <script src="https://BROKER/embed.js" data-desk="acme" data-lang="it" defer></script>
// It adds one link after itself (or at the end of the page, or in data-into="#where") and nothing else: no style, no frame, no request,
// no cookie. The link opens the desk's portal in a tab of its own, with origin and path of this page in the fragment, which the portal
// shows to the customer before it is sent.
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const { desk = '', lang = document.documentElement.lang, into = '', label = '' } = script.dataset;
  if (!/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(desk)) {
    console.error('Permesso: data-desk must be the name of a desk in addresses, such as "acme".');
    return;
  }
  const isItalian = lang.toLowerCase().startsWith('it');
  const words = isItalian
    ? ['Chiedi aiuto', '(si apre in una nuova scheda)']
    : ['Get help', '(opens in a new tab)'];
  const portal = `${new URL(script.src).origin}/d/${desk}`;

  const link = document.createElement('a');
  link.className = 'permesso-help';
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.lang = isItalian ? 'it' : 'en';
  const hint = document.createElement('span');
  hint.className = 'permesso-hint';
  hint.textContent = words[1] ?? '';
  link.append(label || words[0] || '', ' ', hint);

  // Anew when it is used: a page of one address may have become another since.
  const leads = () => {
    link.href = `${portal}#page=${encodeURIComponent(location.origin + location.pathname)}`;
  };
  leads();
  for (const use of ['pointerdown', 'focus', 'click']) link.addEventListener(use, leads);

  const place = into ? document.querySelector(into) : null;
  if (place) place.append(link);
  else if (script.parentElement && script.parentElement !== document.head) script.after(link);
  else document.body.append(link);
})();
