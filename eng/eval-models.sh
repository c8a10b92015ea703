#!/bin/sh
# Asks the tasks over the samples of small models of a local Ollama: accuracy, tokens and time of each. Without an Ollama it
# says so and is content. OLLAMA_URL, EVAL_MODELS, EVAL_TASKS and EVAL_RUNS change what is asked; what is done is not done
# again (artifacts/eval).
set -eu
cd "$(dirname "$0")/.."
url=${OLLAMA_URL:-http://127.0.0.1:11434}
models=${EVAL_MODELS:-llama3.2 qwen3}
tasks=${EVAL_TASKS:-samples/eval/tasks.jsonl}

if ! there=$(curl -sf --max-time 5 "$url/api/tags"); then
    echo "No Ollama answers at $url, so no model was asked. Start one (ollama serve), or name it: OLLAMA_URL=http://HOST:11434 make eval-models"
    exit 0
fi
eng/setup.sh
mkdir -p artifacts/eval
for model in $models; do
    if ! echo "$there" | grep -q "\"name\": *\"$model[:\"]"; then
        echo "$url does not have the model $model, so it was not asked. Get it: ollama pull $model"
        continue
    fi
    echo "== $model"
    ./rlm eval "$tasks" --model "openai:$model" --base-url "$url/v1" --runs "${EVAL_RUNS:-1}" \
        --output "artifacts/eval/$(basename "$tasks" .jsonl)-$(echo "$model" | tr '/:' '--').results.jsonl"
done
