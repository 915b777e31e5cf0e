// A technician's own choices at this browser, kept for the next visit where the browser keeps anything. Knows no choice by name.

type Place = 'localStorage' | 'sessionStorage';

export function readKept(name: string, place: Place = 'localStorage'): string | null {
  try {
    return window[place].getItem(`permesso.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string, place: Place = 'localStorage'): void {
  try {
    window[place].setItem(`permesso.${name}`, value);
  } catch {
    // Storage is off on this browser: the choice holds for this visit only.
  }
}
