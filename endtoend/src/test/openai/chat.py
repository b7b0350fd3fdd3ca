# SPDX-License-Identifier: Apache-2.0
"""Chats with the official SDK, as its own documentation does; prints one JSON object.

Usage: python chat.py BASE_URL
"""

import json
import sys

from openai import BadRequestError, OpenAI

client = OpenAI(base_url=sys.argv[1], api_key="unused", max_retries=0)
model = "smollm2-135m-instruct"
common = dict(
    model=model,
    messages=[{"role": "user", "content": "What is gravity?"}],
    temperature=0,
    max_completion_tokens=16,
)

raw = client.chat.completions.with_raw_response.create(**common)
whole = raw.parse()

streamed = ""
usage = None
for chunk in client.chat.completions.create(
    **common, stream=True, stream_options={"include_usage": True}
):
    if chunk.choices:
        streamed += chunk.choices[0].delta.content or ""
    usage = chunk.usage or usage

tools = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string", "maxLength": 12}},
                "required": ["city"],
                "additionalProperties": False,
            },
        },
    }
]
question = [{"role": "user", "content": "What is the weather in Paris?"}]
asked = client.chat.completions.create(
    model=model,
    messages=question,
    tools=tools,
    tool_choice="required",
    parallel_tool_calls=False,
    temperature=0,
)
call = asked.choices[0].message.tool_calls[0]
told = client.chat.completions.create(
    model=model,
    messages=question
    + [
        asked.choices[0].message,
        {"role": "tool", "tool_call_id": call.id, "content": '{"degrees":21}'},
    ],
    tools=tools,
    tool_choice="none",
    temperature=0,
    max_completion_tokens=16,
)
completion = client.completions.create(
    model=model, prompt="The capital of France is", temperature=0, max_tokens=3, logprobs=2
)
vectors = client.embeddings.create(model="all-minilm-l6-v2", input=["A man is playing a guitar"])

refusal = None
try:
    client.chat.completions.create(**common, reasoning_effort="low")
except BadRequestError as error:
    refusal = {"status": error.status_code, "code": error.code, "param": error.param}

print(
    json.dumps(
        {
            "whole": whole.choices[0].message.content,
            "finish": whole.choices[0].finish_reason,
            "receipt": raw.headers.get("aver-receipt"),
            "streamed": streamed,
            "tokens": usage.completion_tokens,
            "tool": call.function.name,
            "city": json.loads(call.function.arguments)["city"],
            "why": asked.choices[0].finish_reason,
            "answer": "string" if isinstance(told.choices[0].message.content, str) else "?",
            "completion": completion.choices[0].text,
            "logprobs": len(completion.choices[0].logprobs.tokens),
            "dimensions": len(vectors.data[0].embedding),
            "refusal": refusal,
        }
    )
)
