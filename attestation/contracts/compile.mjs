// SPDX-License-Identifier: Apache-2.0
// Compiles src/*.sol with npm's solc into out/<Contract>.json: {abi, bytecode}.
// Usage: node compile.mjs [output folder]
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import solc from "solc";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "out");

const names = readdirSync(join(here, "src")).filter((name) => name.endsWith(".sol"));
const input = {
  language: "Solidity",
  sources: Object.fromEntries(
    names.map((name) => [name, { content: readFileSync(join(here, "src", name), "utf8") }]),
  ),
  settings: {
    optimizer: { enabled: true, runs: 1_000_000 },
    viaIR: true,
    evmVersion: "osaka",
    // Without the metadata hash the same source gives the same bytes on every machine.
    metadata: { bytecodeHash: "none" },
    outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
  },
};

const result = JSON.parse(solc.compile(JSON.stringify(input)));
for (const problem of result.errors ?? []) console.error(problem.formattedMessage);
if ((result.errors ?? []).length > 0) process.exit(1); // a warning is a defect, too

mkdirSync(out, { recursive: true });
for (const contracts of Object.values(result.contracts)) {
  for (const [name, { abi, evm }] of Object.entries(contracts)) {
    if (evm.bytecode.object === "") continue;
    writeFileSync(join(out, `${name}.json`), `${JSON.stringify({ abi, bytecode: `0x${evm.bytecode.object}` })}\n`);
  }
}
