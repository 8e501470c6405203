import { readError, transportError } from "#lib/client/call.ts";

/** Reads the events of an ended generation as text; gives what went wrong, or null. Browser only. */
export async function readEvents(
  id: string,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const response = await fetch(`/api/v1/generation/${encodeURIComponent(id)}/events`, {
      headers: { accept: "text/event-stream" },
      cache: "no-store",
      signal,
    });
    if (!response.ok || !response.body) return (await readError(response)).message;
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) onText(text);
    return null;
  } catch (cause) {
    return signal.aborted ? null : transportError(cause).message;
  }
}
