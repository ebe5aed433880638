"""Runs a program under a seccomp filter as container runtimes have: no new namespaces, no mounts.

Arguments: EPERM or ENOSYS (what these calls give), then the program and its own.
"""

import ctypes
import errno
import os
import struct
import sys

LOAD, JUMP_EQUAL, JUMP_ANY, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
NEW_NAMESPACES = 0x7E020000 | 0x00000080
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, FILTER = 22, 38, 2

# unshare, mount, setns, and clone (of which only the flags for namespaces are refused), clone3.
CALLS = {
    "x86_64": ((272, 165, 308), 56, 435),
    "aarch64": ((97, 40, 268), 220, 435),
}


def instruction(code, value, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, value)


def program(error):
    forbidden, clone, clone3 = CALLS[os.uname().machine]
    refuse = instruction(RETURN, REFUSE | error)
    lines = [instruction(LOAD, 0)]
    for number in forbidden:
        lines += [instruction(JUMP_EQUAL, number, 0, 1), refuse]
    # Its flags stand in memory, which a filter cannot read: libraries then take clone.
    lines += [instruction(JUMP_EQUAL, clone3, 0, 1), instruction(RETURN, REFUSE | errno.ENOSYS)]
    lines += [instruction(JUMP_EQUAL, clone, 0, 3), instruction(LOAD, 16)]
    lines += [instruction(JUMP_ANY, NEW_NAMESPACES, 0, 1), refuse]
    lines += [instruction(RETURN, ALLOW)]
    return b"".join(lines), len(lines)


def main():
    error = {"EPERM": errno.EPERM, "ENOSYS": errno.ENOSYS}[sys.argv[1]]
    code, length = program(error)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("HP", length, ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(PR_SET_SECCOMP, FILTER, ctypes.byref(header), 0, 0) != 0:
        sys.exit(f"seccomp: {os.strerror(ctypes.get_errno())}")
    os.execv(sys.argv[2], sys.argv[2:])


main()
