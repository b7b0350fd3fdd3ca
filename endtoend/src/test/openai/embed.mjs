// SPDX-License-Identifier: Apache-2.0
// Embeds the texts given as arguments with the official SDK; prints one JSON object.
// Usage: node embed.mjs BASE_URL TEXT...
import OpenAI from "openai";

const [baseURL, ...input] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "unused", maxRetries: 0 });
const model = "all-minilm-l6-v2";

const { data: list, response } = await client.embeddings.create({ model, input }).withResponse();
const models = await client.models.list();
const refusal = await client.embeddings
  .create({ model: "no-such-model", input: "x" })
  .catch((error) => ({ status: error.status, code: error.code, type: error.type }));

console.log(
  JSON.stringify({
    models: models.data.map((entry) => entry.id),
    embeddings: list.data.map((entry) => entry.embedding),
    usage: list.usage,
    receipt: response.headers.get("aver-receipt"),
    refusal,
  }),
);
