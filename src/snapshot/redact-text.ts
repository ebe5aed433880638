/** What stands where something was taken out. */
export const redacted = '(redacted)';

/** Names whose value is nobody's business, whatever it looks like; not a file of such a name. */
const secretName =
  '[\\w.-]*(?:pass(?:wor)?d|passwd|passphrase|(?<![a-z])pass|pwd|secret|token|api[_-]?key|access[_-]?key|' +
  'private[_-]?key|secret[_-]?key|certificate[_-]?key|(?:en|de)cryption[_-]?key|signing[_-]?key|client-key-data|' +
  'credentials?|authorization|cookie|psk)';

/** `/etc/passwd: EACCES` is about a file. */
const naming = `(?:(?<![\\w.-])${secretName}["']?\\s{0,4}=|(?<![\\w./-])${secretName}["']?\\s{0,4}:)\\s{0,4}`;

/** A switch or a path is no secret; what begins as a path does may be one in base64, which has + and = in it. */
const harmless =
  '(?!(?:true|false|yes|no|on|off|none|null)(?![\\w/+=-])|/(?![\\w/.:-]{0,500}[+=])|unix:|file:)';

const quoted = String.raw`"(?:[^"\\]|\\.){1,4000}"|'[^']{1,4000}'`;

interface Rule {
  readonly pattern: RegExp;
  readonly by: string;
}

/**
 * Secrets by their shape. In this order: whole blocks, then what a name says, then what is known by its look.
 * Every pattern is linear in the length of the text.
 */
const rules: readonly Rule[] = [
  // PEM: private keys of any kind, whole or cut off.
  {
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----|$)/gu,
    by: redacted,
  },
  // user:password@ of a URL; a user alone may be a token.
  { pattern: /\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/"'?#]{1,500}@/giu, by: `$1${redacted}@` },
  // Authorization: Bearer …, Basic …
  { pattern: /\b(bearer|basic)([ :=]+)[\w.~+/=-]{8,}/giu, by: `$1$2${redacted}` },
  // NAME=value, --name=value, "name": "value", name: value; quoted values whole.
  {
    pattern: new RegExp(`(${naming})(?:${quoted})`, 'giu'),
    by: `$1${redacted}`,
  },
  {
    pattern: new RegExp(`(${naming})${harmless}[^\\s"'}\\]]+`, 'giu'),
    by: `$1${redacted}`,
  },
  // --token value
  {
    pattern: new RegExp(
      `((?<![\\w./-])${secretName}\\s{1,4})(?<=--\\S+\\s+)(?!-)(?:${quoted}|${harmless}[^\\s"']+)`,
      'giu',
    ),
    by: `$1${redacted}`,
  },
  // curl -u user:password
  { pattern: /(\s-u\s{0,4})[^\s:]{1,100}:[^\s]+/gu, by: `$1${redacted}` },
  // A bootstrap token of kubeadm; one in two hundred has no digit, as names of hosts have none.
  { pattern: /(?<![\w.])[a-z0-9]{6}\.(?=[a-z]*\d)[a-z0-9]{16}(?![\w.])/gu, by: redacted },
  // A JSON Web Token.
  { pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/gu, by: redacted },
  // PEM in base64, as kubeconfigs have it.
  { pattern: /LS0tLS1CRUdJTi[\w+/=-]{20,}/gu, by: redacted },
  // Keys that tell their maker: AWS, GitHub, GitLab, Slack, Google, Vault.
  {
    pattern:
      /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|hvs\.[\w-]{20,})/gu,
    by: redacted,
  },
  // A hash of a password, as in shadow(5).
  { pattern: /\$(?:1|2[abxy]?|5|6|7|y|gy)\$[\w./$,=-]{8,}/gu, by: redacted },
];

/** The text without what looks like a secret in it. */
export function redactText(text: string): string {
  let left = text;
  for (const { pattern, by } of rules) left = left.replace(pattern, by);
  return left;
}
