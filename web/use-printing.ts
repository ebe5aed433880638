import { useEffect, useState } from 'preact/hooks';

/** Whether the page is being printed. What is closed is open on paper, where nothing can be opened. */
export function usePrinting(): boolean {
  const [printing, print] = useState(false);
  useEffect(() => {
    let closed: readonly HTMLDetailsElement[] = [];
    const before = (): void => {
      closed = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
      for (const one of closed) one.open = true;
      print(true);
    };
    const after = (): void => {
      for (const one of closed) one.open = false;
      print(false);
    };
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
