import type { Field } from "#lib/contract/models/model.ts";
import type { FormModel } from "./form-values.ts";

const uri = (name: string): Field => ({ name, type: "uri", accepts: "image", description: "" });
const uris = (name: string): Field => ({ name, type: "uri[]", accepts: "image", description: "" });
const prompt: Field = { name: "prompt", type: "string", required: true, description: "" };
const count: Field = { name: "n", type: "integer", min: 1, max: 4, default: 1, description: "" };

/** Models that name the same things differently, as the vendors do. */
export const secondsModel: FormModel = {
  id: "test/seconds",
  media: "video",
  fields: [
    prompt,
    { name: "seconds", type: "integer", default: 4, acceptsText: true, description: "" },
    uri("first_frame_url"),
    uri("end_frame_url"),
    { name: "audio", type: "boolean", default: false, description: "" },
    count,
  ],
};

export const startModel: FormModel = {
  id: "test/start",
  media: "video",
  fields: [
    prompt,
    { name: "duration", type: "enum", values: ["4", "6", "8"], default: "8", description: "" },
    uri("image_url"),
    uri("start_image_url"),
    uri("end_image_url"),
    uris("reference_image_urls"),
    { name: "generate_audio", type: "boolean", default: true, description: "" },
  ],
};

export const pictureModel: FormModel = {
  id: "test/picture",
  media: "image",
  fields: [prompt, uri("image_url"), count],
};

export const manyModel: FormModel = {
  id: "test/many",
  media: "image",
  fields: [
    prompt,
    uris("image_urls"),
    { name: "num_images", type: "integer", min: 1, max: 10, default: 1, description: "" },
    count,
  ],
};

export const openModel: FormModel = {
  id: "test/open",
  media: "image",
  open: true,
  fields: [prompt, { name: "elements", type: "object[]", maxItems: 2, description: "" }],
};
