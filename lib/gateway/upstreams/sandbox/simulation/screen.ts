import { findModel, nearestModels } from "#lib/contract/models/catalogue.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { isBeforeAcceptance, readInputSimulation } from "#lib/contract/simulation.ts";
import type { UpstreamFailure, UpstreamJob } from "../../adapter.ts";
import { mapFailure } from "../../failures/map-failure.ts";
import { chooseAnswer } from "./choose-answer.ts";

const SUGGESTIONS = 3;

/** Models of the same medium: a film is no picture, however alike the ids are. */
function nearestOthers({ id, media }: Model): string[] {
  return nearestModels(id, Number.POSITIVE_INFINITY)
    .filter((other) => other !== id && findModel(other)?.media === media)
    .slice(0, SUGGESTIONS);
}

/** The fault of one field, whoever found it. */
function onField(field: string, message: string): Pick<UpstreamFailure, "message" | "issues"> {
  return { message: `${field} ${message}.`, issues: [{ path: [field], message }] };
}

/**
 * What a vendor would say to a job before it takes it in, when the job's marker asks for that; and
 * INVALID_INPUT for a marker that is not right. Null when the job can be accepted.
 */
export function screenJob({
  model,
  input,
}: Omit<UpstreamJob, "generationId">): UpstreamFailure | null {
  const reading = readInputSimulation(model.media, input);
  const { field } = reading;
  if ("problem" in reading) return { subCode: "INVALID_INPUT", ...onField(field, reading.problem) };
  const subCode = reading.simulation?.subCode;
  if (!reading.simulation || !isBeforeAcceptance(reading.simulation)) return null;
  // Credits are not a vendor's affair.
  if (!subCode || subCode === "INSUFFICIENT_CREDITS") return null;
  const seed = String(input[field]);
  const failure = mapFailure(chooseAnswer(model, { phase: "submit", subCode, seed }));
  switch (subCode) {
    case "INVALID_INPUT":
      return { ...failure, ...onField(field, "was refused, since INVALID_INPUT is simulated") };
    case "UNSUPPORTED_MODEL": {
      return { ...failure, suggestions: nearestOthers(model) };
    }
    default:
      return failure;
  }
}
