import { unitDirectories } from '../services/unit-directories.ts';
import type { WiperFacts, WipingLine } from './facts.ts';
import type { Reader } from './reader.ts';
import { firstLine, rulesetFlushes } from './wiping-lines.ts';

/** What nftables.service loads: Debian, SUSE and Arch; Enterprise Linux and Fedora. */
const roots = ['/etc/nftables.conf', '/etc/sysconfig/nftables.conf'];
const mostFiles = 40;

export async function nftablesService(reader: Reader): Promise<WiperFacts['nftables']> {
  const [flushes, stop] = await Promise.all([configuredFlushes(reader), stopFlush(reader)]);
  return { flushes, ...(stop === undefined ? {} : { stop }) };
}

async function configuredFlushes(reader: Reader): Promise<readonly WipingLine[]> {
  const seen = new Set<string>();
  const found: WipingLine[] = [];
  let level: readonly string[] = roots;
  while (level.length > 0 && seen.size < mostFiles) {
    const fresh = level.filter((path) => !seen.has(path)).slice(0, mostFiles - seen.size);
    for (const path of fresh) seen.add(path);
    const texts = await Promise.all(fresh.map((path) => reader.text(path)));
    const next: string[] = [];
    for (const [index, text] of texts.entries()) {
      found.push(...rulesetFlushes(text, fresh[index] ?? ''));
      for (const pattern of includesOf(text)) next.push(...(await expand(reader, pattern)));
    }
    level = next;
  }
  return found;
}

/** `include "/etc/nftables.d/*.nft"`; a relative path is below /etc, where nft looks by default. */
function includesOf(text: string): readonly string[] {
  const found = text.matchAll(/^\s*include\s+["']([^"'\n]+)["']/gmu);
  return [...found].map(([, path = '']) => (path.startsWith('/') ? path : `/etc/${path}`));
}

/** nft expands patterns in the last part of a path, and leaves out hidden files. */
async function expand(reader: Reader, pattern: string): Promise<readonly string[]> {
  const at = pattern.lastIndexOf('/');
  const [directory, name] = [pattern.slice(0, at), pattern.slice(at + 1)];
  if (!/[*?[]/u.test(name)) return [pattern];
  if (/[*?[]/u.test(directory)) return [];
  const expression = name
    .replaceAll(/[.+^${}()|\\]/gu, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const wanted = new RegExp(`^${expression}$`, 'u');
  return (await reader.files(directory)).filter((path) => wanted.test(path.slice(at + 1)));
}

/** The units of Debian and Enterprise Linux flush all when they are stopped, whatever the configuration says. */
async function stopFlush(reader: Reader): Promise<WipingLine | undefined> {
  const units = unitDirectories.map((directory) => `${directory}/nftables.service`);
  const texts = await Promise.all(units.map((path) => reader.text(path)));
  const index = texts.findIndex((text) => text !== '');
  return firstLine(texts[index] ?? '', units[index] ?? '', flushesAtStop);
}

function flushesAtStop(line: string): boolean {
  return /^\s*Exec(?:Stop|StopPost|Reload)=.*\bflush\s+ruleset\b/u.test(line);
}
