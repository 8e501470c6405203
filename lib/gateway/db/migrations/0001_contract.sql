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
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_generation" ON "idempotency_keys" USING btree ("generation_id");--> statement-breakpoint
CREATE INDEX "generations_unfinished" ON "generations" USING btree ("workspace_id") WITH (deduplicate_items=off) WHERE "generations"."status" in ('IN_QUEUE', 'IN_PROGRESS');--> statement-breakpoint
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
