import { escapeLine, escapeLines } from './escape.ts';

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text of one line for an element or an attribute of XML or HTML; what XML 1.0 forbids is made visible. */
export function escapeXml(text: string): string {
  return escapeSigns(escapeLine(text));
}

/** The same of several lines, which keep their columns. */
export function escapeXmlLines(text: string): readonly string[] {
  return escapeLines(text).map(escapeSigns);
}

function escapeSigns(line: string): string {
  return line.replaceAll(/[&<>"']/gu, (sign) => names[sign] ?? sign).replaceAll(/[\ufffe\uffff]/gu, '\ufffd');
}
