import type { Evidence, Remedy, ToldFinding } from '../findings/finding.ts';
import type { NodeIdentity } from '../snapshot/facts-document.ts';

/** Makes texts of several nodes alike where they differ in who the node is. */
export type Mask = (text: string) => string;

const shortest = 3;

/** What stands for a name and for an address. */
interface Marks {
  readonly name: string;
  readonly address: string;
}

/** For lines that somebody may copy into a shell, where angle brackets are redirections. */
const commandMarks: Marks = { name: 'NODE-NAME', address: 'ADDRESS' };

export interface Masks {
  readonly text: Mask;
  /** Of commands, which are said for all nodes of a group. */
  readonly command: Mask;
}

export function masksOf(identity: Pick<NodeIdentity, 'hostName' | 'addresses'>): Masks {
  return { text: maskOf(identity), command: maskOf(identity, commandMarks) };
}

/** Names and addresses of the node itself, and numbers of processes, are no values that tell nodes apart. */
export function maskOf(
  { hostName, addresses }: Pick<NodeIdentity, 'hostName' | 'addresses'>,
  marks: Marks = { name: '<host name>', address: '<address>' },
): Mask {
  const short = hostName.split('.')[0] ?? '';
  const words = [
    // A node's name is its host name in lower case.
    ...[...new Set([hostName, short, hostName.toLowerCase(), short.toLowerCase()])].map((word) => ({
      word,
      mask: marks.name,
    })),
    ...addresses.slice(0, 64).map((word) => ({ word, mask: marks.address })),
  ].filter(({ word }) => word.length >= shortest);
  const patterns = new Map<string, RegExp>();
  return (text) => {
    let masked = text.includes('pid ') ? text.replaceAll(/\bpid \d+/gu, 'pid <number>') : text;
    for (const { word, mask } of words) {
      if (!masked.includes(word)) continue;
      const pattern = patterns.get(word) ?? wholeWord(word);
      patterns.set(word, pattern);
      masked = masked.replaceAll(pattern, () => mask);
    }
    return masked;
  };
}

/** A host called `node` is not in `nodeRegistration`. */
function wholeWord(word: string): RegExp {
  const escaped = word.replaceAll(/[^\w]/gu, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w.:-])${escaped}(?![\w:-]|\.\w)`, 'g');
}

const longestText = 600;
const longestExcerpt = 1500;
const longestCommand = 2000;
const mostEntries = 12;

/** A finding that stands for many nodes: cut to what a report shows, as its texts come from anywhere. */
export function clipFinding(finding: ToldFinding): ToldFinding {
  const { need, have, remedies, evidence } = finding;
  return {
    ...finding,
    subject: clip(finding.subject),
    says: clip(finding.says),
    ...(need === undefined ? {} : { need: clip(need) }),
    ...(have === undefined ? {} : { have: clip(have) }),
    evidence: evidence.slice(0, mostEntries).map(clipEvidence),
    ...(remedies === undefined ? {} : { remedies: remedies.slice(0, mostEntries).map(clipRemedy) }),
  };
}

export function clip(text: string, most = longestText): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function clipEvidence({ source, excerpt }: Evidence): Evidence {
  return {
    source: clip(source),
    ...(excerpt === undefined ? {} : { excerpt: clip(excerpt, longestExcerpt) }),
  };
}

/** Of a command nothing may be cut away: a longer one is left out. */
function clipRemedy({ what, now, persistent, verify }: Remedy): Remedy {
  return {
    what: clip(what),
    ...(now === undefined ? {} : { now: kept(now) }),
    ...(persistent === undefined ? {} : { persistent: kept(persistent) }),
    ...(verify === undefined ? {} : { verify: kept(verify) }),
  };
}

function kept(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.length <= longestCommand).slice(0, mostEntries);
}
