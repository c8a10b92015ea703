// node ask.mjs QUESTION FILE: asks the service three ways. RLM_URL is where it is, RLM_SERVER_KEY its key, where it has one.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import OpenAI from "openai";

const [question, path] = process.argv.slice(2);
if (!path) {
  console.error("usage: node ask.mjs QUESTION FILE");
  process.exit(2);
}

const url = process.env.RLM_URL ?? "http://127.0.0.1:8642";
const key = process.env.RLM_SERVER_KEY;
const text = await readFile(path, "utf8");
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key ?? "none" });
const chat = {
  model: "rlm",
  messages: [
    {
      role: "user",
      content: [
        { type: "file", file: { filename: basename(path), file_data: `data:text/plain;base64,${Buffer.from(text).toString("base64")}` } },
        { type: "text", text: question },
      ],
    },
  ],
};

const whole = await client.chat.completions.create(chat);
console.log("whole:", whole.choices[0].message.content);

process.stdout.write("streamed: ");
for await (const chunk of await client.chat.completions.create({ ...chat, stream: true })) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");
}
console.log();

// Every step as it happens; each event is one of the run's trace.
const response = await fetch(`${url}/stream`, {
  method: "POST",
  headers: { "Content-Type": "application/json", ...(key && { Authorization: `Bearer ${key}` }) },
  body: JSON.stringify({ query: question, documents: [{ name: basename(path), text }] }),
});
if (!response.ok) {
  throw new Error(await response.text());
}

let rest = "";
for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
  const events = (rest + piece).split("\n\n");
  rest = events.pop();
  for (const event of events) {
    const data = event.split("\n").find((line) => line.startsWith("data: "));
    if (data) {
      tell(JSON.parse(data.slice("data: ".length)));
    }
  }
}

function tell(event) {
  console.log("event:", event.event ?? event.code);
  if (event.event === "run_finished") {
    console.log("answer:", event.result.answer ?? event.result.error.message);
  }
}
