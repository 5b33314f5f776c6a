#!/usr/bin/env bash
# Runs two commands at once, each given as one argument, and shows what each said, one after the other.
set -uo pipefail
said=$(mktemp)
trap 'rm -f "$said"' EXIT
bash -c "$1" >"$said" 2>&1 &
other=$!
bash -c "$2"
second=$?
wait "$other"
first=$?
cat "$said"
exit $((first || second))
