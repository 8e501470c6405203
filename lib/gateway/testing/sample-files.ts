import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A small picture, different for each colour. */
export function picture(
  format: "png" | "jpeg" | "webp" | "gif" | "avif" | "tiff",
  colour = "#c2571a",
): Promise<Buffer> {
  return sharp({ create: { width: 24, height: 16, channels: 3, background: colour } })
    .toFormat(format)
    .toBuffer();
}

/** One whole picture of each kind. */
export const pictures = {
  png: await picture("png"),
  jpeg: await picture("jpeg"),
  webp: await picture("webp"),
  gif: await picture("gif"),
  avif: await picture("avif"),
  tiff: await picture("tiff"),
};

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG of a few bytes whose head promises so many pixels. */
export function bomb(widthPx: number, heightPx: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPx, 0);
  head.writeUInt32BE(heightPx, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const sized = (name: string, data: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name), length, data]);
};

/** A picture of one pixel that moves on for so many frames, each as short as can be. */
export function endless(type: "gif" | "webp", frames: number): Buffer {
  const repeat = (frame: Buffer) => Buffer.alloc(frames * frame.length, frame);
  if (type === "gif") {
    const head = Buffer.from("GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
    const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
    return Buffer.concat([head, repeat(frame), Buffer.from(";")]);
  }
  const pixel = sized("VP8L", Buffer.from("2f000000000788880800", "hex"));
  return sized(
    "RIFF",
    Buffer.concat([
      Buffer.from("WEBP"),
      sized("VP8X", Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
      sized("ANIM", Buffer.alloc(6)),
      repeat(sized("ANMF", Buffer.concat([Buffer.alloc(16), pixel]))),
    ]),
  );
}

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat([
    ...parts.map((part) =>
      typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part),
    ),
    Buffer.alloc(4_096),
  ]);

const ftyp = (brand: string) => bytes([0, 0, 0, 24], `ftyp${brand}`, [0, 0, 2, 0], `${brand}mp41`);

/** The heads of films and sounds: as much as says what they are, and nothing to play. */
export const heads = {
  mp4: ftyp("isom"),
  m4v: ftyp("M4V "),
  mov: ftyp("qt  "),
  webm: bytes([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], "webm"),
  mkv: bytes([0x1a, 0x45, 0xdf, 0xa3, 0x8b, 0x42, 0x82, 0x88], "matroska"),
  mp3: bytes("ID3", [4, 0, 0, 0, 0, 0, 0], [0xff, 0xfb, 0x90, 0x64]),
  wav: bytes("RIFF", [36, 16, 0, 0], "WAVEfmt ", [16, 0, 0, 0]),
  ogg: bytes(
    "OggS",
    [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 19],
    "OpusHead",
  ),
  m4a: ftyp("M4A "),
  aac: bytes([0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc]),
  flac: bytes("fLaC", [0, 0, 0, 34]),
  pdf: bytes("%PDF-1.7\n"),
};
