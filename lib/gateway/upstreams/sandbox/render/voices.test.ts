import assert from "node:assert/strict";
import { test } from "node:test";
import { findSpeaker, listSpeakerNames } from "./voices.ts";

test("no two known voices have the same speaker", () => {
  const names = listSpeakerNames();
  const speakers = new Set(names.map((name) => JSON.stringify(findSpeaker(name))));
  assert.equal(speakers.size, names.length);
});

test("all five voices of Flite are used", () => {
  const used = new Set(listSpeakerNames().map((name) => findSpeaker(name).flite));
  assert.deepEqual([...used].sort(), ["awb", "kal", "kal16", "rms", "slt"]);
});

test("women speak with the woman's voice", () => {
  for (const name of [
    "Vivian",
    "Serena",
    "Wise_Woman",
    "Sweet_Girl_2",
    "Abbess",
    "Some_New_Woman",
  ]) {
    assert.equal(findSpeaker(name).flite, "slt", name);
  }
});

test("an unknown name keeps its speaker, and unknown names differ", () => {
  assert.deepEqual(findSpeaker("nobody-7"), findSpeaker("nobody-7"));
  const speakers = ["a", "b", "c", "d", "constructor", "", "声"].map(findSpeaker);
  assert.ok(new Set(speakers.map((speaker) => JSON.stringify(speaker))).size > 3);
});
