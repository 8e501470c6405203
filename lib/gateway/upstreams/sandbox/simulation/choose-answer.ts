import { createHash } from "node:crypto";
import type { Media } from "#lib/contract/media.ts";
import type { Model } from "#lib/contract/models/model.ts";
import type { RawFailure } from "../../failures/raw-failure.ts";
import { elevenlabs } from "./vendors/elevenlabs.ts";
import { fal } from "./vendors/fal.ts";
import { google } from "./vendors/google.ts";
import { openai } from "./vendors/openai.ts";
import { replicate } from "./vendors/replicate.ts";
import type { Phase, VendorSubCode } from "./vendors/vendor-answer.ts";

const VENDORS = [fal, replicate, openai, google, elevenlabs];

/** All raw failures that mean a sub-code, of vendors that make such media, in a fixed order. */
export function possibleAnswers(media: Media, phase: Phase, subCode: VendorSubCode): RawFailure[] {
  return VENDORS.filter((each) => each.media.includes(media)).flatMap(({ vendor, answers }) =>
    answers[subCode]
      .filter((answer) => (answer.phase ?? phase) === phase)
      .filter((answer) => answer.media?.includes(media) ?? true)
      .map(({ status, headers, body, error }) => ({
        vendor,
        phase,
        status,
        ...(headers && { headers }),
        ...(body !== undefined && { body }),
        ...(error !== undefined && { error }),
      })),
  );
}

/**
 * What a real vendor would have sent for a sub-code: the same for the same seed, and over many seeds
 * everything. A model of a vendor that we know gets what that vendor says.
 */
export function chooseAnswer(
  { id, media }: Pick<Model, "id" | "media">,
  args: { phase: Phase; subCode: VendorSubCode; seed: string },
): RawFailure {
  const all = possibleAnswers(media, args.phase, args.subCode);
  const [provider] = id.split("/");
  const own = all.filter((answer) => answer.vendor === provider);
  const answers = own.length > 0 ? own : all;
  const index = createHash("sha256").update(args.seed).digest().readUInt32BE(0) % answers.length;
  return answers[index] ?? { vendor: "generic", phase: args.phase, status: 500 };
}
