# bash --norc complete.bash SCRIPT WORD…: prints what bash offers for the last word, one a line. Words are
# parted as readline parts them: `=` is a word of its own.
source "$1"
shift
COMP_WORDS=(kube-preflight "$@")
COMP_CWORD=$#
COMPREPLY=()
__kube_preflight
printf '%s\n' "${COMPREPLY[@]}"
