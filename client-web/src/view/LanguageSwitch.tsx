// Offers the other language, in its own words. One press, no menu, nothing is lost.
import { Button } from './Button.tsx';
import { language, languages, setLanguage } from './i18n.ts';

export function LanguageSwitch() {
  return (
    <span class="language">
      {languages
        .filter(({ code }) => code !== language.value)
        .map(({ code, name }) => (
          <Button key={code} lang={code} onClick={() => setLanguage(code)}>
            {name}
          </Button>
        ))}
    </span>
  );
}
