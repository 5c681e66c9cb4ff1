// The built extension starts the server that is configured, for our languages, and stops it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import Module from "node:module";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));

test("the manifest names files that are there", async () => {
  const { languages, grammars } = manifest.contributes;
  const paths = [manifest.main, ...grammars.map((it) => it.path), ...languages.map((it) => it.configuration).filter(Boolean)];
  for (const path of paths) await readFile(new URL(`../${path}`, import.meta.url));
  assert.deepEqual(languages.flatMap((it) => it.extensions), [".accord", ".beliefs", ".events", ".accord.md"]);
});

test("the bundle loads and offers to be started and stopped", () => {
  const load = Module._load;
  const stub = new Proxy(class {}, { get: (target, key) => (key in target ? target[key] : stub), apply: () => stub });
  Module._load = (name, ...rest) => (name === "vscode" ? stub : load(name, ...rest));
  try {
    const extension = require("../out/extension.js");
    assert.equal(typeof extension.activate, "function");
    assert.equal(typeof extension.deactivate, "function");
  } finally {
    Module._load = load;
  }
});
