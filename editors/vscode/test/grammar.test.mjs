// The grammar colours the agreements that ship: every article by its keyword, no term as plain text by accident.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const here = new URL(".", import.meta.url);
const accords = new URL("../../../accords/", here);
const require = createRequire(import.meta.url);

await oniguruma.loadWASM((await readFile(require.resolve("vscode-oniguruma/release/onig.wasm"))).buffer);
const files = { "source.accord": "accord", "text.accord.literate": "literate" };
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const path = new URL(`../syntaxes/${files[scope]}.tmLanguage.json`, here);
    return textmate.parseRawGrammar(await readFile(path, "utf8"), path.pathname);
  },
});

/** The scopes of each piece of each line. */
async function coloured(scope, text) {
  const grammar = await registry.loadGrammar(scope);
  let state = textmate.INITIAL;
  return text.split("\n").map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map((it) => ({ text: line.slice(it.startIndex, it.endIndex), scopes: it.scopes }));
  });
}

const scopeOf = (line, text) => line.find((it) => it.text === text)?.scopes.at(-1);

test("a line of terms has its parts told apart", async () => {
  const [line] = await coloured(
    "source.accord",
    '  step cap "Cap" in nuclear: Iran must hold enrichment <= 3.67 %U235 from day 14 # note',
  );
  assert.equal(scopeOf(line, "step"), "keyword.control.clause.accord");
  assert.equal(scopeOf(line, "cap"), "entity.name.function.accord");
  assert.equal(scopeOf(line, "must"), "keyword.operator.force.accord");
  assert.equal(scopeOf(line, "<="), "keyword.operator.comparison.accord");
  assert.equal(scopeOf(line, "3.67"), "constant.numeric.accord");
  assert.equal(scopeOf(line, "%U235"), "keyword.other.unit.accord");
  assert.equal(scopeOf(line, "# note"), "comment.line.number-sign.accord");
});

test("every article of the agreements that ship starts with a keyword", async () => {
  const names = (await readdir(accords)).filter((name) => name.endsWith(".accord"));
  assert.ok(names.length >= 4);
  let articles = 0;
  for (const name of names) {
    const lines = await coloured("source.accord", await readFile(new URL(name, accords), "utf8"));
    for (const line of lines.filter((it) => /^[a-z]/.test(it[0]?.text ?? ""))) {
      assert.equal(line[0].scopes.at(-1), "keyword.control.article.accord", `${name}: ${line[0].text}`);
      articles += 1;
    }
  }
  assert.ok(articles > 80);
});

test("prose stays prose and terms in fences are terms", async () => {
  const text = '# متن\nparty is a word here\n```accord\nparty US "United States"\n```\nparty again';
  const lines = await coloured("text.accord.literate", text);
  assert.deepEqual(lines[1].map((it) => it.scopes), [["text.accord.literate"]]);
  assert.equal(scopeOf(lines[3], "party"), "keyword.control.article.accord");
  assert.deepEqual(lines[5].map((it) => it.scopes), [["text.accord.literate"]]);
});
