// Names of files come from the other end and are hostile until proven otherwise: security-rules.md 37.

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
// Windows takes `aux .txt` for the device too.
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/i;
const RUNS =
  /\.(?:exe|msi|msix|bat|cmd|com|scr|pif|ps1|vbs|vbe|js|jse|wsf|wsh|hta|cpl|jar|lnk|reg|app|command|dmg|pkg|sh|run|deb|rpm|appimage|desktop|apk|iso|img|vhd|vhdx|chm|scf|url|docm|xlsm|pptm|xll|xlam|msc|msp|msixbundle|appx|appxbundle|settingcontent-ms|search-ms|application|wsc|inf|jnlp|ps1xml|psm1|py|pyw|rb|pl|mobileconfig|terminal|workflow|one|html?|xhtml|svg|mht|mhtml)$/i;

/** A name that is safe to show and to save under: never empty, never a path, at most 200 bytes of UTF-8. */
export function safeFileName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    // Once more: what was taken away may have kept a letter and its mark apart.
    .normalize('NFC');
  const named = cleaned === '' ? 'file' : DEVICE.test(cleaned) ? `_${cleaned}` : cleaned;
  return shorten(named);
}

/** The true last extension with its dot, or ''. Shown apart from the name, since `photo.jpg      .exe` fools the eye. */
export const extensionOf = (name: string): string => /\.[^. ]{1,12}$/.exec(name)?.[0] ?? '';

/** True for files that do something when opened; the page asks a second time. */
export const isProgram = (name: string): boolean => RUNS.test(name);

function shorten(name: string): string {
  const size = (s: string) => new TextEncoder().encode(s).length;
  if (size(name) <= 200) return name;
  const extension = extensionOf(name);
  let stem = name.slice(0, name.length - extension.length);
  while (size(stem + extension) > 200) stem = [...stem].slice(0, -1).join('');
  return `${stem}${extension}`.replace(/[. ]+$/, '');
}
