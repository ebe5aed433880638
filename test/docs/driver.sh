# One shell for a page, so that a command finds what those above it have set. A file in commands/ for each command.
cd /root/work
set -o pipefail
shopt -s failglob
export DOC_COMMAND=fixtures
[ ! -e /run/session/wants-facts ] || . /run/session/wants-facts
with_status() { return "$1"; }
last_status=0
: > /run/session/started
for DOC_COMMAND in $(ls /run/session/commands | sort -n); do
  export DOC_COMMAND
  file=/run/session/commands/$DOC_COMMAND
  if [ -e /run/session/answers/$DOC_COMMAND ]; then
    yes "$(cat /run/session/answers/$DOC_COMMAND)" | head -n 20 |
      SHELL=/bin/bash script -qec "$(cat "$file")" /dev/null
  else
    with_status $last_status
    eval "$(cat "$file")"
  fi >/run/session/results/$DOC_COMMAND.output 2>&1
  last_status=$?
  echo $last_status > /run/session/results/$DOC_COMMAND.status
done
