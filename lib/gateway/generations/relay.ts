/**
 * Fan-out of one generation to all who follow it in this process.
 *
 *     NOTIFY ─► hub ─► relay ─► view, one per origin ─► follower, follower, …
 *                        └─ one read of the database per announcement
 *
 * - The first follower opens the relay, the last one to leave closes it. It is on the hub before it
 *   reads, so no event falls between the two; it reads only behind what it has, one read at a time,
 *   so none comes twice. News that come during a read cause one more read.
 * - A follower is a place in the relay's list of events. Joining, lagging and resuming differ only
 *   in the place. It is woken, and takes frames when it has room: events wait here for the slowest,
 *   of progress only the newest is kept.
 * - Links in a frame depend on the origin that the follower came to, so a frame is made once per
 *   event and origin, and shared as one object.
 * - It is over behind the terminal event, and at once when the generation is no longer there. A read
 *   that fails is tried again; until it succeeds nobody is told anything.
 */
import { isTerminal } from "#lib/contract/generation.ts";
import { isAway } from "../db/is-away.ts";
import type { GenerationRow } from "../db/schema.ts";
import type { Log } from "../log.ts";
import type { PresentContext } from "./present.ts";
import type { News, StoredEvent } from "./read-news.ts";
import { createView, type Frame, type Progress, type View } from "./view.ts";

/** What one follower takes its frames from. */
export type Feed = {
  /** The next frame; null when there is none now. */
  next(): Frame | null;
  /** Whether there will be none any more. */
  isOver(): boolean;
  leave(): void;
};

export type Following = {
  row: GenerationRow;
  /** Events up to this number are known already. */
  after: number;
  /** Called when there may be a frame, or the end; never before `follow` has returned. */
  wake: () => void;
};

type RelayOptions = {
  read: (after: number) => Promise<News | null>;
  log: Log;
  /** Whether everything ends now, wherever it stands. */
  isClosing: () => boolean;
  /** The last follower has left. */
  onEmpty: () => void;
};

type Outlook = { view: View; followers: number };

/** Progress goes out at most five times a second, however fast it is announced. */
const PROGRESS_INTERVAL_MS = 200;
const RETRY_MS = 1_000;
const WOKEN_AT_ONCE = 256;

/** Wakes them a share at a time, so that others get their turn in between. */
function wakeSome(followers: Iterator<() => void>): void {
  for (let woken = 0; woken < WOKEN_AT_ONCE; woken++) {
    const { done, value: wake } = followers.next();
    if (done) return;
    wake();
  }
  setImmediate(wakeSome, followers);
}

/** How far the work was when it was read, where that is more than its events say. */
function progressOf({ row, events }: News): Progress | null {
  const { status, progress, queuePosition } = row;
  const told = events.at(-1)?.state.progress ?? 0;
  return isTerminal(status) || progress === told ? null : { progress, queuePosition };
}

