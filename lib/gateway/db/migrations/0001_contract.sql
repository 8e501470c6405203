CREATE TABLE "idempotency_keys" (
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"key" text NOT NULL,
	"generation_id" text NOT NULL,
	"model" text NOT NULL,
	"field_hashes" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_id_mode_key_pk" PRIMARY KEY("workspace_id","mode","key")
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
DROP INDEX "generations_queue";--> statement-breakpoint
DROP INDEX "generations_list";--> statement-breakpoint
-- What a search looks at: the words that say what to make, without their case.
CREATE FUNCTION "generation_words"("input" jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(left(coalesce(input ->> 'prompt', input ->> 'text', ''), 10000));--> statement-breakpoint
-- Pieces of a text such that a text contains another only if it has all pieces of the other: three
-- characters each, or one and two where a character is nearly a word (from three bytes of UTF-8 on).
-- Our own, because pg_trgm sees no letters beyond ASCII in a database whose LC_CTYPE is C, as ours is.
-- In PL/pgSQL, because a session keeps its plan: a function in SQL is made ready for each statement.
CREATE FUNCTION "search_pieces"("words" text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	s text[] := string_to_array(words, NULL);
BEGIN
	IF octet_length(words) = length(words) THEN
		RETURN ARRAY(
			SELECT a || b || c
			FROM (SELECT unnest(s) AS a, unnest(s[2:]) AS b, unnest(s[3:]) AS c) AS each
			WHERE c IS NOT NULL);
	END IF;
	RETURN ARRAY(
		SELECT piece
		FROM (SELECT unnest(ARRAY[
				CASE WHEN octet_length(a) > 2 THEN a END,
				CASE WHEN octet_length(a) > 2 AND octet_length(b) > 2 THEN a || b END,
				CASE WHEN octet_length(a) < 3 OR octet_length(b) < 3 OR octet_length(c) < 3 THEN a || b || c END
			]) AS piece
			FROM (SELECT unnest(s) AS a, unnest(s[2:]) AS b, unnest(s[3:]) AS c) AS each) AS pieces
		WHERE piece IS NOT NULL);
END $$;--> statement-breakpoint
-- All that a search asks of a generation at once: the filters, longer than any piece, and the pieces.
CREATE FUNCTION "search_tokens"("workspace_id" text, "mode" text, "media" text, "model" text, "status" text, "code" text, "words" text)
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_remove(ARRAY['of ' || workspace_id || ' ' || mode, 'media ' || media, 'model ' || model, 'status ' || status, 'code ' || code], NULL)
	|| search_pieces(words);--> statement-breakpoint
CREATE INDEX "generations_list" ON "generations" USING btree ("workspace_id","mode","id" COLLATE "C") WHERE "generations"."deleted_at" is null;--> statement-breakpoint
-- Of what has ended: so a generation is put in once, accepting it costs nothing, and no state that it
-- has left stays behind to be skipped.
CREATE INDEX "generations_by_media" ON "generations" USING btree ("workspace_id","mode","media","status","id" COLLATE "C") WHERE "generations"."status" in ('COMPLETED', 'FAILED', 'CANCELED') and "generations"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "generations_by_model" ON "generations" USING btree ("workspace_id","mode","model","status","id" COLLATE "C") WHERE "generations"."status" in ('COMPLETED', 'FAILED', 'CANCELED') and "generations"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "generations_by_code" ON "generations" USING btree ("workspace_id","mode",("failure" ->> 'code'),"id" COLLATE "C") WHERE "generations"."status" = 'FAILED' and "generations"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "generations_by_model_and_code" ON "generations" USING btree ("workspace_id","mode","model",("failure" ->> 'code'),"id" COLLATE "C") WHERE "generations"."status" = 'FAILED' and "generations"."deleted_at" is null;--> statement-breakpoint
-- The list of what is still to be put in is kept short, because every search reads it.
CREATE INDEX "generations_search" ON "generations" USING gin (search_tokens("workspace_id","mode","media","model","status","failure" ->> 'code',generation_words("input"))) WITH (gin_pending_list_limit = 256) WHERE "generations"."status" in ('COMPLETED', 'FAILED', 'CANCELED') and "generations"."deleted_at" is null;--> statement-breakpoint
-- No statistics: they would cost seconds at each ANALYZE, and a guess that is always the same serves better.
ALTER INDEX "generations_search" ALTER COLUMN 1 SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_generation" ON "idempotency_keys" USING btree ("generation_id");--> statement-breakpoint
CREATE INDEX "generations_unfinished" ON "generations" USING btree ("workspace_id","mode","id" COLLATE "C") WHERE "generations"."status" in ('IN_QUEUE', 'IN_PROGRESS');--> statement-breakpoint
CREATE UNLOGGED TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
-- Whether one more unfinished generation fits into a workspace, exact under concurrency. Each statement
-- of a volatile function sees what was committed before it, so the count comes behind the lock. Many may
-- hold the shared lock at once, at most one a connection: they are let in while all of them would fit.
-- Nearer to the limit one asks alone, when nobody who was let in has still to commit.
CREATE FUNCTION "has_room"("workspace" text, "most" integer, "is_alone" boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	spare integer := CASE WHEN is_alone THEN 0 ELSE current_setting('max_connections')::integer END;
	unfinished integer;
BEGIN
	IF most <= spare THEN
		RETURN false;
	ELSIF is_alone THEN
		PERFORM pg_advisory_xact_lock(7218003, hashtext(workspace));
	ELSE
		PERFORM pg_advisory_xact_lock_shared(7218003, hashtext(workspace));
	END IF;
	SELECT count(*) INTO unfinished FROM (
		SELECT FROM generations
		WHERE workspace_id = workspace AND status IN ('IN_QUEUE', 'IN_PROGRESS') LIMIT most - spare
	) AS counted;
	RETURN unfinished < most - spare;
END $$;
