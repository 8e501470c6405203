import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { checkCycles } from "./architecture/check-cycles.ts";
import { checkImports } from "./architecture/check-imports.ts";
import { checkLayout } from "./architecture/check-layout.ts";
import { findImports } from "./architecture/find-imports.ts";
import { readSources } from "./architecture/source-file.ts";

const repository = readSources(join(import.meta.dirname, ".."));

describe("this repository", () => {
  it("is really read", () => {
    const paths = new Set(repository.map(({ path }) => path));
    assert.ok(paths.has("lib/architecture.test.ts") && paths.has("app/layout.tsx"));
    assert.ok(repository.flatMap(({ source }) => findImports(source)).length > paths.size);
  });

  it("keeps to the import matrix", () => {
    assert.deepEqual(checkImports(repository), []);
  });

  it("has no import cycles", () => {
    assert.deepEqual(checkCycles(repository), []);
  });

  it("keeps its files in place and short", () => {
    assert.deepEqual(checkLayout(repository), []);
  });
});

/** importer, imported, why */
const forbidden: [string, string, RegExp][] = [
  ["lib/contract/codes.ts", "#lib/client/call.ts", /contract may not import client/],
  ["lib/contract/codes.ts", "#lib/gateway/env.ts", /contract may not import gateway/],
  ["lib/contract/codes.ts", "ulid", /contract may not use this package/],
  ["lib/contract/codes.ts", "node:crypto", /contract may not use this package/],
  ["lib/client/call.ts", "#lib/gateway/errors.ts", /client may not import gateway/],
  ["lib/client/browser.ts", "./server.ts", /client may not import client:server/],
  ["lib/client/browser.ts", "next/headers", /client may not use this package/],
  ["lib/client/browser.ts", "../../components/ui/cn.ts", /client may not import ui/],
  ["lib/routes.ts", "#lib/client/call.ts", /routes may not import client/],
  ["lib/gateway/generations/create.ts", "#lib/client/call.ts", /may not import client/],
  ["lib/gateway/generations/create.ts", "../http/errors.ts", /may not import gateway:http/],
  ["lib/gateway/generations/create.ts", "../access/keys.ts", /may not import gateway:access/],
  ["lib/gateway/generations/create.ts", "react", /may not use this package/],
  ["lib/gateway/generations/run.ts", "../commands/key.ts", /may not import gateway:composition/],
  ["lib/gateway/credits/hold.ts", "../generations/get.ts", /may not import gateway:generations/],
  ["lib/gateway/credits/hold.ts", "../context.ts", /credits may not import gateway:context/],
  ["lib/gateway/credits/grant.ts", "../billing/pay.ts", /may not import gateway:billing/],
  ["lib/gateway/billing/buy.ts", "../generations/get.ts", /may not import gateway:generations/],
  ["lib/gateway/billing/buy.ts", "../http/errors.ts", /may not import gateway:http/],
  ["lib/gateway/generations/run.ts", "../billing/buy.ts", /may not import gateway:billing/],
  ["lib/gateway/db/pool.ts", "../generations/get.ts", /may not import gateway:generations/],
  ["lib/gateway/jobs/names.ts", "../generations/run.ts", /may not import gateway:generations/],
  ["lib/gateway/generations/run.ts", "../jobs/registry.ts", /may not import gateway:runner/],
  ["lib/gateway/upstreams/choose.ts", "../credits/hold.ts", /may not import gateway:credits/],
  ["lib/gateway/upstreams/fal/a.ts", "../sandbox/adapter.ts", /knows no other upstream/],
  ["lib/gateway/http/app.ts", "../create-gateway.ts", /may not import gateway:composition/],
  ["lib/gateway/http/app.ts", "../../../components/ui/cn.ts", /may not import ui/],
  ["lib/gateway/novelty/a.ts", "node:fs", /belongs to no zone/],
  ["lib/gateway/http/app.ts", "../novelty/a.ts", /belongs to no zone/],
  ["lib/gateway/http/app.ts", "../testing/database.ts", /what only tests use/],
  ["components/ui/button.tsx", "../playground/playground.tsx", /ui may not import components/],
  ["components/ui/button.tsx", "#lib/contract/codes.ts", /ui may not import contract/],
  ["components/form/field.tsx", "../errors/error-card.tsx", /form may not import components/],
  ["components/errors/error-card.tsx", "#lib/gateway/errors.ts", /may not import gateway/],
  ["components/errors/error-card.tsx", "#lib/client/server.ts", /may not import client:server/],
  ["components/errors/error-card.tsx", "../../app/page.tsx", /components may not import app/],
  ["components/errors/error-card.tsx", "node:fs", /may not use this package/],
  ["app/page.tsx", "#lib/gateway/errors.ts", /app may not import gateway/],
  ["app/page.tsx", "pg", /app may not use this package/],
  ["app/(console)/credits/page.tsx", "../playground/actions.ts", /its own folder/],
  ["server.ts", "#lib/contract/codes.ts", /server may not import contract/],
  ["server.ts", "hono", /server may not use this package/],
  ["scripts/run.js", "../lib/gateway/env.ts", /scripts may not import gateway:basics/],
  ["next.config.js", "./lib/routes.ts", /config may not import routes/],
];

