import {
  type CommandRow,
  type FlagRow,
  type Offer,
  type OperandRow,
  shownFlags,
} from './completion-table.ts';

/** zsh completion: for a file `_kube-preflight` in fpath, and to be sourced alike. */
export function zshCompletion(rows: readonly CommandRow[]): string {
  const named = rows.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}\n`).join('');
  return `#compdef kube-preflight
# zsh completion for kube-preflight. Made by: kube-preflight completion zsh

_kube-preflight() {
  local curcontext="$curcontext" state line ret=1
  local -a commands
  commands=(
${named}  )
  _arguments -C \\
    '(- *)'{-h,--help}'[print help]' \\
    '(- *)--version[print the version]' \\
    '1:command:->command' \\
    '*::argument:->argument' && ret=0
  case $state in
    command) _describe -t commands command commands && ret=0 ;;
    argument)
      curcontext="\${curcontext%:*:*}:kube-preflight-$words[1]:"
      case $words[1] in
${rows.map(caseOf).join('')}      esac ;;
  esac
  return ret
}

${rows.map(operandFunction).join('')}if [[ \${funcstack[1]} == _kube-preflight ]]; then
  _kube-preflight "$@"
else
  compdef _kube-preflight kube-preflight
fi
`;
}

function caseOf(row: CommandRow): string {
  const specs = [
    `'(- *)'{-h,--help}'[print help]'`,
    ...shownFlags(row).map(flagSpec),
    ...row.flags.filter(({ flag }) => flag.noEffect === true).map(hiddenSpec),
    ...(row.operands.length === 0 ? [] : [`'*:operand:${operandName(row)}'`]),
  ];
  const lines = specs.map((spec) => `            ${spec}`).join(' \\\n');
  return `        ${row.name})\n          _arguments -s -S \\\n${lines} && ret=0 ;;\n`;
}

/** `'*--config=[help]:file:_files'`; one that may not be repeated without the star. */
function flagSpec({ flag, spelled, offer }: FlagRow): string {
  const help = `[${flag.help.replaceAll(/[[\]:\\]/gu, String.raw`\$&`)}]`;
  const isRepeated = flag.kind === 'list' || flag.kind === 'paths';
  const [first = '', short] = spelled;
  const value = offer === undefined ? '' : `:${flag.value ?? 'value'}:${actionOf(offer)}`;
  if (flag.kind === 'level') return quoted(`-${flag.short ?? flag.name}${help}`);
  const equals = offer === undefined ? '' : '=';
  if (short === undefined || isRepeated)
    return quoted(`${isRepeated ? '*' : ''}${first}${equals}${help}${value}`);
  const plus = offer === undefined ? '' : '+';
  return `'(${short} ${first})'{${short}${plus},${first}${equals}}${quoted(`${help}${value}`)}`;
}

function hiddenSpec({ spelled: [first = ''], offer }: FlagRow): string {
  return quoted(offer === undefined ? `!${first}` : `!${first}=:value:`);
}

function actionOf(offer: Offer): string {
  if (offer.kind === 'files') return '_files';
  if (offer.kind === 'free') return ' ';
  const words = offer.words.join(' ');
  return offer.isList ? `_sequence compadd - ${words}` : `(${words})`;
}

function operandName({ name }: CommandRow): string {
  return `_kube-preflight-operand-${name}`;
}

/** What follows which operands; `$line` holds those that stand there, the one in hand included. */
function operandFunction(row: CommandRow): string {
  if (row.operands.length === 0) return '';
  const cases = row.operands.map((operand) => `    ${patternOf(operand)}) ${offerLine(operand.offer)} ;;\n`);
  return `${operandName(row)}() {
  local -a before
  before=("\${(@)line[1,-2]}")
  case "\${(j: :)before}" in
${cases.join('')}    *) _message 'no more operands' ;;
  esac
}

`;
}

function patternOf({ after, isRepeated }: OperandRow): string {
  return `${quoted(after.join(' '))}${isRepeated ? '*' : ''}`;
}

function offerLine(offer: Offer): string {
  if (offer.kind === 'files') return '_files';
  return offer.kind === 'words' ? `compadd - ${offer.words.join(' ')}` : `_message 'operand'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
