/** Small choices of one person on one machine. A full or forbidden store is no reason to fail. */
export function load<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(`yiwang.${key}`);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function save(key: string, value: unknown): void {
  try {
    localStorage.setItem(`yiwang.${key}`, JSON.stringify(value));
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(`yiwang.${key}`);
  } catch {
    // See save.
  }
}