export class Relay {
  readonly #options: RelayOptions;
  readonly #followers = new Set<() => void>();
  readonly #views = new Map<string, Outlook>();
  #events: StoredEvent[] = [];
  /** As it was at the last read: what does not change is taken from it. */
  #row: GenerationRow | null = null;
  #isOver = false;
  /** The newest since the newest event, and what followers may see of it. */
  #progress: Progress | null = null;
  #shown: Progress | null = null;
  #shownAt = 0;
  #reading: "no" | "yes" | "again" = "no";
  #progressTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  get lastSeq(): number {
    return this.#events.at(-1)?.seq ?? 0;
  }

  get followerCount(): number {
    return this.#followers.size;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** A feed of the frames behind `after`. */
  follow(ctx: PresentContext, { row, after, wake }: Following): Feed {
    const { origin } = ctx;
    const entry = this.#views.get(origin) ?? { view: createView(ctx), followers: 0 };
    this.#views.set(origin, entry);
    entry.followers += 1;
    const follower = () => wake();
    this.#followers.add(follower);
    if (this.lastSeq < row.lastSeq) this.refresh();
    // A number that is not there yet would hide the events up to it, the terminal one included.
    const known = Math.min(after, row.lastSeq);
    let place = 0;
    let seen: Progress | null = null;
    const nextEvent = () => {
      while ((this.#events[place]?.seq ?? known + 1) <= known) place += 1;
      return this.#events[place];
    };
    return {
      next: () => {
        if (this.#options.isClosing() || !this.#row) return null;
        const event = nextEvent();
        if (event) {
          place += 1;
          return entry.view.event(this.#row, event);
        }
        const state = this.#events.at(-1)?.state;
        if (!state || !this.#shown || this.#shown === seen) return null;
        seen = this.#shown;
        return entry.view.progress(this.#row, state, seen);
      },
      isOver: () => this.#options.isClosing() || (this.#isOver && !nextEvent()),
      leave: () => {
        if (!this.#followers.delete(follower)) return;
        entry.followers -= 1;
        if (entry.followers === 0) this.#views.delete(origin);
        if (this.#followers.size === 0) this.#close();
      },
    };
  }

  /** Tells everybody to look at their feed. */
  wakeAll(): void {
    wakeSome(this.#followers.values());
  }

  announceProgress(news: Progress): void {
    const { progress, queuePosition } = this.#progress ?? {};
    const isKnown = progress === news.progress && queuePosition === news.queuePosition;
    if (this.#isOver || isKnown) return;
    this.#progress = news;
    this.#showProgress();
  }

  /** Announcements come in order: progress that was announced before an event is older than it. */
  announceEvent(): void {
    this.#progress = null;
    this.#shown = null;
    this.refresh();
  }

  /** Looks at the database for what is new. */
  refresh(): void {
    if (this.#isOver || this.#followers.size === 0) return;
    if (this.#reading !== "no") {
      this.#reading = "again";
      return;
    }
    this.#reading = "yes";
    clearTimeout(this.#retryTimer);
    const progressBefore = this.#progress;
    this.#options.read(this.lastSeq).then(
      (news) => this.#take(news, progressBefore),
      (error) => this.#retry(error),
    );
  }

  #take(news: News | null, progressBefore: Progress | null): void {
    const isMore = this.#reading === "again";
    this.#reading = "no";
    if (this.#followers.size === 0) return;
    const isFirst = this.#row === null;
    this.#row = news?.row ?? null;
    if (news) this.#events.push(...news.events);
    else this.#events = [];
    this.#isOver = !news || isTerminal(news.row.status);
    if (news && news.events.length > 0) {
      this.#shown = null;
      // It may be older than an event that nobody announced here.
      if (this.#isOver || this.#progress === progressBefore) this.#progress = null;
      if (isFirst) this.#progress ??= progressOf(news);
    }
    this.wakeAll();
    this.#showProgress();
    if (isMore) this.refresh();
  }

  #retry(error: unknown): void {
    this.#reading = "no";
    if (this.#followers.size === 0) return;
    const { log } = this.#options;
    if (isAway(error)) log.debug({ err: error }, "events cannot be read now");
    else log.warn({ err: error }, "events cannot be read");
    this.#retryTimer = setTimeout(() => this.refresh(), RETRY_MS);
  }

  /** Shows the newest progress when it is due; while events are read it waits for them. */
  #showProgress(): void {
    if (!this.#progress || this.#progress === this.#shown) return;
    if (this.#reading !== "no" || this.#progressTimer) return;
    const dueInMs = this.#shownAt + PROGRESS_INTERVAL_MS - performance.now();
    if (dueInMs > 0) {
      this.#progressTimer = setTimeout(() => {
        this.#progressTimer = undefined;
        this.#showProgress();
      }, dueInMs);
      return;
    }
    this.#shown = this.#progress;
    this.#shownAt = performance.now();
    this.wakeAll();
  }

  #close(): void {
    clearTimeout(this.#progressTimer);
    clearTimeout(this.#retryTimer);
    this.#options.onEmpty();
  }
}
