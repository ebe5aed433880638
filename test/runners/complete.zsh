# zsh -f complete.zsh SCRIPT LINE: prints what zsh offers behind LINE, one a line. A zsh in a terminal of its
# own is typed into, and its builtin compadd told to print what it adds.
zmodload zsh/zpty
zpty inner 'zsh -f -i'
zpty -w inner "PROMPT=; autoload -Uz compinit; compinit -u -D; source $1; bindkey '^I' complete-word"
zpty -w inner 'compadd () {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
  typeset -a found; builtin compadd -A found "$@"; local each
  for each in $found; do print -r -- "OFFER:$each:END"; done
}'
zpty -w inner 'complete-and-tell () { zle complete-word; print -r -- "DO""NE" }; zle -N complete-and-tell; bindkey "^I" complete-and-tell; print RE""ADY'
zpty -r -m inner ignored '*READY*'
zpty -n -w inner "$2"$'\t'
zpty -r -m inner offered '*DONE*'
print -r -- "$offered" | grep -a -o 'OFFER:[^:]*:END' | sed 's/^OFFER://; s/:END$//' | sort -u
zpty -d inner
