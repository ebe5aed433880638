#!/usr/bin/python
# Copyright: the founders of kube-preflight
# Apache License 2.0 (see https://www.apache.org/licenses/LICENSE-2.0)
"""Runs kube-preflight facts on a host, and hands its document back."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: facts
short_description: Collect what kube-preflight can tell of a host
version_added: 0.1.0
description:
  - Runs C(kube-preflight facts) and returns the document that it prints.
  - Nothing on the host is changed. On a kernel with modules, the proof of a mode makes the kernel load the modules
    that the mode itself would load, unless O(read_only) is set.
options:
  path:
    description: The executable on the host.
    type: path
    default: /opt/kube-preflight/kube-preflight
  config:
    description: Files of configuration on the host, as for C(--config).
    type: list
    elements: path
    default: []
  read_only:
    description: Whether to forbid the proof by rules.
    type: bool
    default: false
  timeout:
    description: Seconds after which the run is given up.
    type: int
    default: 60
author:
  - the founders of kube-preflight (@kube-preflight)
attributes:
  check_mode:
    description: Nothing is ever changed, so that the module does the same in check mode.
    support: full
"""

EXAMPLES = r"""
- name: Collect facts
  kube_preflight.fleet.facts:
    path: /opt/kube-preflight/kube-preflight
  register: collected
"""

RETURN = r"""
document:
  description: The facts document, as one line of JSON.
  returned: success
  type: str
"""

import json
import os
import signal
import subprocess

from ansible.module_utils.basic import AnsibleModule

# The program keeps its document below 256 KiB.
LONGEST = 1024 * 1024


def run(argv, timeout):
    """The output of a program; its whole process group is killed when the time is over."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    process = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, "", "no answer in %d seconds" % timeout
    return process.returncode, stdout.decode("utf-8", "replace"), stderr.decode("utf-8", "replace")


def main():
    module = AnsibleModule(
        argument_spec={
            "path": {"type": "path", "default": "/opt/kube-preflight/kube-preflight"},
            "config": {"type": "list", "elements": "path", "default": []},
            "read_only": {"type": "bool", "default": False},
            "timeout": {"type": "int", "default": 60},
        },
        supports_check_mode=True,
    )
    parameters = module.params
    argv = [parameters["path"], "facts"]
    for name in parameters["config"]:
        argv += ["--config", name]
    if parameters["read_only"]:
        argv.append("--read-only")
    try:
        status, stdout, stderr = run(argv, parameters["timeout"])
    except OSError as error:
        module.fail_json(msg="%s cannot be run: %s" % (parameters["path"], error))
    if status != 0:
        why = stderr.strip().splitlines()[-1:] or ["it said nothing"]
        module.fail_json(msg="%s: %s" % (" ".join(argv), why[0]), rc=status)
    if len(stdout) > LONGEST:
        module.fail_json(msg="%s printed more than %d bytes" % (" ".join(argv), LONGEST))
    try:
        json.loads(stdout)
    except ValueError as error:
        module.fail_json(msg="%s printed no JSON: %s" % (" ".join(argv), error))
    module.exit_json(changed=False, document=stdout.strip())


if __name__ == "__main__":
    main()
