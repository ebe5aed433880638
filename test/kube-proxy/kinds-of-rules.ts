import type { Script } from './written/script.ts';

/**
 * The kinds of things that scripts ask of tools and kernel, told apart by a small reader of their words: names,
 * addresses, ports and numbers are left out, so that two rules of one kind read the same.
 */
export function kindsOf(scripts: readonly Script[]): ReadonlySet<string> {
  return new Set(scripts.filter(({ mayFail = false }) => !mayFail).flatMap(kindsIn));
}

function kindsIn({ argv, stdin = '' }: Script): readonly string[] {
  const [tool, ...rest] = argv;
  const lines = stdin.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (tool === 'nft') return lines.flatMap(nftKinds);
  if (tool === 'ipset') return rest[0] === 'create' ? [`ipset ${rest[2] ?? ''}`] : [];
  if (/^ip6?tables-restore$/u.test(tool)) return lines.flatMap(restoreKinds);
  if (/^ip6?tables$/u.test(tool)) return ruleKinds(rest.join(' '));
  return [];
}

/** Words that name something of the kernel in a line for iptables-restore, or of an iptables. */
function restoreKinds(line: string): readonly string[] {
  if (line.startsWith('*')) return [`table ${line.slice(1)}`];
  return line.startsWith('-A') ? ruleKinds(line) : [];
}

/** What is no chain of kube-proxy's, and what needs no module. */
const builtIn = /^(?:KUBE-\S+|ACCEPT|DROP|RETURN|)$/u;

function ruleKinds(line: string): readonly string[] {
  const rule = line.replaceAll(/"[^"]*"/gu, '');
  const table = /-t (\w+)/u.exec(rule)?.[1];
  const matches = [...rule.matchAll(/-m ([\w-]+)/gu)].map(([, name = '']) => `match ${name}`);
  const target = /-j (\S+)/u.exec(rule)?.[1] ?? '';
  const flags = [...rule.matchAll(/--[\w-]+/gu)].map(([flag]) => `flag ${flag}`);
  return [
    ...(table === undefined ? [] : [`table ${table}`]),
    ...matches,
    ...(builtIn.test(target) ? [] : [`target ${target}`]),
    ...flags,
  ];
}

/** Patterns of nft's language, and what a line that has one asks for. */
const nftWords: readonly (readonly [RegExp, string])[] = [
  [/\btype (filter|nat) hook (\w+)/u, 'chain $1 $2'],
  [/^add set .*type ipv._addr \. /u, 'set of concatenations'],
  [/^add set .*flags dynamic,timeout/u, 'set dynamic,timeout'],
  [/^add set /u, 'set'],
  [
    /^add map .*ipv._addr \. inet_proto \. inet_service : verdict/u,
    'map address . protocol . port : verdict',
  ],
  [/^add map .*\{ type inet_proto \. inet_service : verdict/u, 'map protocol . port : verdict'],
  [/^add element .*: goto/u, 'element goto'],
  [/^add element .* comment "/u, 'element comment'],
  [/daddr \. meta l4proto \. th dport vmap @/u, 'lookup address . protocol . port'],
  [/(?<!\. )meta l4proto \. th dport vmap @/u, 'lookup protocol . port'],
  [/ip6? [sd]addr @/u, 'lookup address'],
  [/saddr \. ip6? daddr \. meta l4proto \. th dport @/u, 'lookup of four'],
  [/addr (?:!= )?\{ /u, 'anonymous set of networks'],
  [/addr (?:!= )?[\da-f]/u, 'address'],
  [/iifname (?:!= )?"[^*"]+"/u, 'iifname'],
  [/iifname (?:!= )?"[^"]*\*"/u, 'iifname prefix'],
  [/fib ([sd]addr) type local/u, 'fib $1'],
  [/ct (state|status) \w+/u, 'ct $1'],
  [/mark set mark or/u, 'mark or'],
  [/mark and \w+ [!=]= 0/u, 'mark and'],
  [/mark set mark xor/u, 'mark xor'],
  [/masquerade fully-random/u, 'masquerade fully-random'],
  [/dnat to /u, 'dnat to'],
  [/dnat ip6? addr \. port to numgen/u, 'dnat map'],
  [/numgen random mod/u, 'numgen'],
  [/numgen random mod \d+ vmap/u, 'numgen vmap'],
  [/update @\S+ \{/u, 'update'],
  [/ jump /u, 'jump'],
  [/ goto /u, 'goto'],
  [/ drop$| drop comment/u, 'drop'],
  [/ reject$| reject comment/u, 'reject'],
  [/^delete chain/u, 'delete chain'],
  [/^flush chain/u, 'flush chain'],
  [/meta l4proto sctp/u, 'sctp'],
];

function nftKinds(line: string): readonly string[] {
  // Names of chains and sets of Services say nothing of the kernel.
  const bare = line.replaceAll(/(?:service|external|firewall|endpoint)-[A-Z\d]{8}\S*/gu, 'name');
  const found = nftWords.flatMap(([pattern, kind]) => {
    const match = pattern.exec(bare);
    return match === null ? [] : [kind.replaceAll(/\$(\d)/gu, (_, index) => match[Number(index)] ?? '')];
  });
  const comment = /^add (\w+) .*comment "/u.exec(bare)?.[1];
  return [...found, ...(comment === undefined ? [] : [`comment of ${comment}`]), ...nftKeywords(line)];
}

/** Every word of nft's language in a line: a word that the table above has no pattern for is told by itself. */
function nftKeywords(line: string): readonly string[] {
  const bare = line
    .replace(/^(\w+) (\w+) ip6? \S+(?: [^\s{]+)?/u, '$1 $2')
    .replaceAll(/"[^"]*"/gu, '')
    .replaceAll(/\b(jump|goto) \S+/gu, '$1')
    .replaceAll(/@\S+/gu, '@')
    .replaceAll(/(?<![\w-])[\da-f]*(?:[.:][\da-f]*)+(?:\/\d+)?|\b(?:0x)?\d\w*/gu, '');
  return [...bare.matchAll(/[a-z_][\w-]*/giu)].map(([word]) => `word ${word}`);
}
