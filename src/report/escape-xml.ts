import { escapeLine } from './escape.ts';

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text of one line for an element or an attribute of XML or HTML; what XML 1.0 forbids is made visible. */
export function escapeXml(text: string): string {
  return escapeLine(text)
    .replaceAll(/[&<>"']/gu, (sign) => names[sign] ?? sign)
    .replaceAll(/[\ufffe\uffff]/gu, '\ufffd');
}
