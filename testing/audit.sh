#!/usr/bin/env bash
# Looks for known vulnerabilities in what is locked, for both environments; says aloud where the database of them does not answer.
set -uo pipefail
uv=$PWD/.tools/bin/uv
status=0
for folder in . nlu; do
  said=$(cd "$folder" && UV_HTTP_RETRIES=0 UV_HTTP_TIMEOUT=20 timeout 60 "$uv" audit -q --frozen --preview-features audit-command 2>&1)
  ended=$?
  if [ "$ended" = 124 ] || grep -qE "error sending request|Request failed|dns error" <<<"$said"; then
    echo "audit: SKIPPED for $folder/uv.lock: the vulnerability database does not answer."
  elif [ "$ended" != 0 ]; then
    echo "$said"
    status=1
  else
    echo "audit: no known vulnerability in $folder/uv.lock."
  fi
done
exit $status
