import {
  type CommandRow,
  type FlagRow,
  type Offer,
  type OperandRow,
  shownFlags,
} from './completion-table.ts';

/** fish completion: for a file in completions/, and to be sourced alike. */
export function fishCompletion(rows: readonly CommandRow[]): string {
  const valued = rows.map(({ name, flags }) => {
    const words = flags.filter(({ offer }) => offer !== undefined).flatMap(({ spelled }) => spelled);
    return `        case ${name}\n            set valued ${words.join(' ')}\n`;
  });
  return [
    '# fish completion for kube-preflight. Made by: kube-preflight completion fish\n\n',
    pathFunction(valued.join('')),
    'complete -c kube-preflight -e\ncomplete -c kube-preflight -f\n',
    "complete -c kube-preflight -n '__kube_preflight_at' -l version -d 'print the version'\n",
    "complete -c kube-preflight -s h -l help -d 'print help'\n",
    ...rows.map(({ name, summary }) => line(`-n '__kube_preflight_at' -a ${name} -d ${quoted(summary)}`)),
    ...rows.flatMap((row) => [
      ...shownFlags(row).map((flag) => flagLine(row, flag)),
      ...row.operands.map((operand) => operandLine(row, operand)),
    ]),
  ].join('');
}

/** The command and the operands that stand there; a flag's value is none. */
function pathFunction(valued: string): string {
  return `function __kube_preflight_path
    set -l path
    set -l valued
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if string match -q -- '-*' $word
            contains -- $word $valued; and set skip 1
        else
            set -a path $word
            if test (count $path) = 1
                switch $word
${valued.replaceAll(/^/gmu, '            ').trimEnd()}
                end
            end
        end
    end
    string join ' ' -- $path
end

# Whether just these words stand there; with -r, also more.
function __kube_preflight_at
    set -l path (__kube_preflight_path)
    if test "$argv[1]" = -r
        string match -q -- "$argv[2..-1]*" "$path"
    else
        test "$path" = "$argv"
    end
end

# Whether this is the command.
function __kube_preflight_in
    set -l words (string split ' ' -- (__kube_preflight_path))
    test "$words[1]" = "$argv[1]"
end

# A list with commas: what stands there, and each word behind it.
function __kube_preflight_list
    set -l before (commandline -ct | string replace -r '^--[^=]*=' '' | string match -r '.*,')
    printf '%s\\n' "$before"$argv
end

`;
}

function line(rest: string): string {
  return `complete -c kube-preflight ${rest}\n`;
}

function flagLine({ name }: CommandRow, { flag, spelled, offer }: FlagRow): string {
  const names = spelled.map((word) =>
    word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`,
  );
  const value = offer === undefined ? '' : ` ${valueOf(offer)}`;
  return line(`-n '__kube_preflight_in ${name}' ${names.join(' ')}${value} -d ${quoted(flag.help)}`);
}

function operandLine({ name }: CommandRow, { after, offer, isRepeated }: OperandRow): string {
  const path = [name, ...after].join(' ');
  const value =
    offer.kind === 'files' ? '-F' : offer.kind === 'words' ? `-a ${quoted(offer.words.join(' '))}` : '';
  return line(`-n '__kube_preflight_at ${isRepeated ? '-r ' : ''}${path}' ${value}`);
}

function valueOf(offer: Offer): string {
  if (offer.kind === 'files') return '-r -F';
  if (offer.kind === 'free') return '-x';
  const words = offer.words.join(' ');
  return `-x -a ${quoted(offer.isList ? `(__kube_preflight_list ${words})` : words)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/gu, String.raw`\$&`)}'`;
}
