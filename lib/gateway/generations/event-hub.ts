import { z } from "zod";

/**
 * Fan-out of generation events within one process. The database announces by NOTIFY that a
 * generation has a new event (its number) or new progress; the hub wakes whoever follows it.
 * It carries no state: followers read events from the database behind the number they have.
 */
export type Announcement =
  | { kind: "event"; seq: number }
  | { kind: "progress"; progress: number; queuePosition: number | null }
  /** Something may have been missed: look at the database. */
  | { kind: "refresh" };

type Follower = (announcement: Announcement) => void;

export type EventHub = {
  /** Calls `follower` for each announcement until the returned function is called. */
  follow(generationId: string, follower: Follower): () => void;
  /** Takes a NOTIFY payload. */
  announce(payload: string): void;
  /** Tells every follower to look at the database: after the listening session was away. */
  refreshAll(): void;
  followerCount(): number;
};

const payloadSchema = z.union([
  z.object({ g: z.string(), s: z.number().int() }),
  z.object({ g: z.string(), p: z.number(), q: z.number().int().nullable() }),
]);

function parsePayload(payload: string): z.infer<typeof payloadSchema> | null {
  try {
    return payloadSchema.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

export function createEventHub(): EventHub {
  const topics = new Map<string, Set<Follower>>();

  return {
    follow(generationId, follower) {
      const followers = topics.get(generationId) ?? new Set();
      topics.set(generationId, followers.add(follower));
      return () => {
        followers.delete(follower);
        if (followers.size === 0 && topics.get(generationId) === followers) {
          topics.delete(generationId);
        }
      };
    },
    announce(payload) {
      const parsed = parsePayload(payload);
      if (!parsed) return;
      const announcement: Announcement =
        "s" in parsed
          ? { kind: "event", seq: parsed.s }
          : { kind: "progress", progress: parsed.p, queuePosition: parsed.q };
      for (const follower of [...(topics.get(parsed.g) ?? [])]) follower(announcement);
    },
    refreshAll() {
      for (const followers of [...topics.values()]) {
        for (const follower of [...followers]) follower({ kind: "refresh" });
      }
    },
    followerCount: () => [...topics.values()].reduce((sum, followers) => sum + followers.size, 0),
  };
}