const allowed: [string, string][] = [
  ["lib/contract/errors.ts", "./codes.ts"],
  ["lib/contract/errors.ts", "zod"],
  ["lib/client/server.ts", "next/headers"],
  ["lib/gateway/http/routes/generations.ts", "../../generations/create.ts"],
  ["lib/gateway/generations/create.ts", "../credits/hold.ts"],
  ["lib/gateway/credits/grant.ts", "../ids.ts"],
  ["lib/gateway/generations/create.test.ts", "#lib/client/client.ts"],
  ["lib/gateway/generations/create.test.ts", "../http/app.ts"],
  ["lib/gateway/billing/buy.ts", "../credits/grant.ts"],
  ["lib/gateway/billing/stripe/provider.ts", "stripe"],
  ["lib/gateway/http/routes/billing.ts", "../../billing/buy.ts"],
  ["lib/gateway/jobs/registry.ts", "../generations/run.ts"],
  ["lib/gateway/upstreams/sandbox/adapter.ts", "./render/pool.ts"],
  ["lib/gateway/upstreams/fal/adapter.ts", "../failures/map-failure.ts"],
  ["components/errors/error-card.tsx", "../ui/button.tsx"],
  ["app/(console)/playground/page.tsx", "./actions.ts"],
  ["app/(console)/playground/page.tsx", "../../globals.css"],
  ["app/(console)/playground/page.tsx", "#lib/client/server.ts"],
  ["server.ts", "#lib/gateway/env.ts"],
  ["server.ts", "next"],
  ["scripts/test.js", "../lib/gateway/testing/test-postgres.ts"],
];

describe("the import matrix", () => {
  for (const [path, specifier, reason] of forbidden) {
    it(`rejects ${specifier} in ${path}, also as a type`, () => {
      for (const statement of ["import { x } from", "import type { X } from", "export * from"]) {
        const [problem, ...more] = checkImports([{ path, source: `${statement} "${specifier}";` }]);
        assert.match(problem ?? "", reason);
        assert.deepEqual(more, []);
      }
    });
  }
  for (const [path, specifier] of allowed) {
    it(`accepts ${specifier} in ${path}`, () => {
      assert.deepEqual(checkImports([{ path, source: `import { x } from "${specifier}";` }]), []);
    });
  }
});

