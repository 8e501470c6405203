import type { Database } from "../db/database.ts";
import type { Log } from "../log.ts";
import type { EventHub } from "./event-hub.ts";
import type { PresentContext } from "./present.ts";
import { prepareReadNews, readLastSeqs } from "./read-news.ts";
import { type Feed, type Following, Relay } from "./relay.ts";
import type { Wheel } from "./wheel.ts";

/** The relays of this process, one per generation that is followed here. */
export type Relays = {
  /** Follows a generation from where the follower stands; it must leave. */
  follow(ctx: PresentContext, following: Following): Feed;
  followerCount(): number;
};

type RelaysOptions = { db: Database; hub: EventHub; wheel: Wheel; log: Log; closing: AbortSignal };

const CHECK_RETRY_MS = 1_000;

/**
 * Opens a relay for whom nobody follows yet, and closes it behind the last. Once a turn of the wheel,
 * and when the listening session was away, one query asks which of them have missed something: a
 * follower ends with its generation even when that went without a word. When the process begins to
 * stop, all feeds are over.
 */
export function createRelays({ db, hub, wheel, log, closing }: RelaysOptions): Relays {
  const relays = new Map<string, Relay>();
  const readNews = prepareReadNews(db);
  let stopChecking: (() => void) | null = null;
  let isChecking = false;
  let isAskedAgain = false;

  closing.addEventListener("abort", () => {
    for (const relay of [...relays.values()]) relay.wakeAll();
  });

  async function check(): Promise<void> {
    if (isChecking) {
      isAskedAgain = true;
      return;
    }
    const open = [...relays].filter(([, relay]) => !relay.isOver);
    if (open.length === 0) return;
    isChecking = true;
    isAskedAgain = false;
    try {
      const lastSeqs = await readLastSeqs(
        db,
        open.map(([id]) => id),
      );
      for (const [id, relay] of open) {
        if (lastSeqs.get(id) !== relay.lastSeq) relay.refresh();
      }
    } catch (error) {
      log.debug({ err: error }, "followed generations cannot be checked now");
      setTimeout(check, CHECK_RETRY_MS).unref();
    }
    isChecking = false;
    if (isAskedAgain) void check();
  }

  function open(id: string): Relay {
    const relay = new Relay({
      read: (after) => readNews(id, after),
      log,
      isClosing: () => closing.aborted,
      onEmpty() {
        unfollow();
        relays.delete(id);
        if (relays.size > 0) return;
        stopChecking?.();
        stopChecking = null;
      },
    });
    const unfollow = hub.follow(id, (announcement) => {
      if (announcement.kind === "event") relay.announceEvent();
      else if (announcement.kind === "progress") relay.announceProgress(announcement);
      else void check();
    });
    relays.set(id, relay);
    stopChecking ??= wheel.add(() => void check());
    return relay;
  }

  return {
    follow: (ctx, following) => {
      const { id } = following.row;
      return (relays.get(id) ?? open(id)).follow(ctx, following);
    },
    followerCount: () => [...relays.values()].reduce((sum, relay) => sum + relay.followerCount, 0),
  };
}
