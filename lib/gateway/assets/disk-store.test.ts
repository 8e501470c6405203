import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { after, describe, it } from "node:test";
import { openDiskStore, removeLeftovers } from "./disk-store.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-store-"));
after(() => rm(folder, { recursive: true, force: true }));
const store = await openDiskStore(folder);

async function localFile(text: string): Promise<string> {
  const local = await store.temporaryPath("png");
  await writeFile(local, text);
  return local;
}

describe("the disk store", () => {
  it("moves a file in whole, under its key", async () => {
    const local = await localFile("0123456789");
    assert.equal(await store.stat("gen_a/x.png"), null);
    await store.put("gen_a/x.png", local);
    assert.equal((await store.stat("gen_a/x.png"))?.sizeBytes, 10);
    assert.equal((await buffer(store.read("gen_a/x.png"))).toString(), "0123456789");
    assert.equal((await buffer(store.read("gen_a/x.png", { start: 2, end: 4 }))).toString(), "234");
    await assert.rejects(stat(local), { code: "ENOENT" });
    const own = await store.localPath("gen_a/x.png");
    assert.equal(await readFile(own ?? "", "utf8"), "0123456789");
  });

  it("shows the old file or the new one to readers, never a part, when a key is put again", async () => {
    const texts = ["a".repeat(1_000_000), "b".repeat(1_000_000)];
    await store.put("gen_a/twice.png", await localFile(texts[0] ?? ""));
    let isDone = false;
    const writing = (async () => {
      for (let n = 1; n <= 20; n++)
        await store.put("gen_a/twice.png", await localFile(texts[n % 2] ?? ""));
      isDone = true;
    })();
    let reads = 0;
    while (!isDone) {
      const text = (await buffer(store.read("gen_a/twice.png"))).toString();
      assert.ok(texts.includes(text), "a file that was neither");
      reads += 1;
    }
    await writing;
    assert.ok(reads > 0);
  });

  it("keeps nothing of a put that fails", async () => {
    await assert.rejects(store.put("gen_b/x.png", path.join(folder, "tmp", "missing")), {
      code: "ENOENT",
    });
    assert.equal(await store.stat("gen_b/x.png"), null);
  });

  const outside = [
    "../x",
    "../../x",
    "a/../../x",
    "/etc/passwd",
    "..",
    ".",
    "",
    "a\0b",
    "../media-else/x",
  ];
  for (const key of outside) {
    it(`knows no key that leads out: ${JSON.stringify(key)}`, async () => {
      const local = await localFile("x");
      await assert.rejects(store.put(key, local), /leads out/);
      assert.equal(await store.stat(key), null);
      assert.equal(await store.localPath(key), null);
      assert.throws(() => store.read(key), /leads out/);
      await assert.rejects(async () => store.remove(key), /leads out/);
      assert.equal(await readFile(local, "utf8"), "x");
    });
  }

  it("takes a folder for no file", async () => {
    assert.equal(await store.stat("gen_a"), null);
    assert.equal(await store.localPath("gen_a"), null);
  });

  it("removes a key, also one that is gone", async () => {
    await store.put("gen_c/x.png", await localFile("x"));
    await store.remove("gen_c/x.png");
    await store.remove("gen_c/x.png");
    assert.equal(await store.stat("gen_c/x.png"), null);
  });

  it("gives a fresh temporary path each time, also after the folder was removed", async () => {
    await rm(path.join(folder, "tmp"), { recursive: true });
    const [one, two] = await Promise.all([store.temporaryPath("a"), store.temporaryPath("a")]);
    assert.notEqual(one, two);
    await writeFile(one, "x");
    await rm(one);
  });

  it("is writable, and leaves no trace of the probe", async () => {
    const before = await readdir(path.join(folder, "tmp"));
    await store.checkWritable();
    assert.deepEqual(await readdir(path.join(folder, "tmp")), before);
    const broken = await openDiskStore(path.join(folder, "broken"));
    await rm(path.join(folder, "broken"), { recursive: true });
    await assert.rejects(broken.checkWritable());
  });
});

describe("removeLeftovers", () => {
  it("removes what is older than asked, and that only", async () => {
    const now = new Date();
    const temporary = path.join(folder, "tmp");
    await mkdir(path.join(temporary, "old-folder"), { recursive: true });
    await writeFile(path.join(temporary, "old"), "x");
    await writeFile(path.join(temporary, "new"), "x");
    const old = new Date(now.getTime() - 61_000);
    for (const name of ["old", "old-folder"]) await utimes(path.join(temporary, name), old, old);
    await removeLeftovers(folder, 60_000, now);
    const left = await readdir(temporary);
    assert.ok(left.includes("new"));
    assert.ok(!left.includes("old") && !left.includes("old-folder"));
    await removeLeftovers(path.join(folder, "nowhere"), 0, now);
  });
});
