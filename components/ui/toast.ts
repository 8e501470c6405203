/** What is said in passing. The machinery (sonner) is loaded when the first toast is asked for. */
export type Toast = { tone: "ok" | "problem" | "plain"; text: string; detail?: string };

type Listener = (toast: Toast) => void;
const waiting: Toast[] = [];
let listener: Listener | null = null;

function say(tone: Toast["tone"]) {
  return (text: string, detail?: string) => {
    const next: Toast = { tone, text, ...(detail !== undefined && { detail }) };
    if (listener) listener(next);
    else waiting.push(next);
  };
}

/** Successes in passing. A failure belongs where it happened, not in a toast. */
export const toast = { success: say("ok"), error: say("problem"), message: say("plain") };

/** For the toaster: takes what was said before it came, then everything as it comes. */
export function listenToToasts(next: Listener): () => void {
  listener = next;
  for (const said of waiting.splice(0)) next(said);
  return () => {
    if (listener === next) listener = null;
  };
}