describe("checkCycles", () => {
  it("rejects a cycle through relative and #lib imports and names its way", () => {
    const cycles = checkCycles([
      { path: "lib/a.ts", source: 'import { b } from "./b.ts";' },
      { path: "lib/b.ts", source: 'export { c } from "#lib/c/c.ts";' },
      { path: "lib/c/c.ts", source: 'const { a } = await import("../a.ts");' },
    ]);
    assert.deepEqual(cycles, ["import cycle: lib/a.ts → lib/b.ts → lib/c/c.ts → lib/a.ts"]);
  });

  it("accepts two ways to the same file, and types that go back", () => {
    const cycles = checkCycles([
      { path: "a.ts", source: 'import "./b.ts"; import "./c.ts";' },
      { path: "b.ts", source: 'import "./c.ts";' },
      { path: "c.ts", source: 'import type { A } from "./a.ts";' },
    ]);
    assert.deepEqual(cycles, []);
  });
});

describe("checkLayout", () => {
  const lines = (count: number) => "x;\n".repeat(count);
  const rejected: [string, number, RegExp][] = [
    ["app/api/health/route.ts", 1, /served by lib\/gateway/],
    ["pages/index.tsx", 1, /served by lib\/gateway/],
    ["lib/client/view.tsx", 1, /does not strip JSX/],
    ["app/(console)/a/b/c/d/e/page.tsx", 1, /7 folders deep/],
    ["lib/long.ts", 501, /501 lines; the limit is 500/],
    ["lib/long.test.ts", 801, /801 lines; the limit is 800/],
  ];
  for (const [path, count, reason] of rejected) {
    it(`rejects ${path} of ${count} lines`, () => {
      assert.match(checkLayout([{ path, source: lines(count) }, ...shortFiles()]).join(), reason);
    });
  }

  it("rejects a repository whose files are long at the median", () => {
    const files = [101, 102, 103].map((n) => ({ path: `lib/${n}.ts`, source: lines(n) }));
    assert.deepEqual(checkLayout(files), ["the median file has 102 lines; the limit is 100"]);
  });

  it("accepts what is at the limits", () => {
    const files = [
      { path: "lib/long.ts", source: lines(500) },
      { path: "lib/long.test.ts", source: lines(800) },
      { path: "app/(console)/a/b/c/d/page.tsx", source: lines(1) },
    ];
    assert.deepEqual(checkLayout([...files, ...shortFiles()]), []);
  });

  function shortFiles() {
    return ["a", "b", "c"].map((name) => ({ path: `lib/${name}.ts`, source: lines(1) }));
  }
});

describe("findImports", () => {
  const found: [string, string, string][] = [
    ['import a from "x";', "x", "value"],
    ['import a, { b } from "x";', "x", "value"],
    ['import * as a from "x";', "x", "value"],
    ['import {\n  a, // "no"\n  b,\n} from "x";', "x", "value"],
    ['import { type A } from "x";', "x", "value"],
    ["import 'x';", "x", "value"],
    ['import type { A } from "x";', "x", "type"],
    ['import type A from "x";', "x", "type"],
    ['export type { A } from "x";', "x", "type"],
    ['export * as a from "x";', "x", "value"],
    ['const a = await import("x");', "x", "value"],
    ['"use client";\nimport { a } from "x";', "x", "value"],
    ['const w = new URL("./x.ts", import.meta.url);', "./x.ts", "url"],
    ['const r = /[`"]/;\nimport { a } from "x";', "x", "value"],
    ['const t = <p>It\'s</p>;\nimport { a } from "x";', "x", "value"],
  ];
  for (const [source, specifier, kind] of found) {
    it(`finds it in ${JSON.stringify(source)}`, () => {
      assert.deepEqual(findImports(source).at(-1), { specifier, kind });
    });
  }

  const absent = [
    '// import a from "x";',
    '/* import a from "x"; */',
    'const t = `\nimport a from "x";\n`;',
    `const t = \`\${f(\`
\`)}
import a from "x";
\`;`,
    `const s = 'await import("x")';`,
    "export const a = Array.from('x');",
    'export const from = "x";',
    "const s = \"import a from 'x'\";",
  ];
  for (const source of absent) {
    it(`finds nothing in ${JSON.stringify(source)}`, () => {
      assert.deepEqual(findImports(source), []);
    });
  }
});
