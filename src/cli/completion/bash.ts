import { type CommandRow, type Offer, shownFlags } from './completion-table.ts';

/**
 * bash completion. It needs nothing of the package bash-completion: bash 4 is enough. bash parts a word at
 * `=`, which the script puts together again; a list is completed behind its last comma.
 */
export function bashCompletion(rows: readonly CommandRow[]): string {
  const names = rows.map(({ name }) => name).join(' ');
  return [
    '# bash completion for kube-preflight. Made by: kube-preflight completion bash\n',
    listFunction('commands', [`*) REPLY='${names}' ;;`]),
    listFunction('flags', rows.map(flagsCase)),
    '# A value: words, @list and words, @files, or @free; nothing for a flag that takes none.\n',
    listFunction('value', valueCases(rows)),
    listFunction('operand', rows.flatMap(operandCases)),
    script,
  ].join('');
}

function listFunction(name: string, cases: readonly string[]): string {
  const lines = cases.map((line) => `    ${line}\n`).join('');
  return `__kube_preflight_${name}() {\n  REPLY=\n  case $1 in\n${lines}  esac\n}\n\n`;
}

function flagsCase(row: CommandRow): string {
  const words = shownFlags(row).map(({ spelled: [word = ''] }) => word);
  return `${row.name}) REPLY='${[...words, '--help'].join(' ')}' ;;`;
}

/** `init:--policy|join:--policy) …`: commands that share a flag share its values. */
function valueCases(rows: readonly CommandRow[]): readonly string[] {
  const patterns = new Map<string, string[]>();
  for (const { name, flags } of rows) {
    for (const { spelled, offer } of flags) {
      if (offer === undefined) continue;
      const values = wordsOf(offer);
      const mine = spelled.map((word) => `${name}:${word}`);
      patterns.set(values, [...(patterns.get(values) ?? []), ...mine]);
    }
  }
  return [...patterns].map(([values, spelled]) => `${spelled.join('|')}) REPLY='${values}' ;;`);
}

function operandCases({ name, operands }: CommandRow): readonly string[] {
  return operands.map(({ after, offer, isRepeated }) => {
    const pattern = `'${[name, ...after].join(' ')}'`;
    return `${pattern}${isRepeated ? '*' : ''}) REPLY='${wordsOf(offer)}' ;;`;
  });
}

function wordsOf(offer: Offer): string {
  if (offer.kind !== 'words') return `@${offer.kind}`;
  return [...(offer.isList ? ['@list'] : []), ...offer.words].join(' ');
}

const script = `__kube_preflight() {
  local current=\${COMP_WORDS[COMP_CWORD]} command= flag= path= only_operands= word i REPLY
  COMPREPLY=()
  for (( i = 1; i < COMP_CWORD; i++ )); do
    word=\${COMP_WORDS[i]}
    if [[ $word == = ]]; then
      continue
    elif [[ -n $flag && \${COMP_WORDS[i-1]} == = ]]; then
      flag=
    elif [[ -n $flag ]] && __kube_preflight_value "$command:$flag" && [[ -n $REPLY ]]; then
      flag=
    elif [[ -n $only_operands ]]; then
      path+=" $word"
    elif [[ $word == -- ]]; then
      only_operands=x flag=
    elif [[ $word == -* ]]; then
      flag=$word
    elif [[ -z $command ]]; then
      command=$word path=$word flag=
    else
      path+=" $word" flag=
    fi
  done
  if [[ $current == = ]]; then
    current=
  elif [[ \${COMP_WORDS[COMP_CWORD-1]} != = && -n $flag ]]; then
    __kube_preflight_value "$command:$flag"
    [[ -n $REPLY ]] || flag=
  fi
  if [[ -n $flag ]]; then
    __kube_preflight_value "$command:$flag"
  elif [[ -z $command && $current == -* ]]; then
    REPLY='--help --version'
  elif [[ -z $command ]]; then
    __kube_preflight_commands
  elif [[ $current == -* && -z $only_operands ]]; then
    __kube_preflight_flags "$command"
  else
    __kube_preflight_operand "$path"
  fi
  __kube_preflight_offer "$current"
}

__kube_preflight_offer() {
  local before=
  case $REPLY in
    '' | @free) return ;;
    @files)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$1")
      return ;;
    '@list '*)
      REPLY=\${REPLY#@list }
      [[ $1 == *,* ]] && before=\${1%,*}, ;;
  esac
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$REPLY" -- "\${1##*,}")
}

complete -F __kube_preflight kube-preflight
`;
