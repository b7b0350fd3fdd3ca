// SPDX-License-Identifier: Apache-2.0
// Chats with the official SDK, as its own documentation does; prints one JSON object.
// Usage: node chat.mjs BASE_URL
import OpenAI from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "unused", maxRetries: 0 });
const model = "smollm2-135m-instruct";
const messages = [{ role: "user", content: "What is gravity?" }];
const common = { model, messages, temperature: 0, max_completion_tokens: 16 };

const { data: whole, response } = await client.chat.completions.create(common).withResponse();

let streamed = "";
let usage = null;
const stream = await client.chat.completions.create({
  ...common,
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  streamed += chunk.choices[0]?.delta?.content ?? "";
  usage = chunk.usage ?? usage;
}

const tools = [
  {
    type: "function",
    function: {
      name: "get_weather",
      parameters: {
        type: "object",
        properties: { city: { type: "string", maxLength: 12 } },
        required: ["city"],
        additionalProperties: false,
      },
    },
  },
];
const question = [{ role: "user", content: "What is the weather in Paris?" }];
const asked = await client.chat.completions.create({
  model,
  messages: question,
  tools,
  tool_choice: "required",
  parallel_tool_calls: false,
  temperature: 0,
});
const call = asked.choices[0].message.tool_calls[0];
const told = await client.chat.completions.create({
  model,
  messages: [
    ...question,
    asked.choices[0].message,
    { role: "tool", tool_call_id: call.id, content: '{"degrees":21}' },
  ],
  tools,
  tool_choice: "none",
  temperature: 0,
  max_completion_tokens: 16,
});

const shaped = await client.chat.completions.create({
  model,
  messages: question,
  temperature: 0,
  response_format: {
    type: "json_schema",
    json_schema: {
      name: "answer",
      strict: true,
      schema: {
        type: "object",
        properties: { degrees: { type: "integer", minimum: 0, maximum: 40 } },
        required: ["degrees"],
        additionalProperties: false,
      },
    },
  },
});

const completion = await client.completions.create({
  model,
  prompt: "The capital of France is",
  temperature: 0,
  max_tokens: 3,
  logprobs: 2,
});

const refusal = await client.chat.completions
  .create({ ...common, reasoning_effort: "low" })
  .catch((error) => ({ status: error.status, code: error.code, param: error.param }));

console.log(
  JSON.stringify({
    whole: whole.choices[0].message.content,
    finish: whole.choices[0].finish_reason,
    receipt: response.headers.get("aver-receipt"),
    streamed,
    tokens: usage.completion_tokens,
    tool: call.function.name,
    city: JSON.parse(call.function.arguments).city,
    why: asked.choices[0].finish_reason,
    answer: typeof told.choices[0].message.content,
    degrees: JSON.parse(shaped.choices[0].message.content).degrees,
    completion: completion.choices[0].text,
    logprobs: completion.choices[0].logprobs.tokens.length,
    refusal,
  }),
);
