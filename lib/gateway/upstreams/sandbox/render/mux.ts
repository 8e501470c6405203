import {
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputVideoTrack,
  MP4,
  Mp4OutputFormat,
  Output,
} from "mediabunny";
import type { FilmSound } from "./sound/film-sound.ts";

export type MuxRequest = {
  /** An MP4 with one H.264 track. */
  video: Uint8Array;
  /** Null makes a silent film. */
  sound: FilmSound | null;
};

/**
 * Puts picture and sound into one MP4 that plays and seeks while it loads (its index comes
 * first). The picture's packets are copied, not encoded again.
 */
export async function muxFilm({ video, sound }: MuxRequest): Promise<Uint8Array> {
  using input = new Input({ source: new BufferSource(video), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  const codec = await track?.getCodec();
  if (track === null || codec == null) throw new Error("The film has no picture.");

  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
  const picture = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(picture);
  if (sound !== null) output.addAudioTrack(sound.source);

  try {
    await output.start();
    await copyPicture(track, picture, sound);
    sound?.source.close();
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  if (target.buffer === null) throw new Error("The film was not written.");
  return new Uint8Array(target.buffer);
}

/** Copies the picture's packets, each behind the sound that plays until then: players read both at once. */
async function copyPicture(
  track: InputVideoTrack,
  picture: EncodedVideoPacketSource,
  sound: FilmSound | null,
): Promise<void> {
  const decoderConfig = await track.getDecoderConfig();
  if (decoderConfig === null) throw new Error("The film's picture cannot be decoded.");
  // The encoder's own MP4 calls every frame a key frame, and players that believe it cannot seek.
  const packets = new EncodedPacketSink(track).packets(undefined, undefined, {
    verifyKeyPackets: true,
  });
  for await (const packet of packets) {
    await sound?.writeUntil(packet.timestamp + packet.duration);
    await picture.add(packet, { decoderConfig });
  }
  picture.close();
}
