import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mapFailure } from "../map-failure.ts";
import { VENDORS } from "../raw-failure.ts";
import { readFixtures } from "../testing/read-fixtures.ts";

for (const vendor of VENDORS.filter((name) => name !== "generic")) {
  const { secrets, failures } = readFixtures(vendor);
  describe(`a failure of ${vendor}`, () => {
    for (const { name, raw, expected } of failures) {
      it(`is ${expected.means}: ${name}`, () => {
        const { raw: logged, subCode, ...shown } = mapFailure(raw);
        const { means, ...rest } = expected;
        assert.equal(subCode, means);
        assert.deepEqual(shown, rest);
        assert.equal(logged, raw);
        const text = JSON.stringify(shown).toLowerCase();
        for (const secret of secrets) assert.ok(!text.includes(secret.toLowerCase()), secret);
      });
    }

    it("comes with secrets in it, or nothing is proved", () => {
      const sent = JSON.stringify(failures.map(({ raw }) => raw)).toLowerCase();
      const unsent = secrets.filter((secret) => !sent.includes(secret.toLowerCase()));
      assert.deepEqual([unsent, secrets.length > 1], [[], true]);
    });
  });
}
