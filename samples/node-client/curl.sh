#!/bin/sh
# sh curl.sh QUESTION FILE: asks the service four ways. RLM_URL is where it is, RLM_SERVER_KEY its key, where it has one.
set -eu
[ $# -eq 2 ] || { echo "usage: sh curl.sh QUESTION FILE" >&2; exit 2; }
question=$1
file=$2
url=${RLM_URL:-http://127.0.0.1:8642}

ask() {
    curl --silent --show-error --fail-with-body --no-buffer ${RLM_SERVER_KEY:+-H "Authorization: Bearer $RLM_SERVER_KEY"} "$@"
    echo
}

# The body of a chat with the file as an attachment. It goes over standard input: arguments may not be as long as files.
chat() {
    escaped=$(printf %s "$question" | sed 's/[\\"]/\\&/g' | tr '\n' ' ')
    printf '{"model":"rlm","stream":%s,"messages":[{"role":"user","content":[' "$1"
    printf '{"type":"file","file":{"filename":"document.txt","file_data":"'
    base64 < "$file" | tr -d '\n'
    printf '"}},{"type":"text","text":"%s"}]}]}' "$escaped"
}

echo "== /query"
ask "$url/query" --form-string "query=$question" -F "file=@$file"
echo "== /stream"
ask "$url/stream" --form-string "query=$question" -F "file=@$file"
echo "== /v1/chat/completions"
chat false | ask "$url/v1/chat/completions" -H "Content-Type: application/json" --data-binary @-
echo "== /v1/chat/completions, streamed"
chat true | ask "$url/v1/chat/completions" -H "Content-Type: application/json" --data-binary @-
